/* Ticks at once and sends when there is a connection. Without this module each tick is an ordinary button. */

const list = document.querySelector("[data-ticks]");
const said = document.querySelector("[data-ticks-said]");
const waiting = new Map(); // the newest wish for each thing: what it was before matters to nobody

async function send() {
  for (const [button, done] of [...waiting]) {
    const form = button.form;
    const body = new FormData(form);
    body.set("do", `${done ? "done" : "undone"}:${button.dataset.tick}`);
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) { form.submit(); return; }
    } catch {
      said.textContent = list.dataset.offline;
      setTimeout(send, 10000);
      return;
    }
    if (waiting.get(button) === done) waiting.delete(button);
  }
  said.textContent = list.dataset.saved;
}

list?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.tick) return;
  event.preventDefault();
  const done = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(done));
  button.value = `${done ? "undone" : "done"}:${button.dataset.tick}`;
  waiting.set(button, done);
  send();
});
addEventListener("online", () => { if (waiting.size) send(); });
