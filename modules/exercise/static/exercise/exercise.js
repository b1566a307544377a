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

  const save = async () => {
    if (isSending) return;
    isSending = true;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      const { message } = await answer.json();
      state.textContent = message;
    } catch {
      timer = setTimeout(save, 20000); // the network is away: try again
    } finally {
      isSending = false;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 3000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
