/* Saves the draft of a log while it is being written. The page works without it: "Tallenna luonnos" does the same. */

const PAUSE = 1500; // after the last key
const AGAIN = 10000; // when there is no connection

const form = document.querySelector("form[data-autosave]");
if (form) {
  const said = form.querySelector("[data-saved]");
  const say = (text) => { said.textContent = text; };
  let timer = 0;
  let saving = null;
  let isDirty = false;
  let isStopped = false;

  const later = (wait) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(save, wait);
  };

  async function save() {
    if (saving || !isDirty || isStopped) return saving;
    isDirty = false;
    saving = send().finally(() => { saving = null; });
    return saving;
  }

  async function send() {
    const body = new FormData(form);
    body.delete("anyway");
    body.set("save", "draft");
    let answer;
    try {
      answer = await fetch(form.action || location.href, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      isDirty = true;
      say(form.dataset.offlineText);
      later(AGAIN);
      return;
    }
    if (answer.status === 409) {
      isStopped = true;
      say(form.dataset.conflictText);
      return;
    }
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) {
      isDirty = true;
      say(form.dataset.offlineText);
      later(AGAIN);
      return;
    }
    const { token, key, saved } = await answer.json();
    form.elements.token.value = token;
    form.elements.key.value = key;
    say(`${form.dataset.savedText} ${saved}`);
    if (isDirty) later(PAUSE);
  }

  /* What is asked of a request for help shows when there is one. */
  const help = form.querySelector("[data-help]");
  const wants = form.elements.needs_help;
  const show = () => { help.hidden = !wants.checked && !help.querySelector("[aria-invalid]"); };
  wants.addEventListener("change", show);
  show();

  form.addEventListener("input", () => {
    isDirty = true;
    later(PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("online", () => later(0));

  /* A saving under way is let finish, so that the form goes with the version it made. */
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    isDirty = false;
    if (!saving) {
      isStopped = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressed = event.submitter;
    saving.finally(() => form.requestSubmit(pressed));
  });
}
