/* Keeps a draft on the server while one types, and offers printing. Both buttons of the form work without it. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const state = form.querySelector("[data-draft-state]");
  let timer = 0;
  let isSending = false;
  let isChanged = false;
  form.removeAttribute("data-guard"); // what is typed is kept, so nobody has to be stopped from leaving

  const save = async () => {
    clearTimeout(timer);
    if (isSending || !isChanged) return;
    isSending = true;
    isChanged = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      state.textContent = (await answer.json()).message;
    } catch {
      isChanged = true;
      form.dataset.guard = ""; // the network is away: warn before leaving, and try again
      timer = setTimeout(save, 20000);
    } finally {
      isSending = false;
    }
  };
  form.addEventListener("input", () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(save, 3000);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
  });
  addEventListener("pagehide", save);
}
