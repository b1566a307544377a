/* Saves a note while it is being written, to the server alone: nothing private is left in the browser. */

const PAUSE = 1500; // after the last key
const AGAIN = 8000; // when there is no connection

const form = document.querySelector("form[data-note]");
const said = form.querySelector("[data-saved]");
let timer = 0;
let saving = null;
let saved = form.elements.text.defaultValue;

async function save() {
  const text = form.elements.text.value;
  if (saving || text === saved || !text.trim()) return;
  saving = send(text).finally(() => { saving = null; });
}

async function send(text) {
  try {
    const answer = await fetch(location.href, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    });
    const { version, message, conflict } = await answer.json();
    said.textContent = message;
    if (answer.ok) {
      saved = text;
      form.elements.version.value = version;
    }
    if (!conflict && form.elements.text.value !== saved) later(answer.ok ? PAUSE : AGAIN);
  } catch {
    said.textContent = form.dataset.offline;
    later(AGAIN);
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

form.addEventListener("input", () => later(PAUSE));
if (form.elements.text.value !== saved) later(PAUSE); // typed before this file had come
addEventListener("online", () => later(0));

/* A saving under way is let finish, so that the form goes with the version it made. */
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (!saving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  saving.finally(() => form.requestSubmit(event.submitter));
});
