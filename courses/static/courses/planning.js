/* Shows the dates while a run is planned. Without this module the button "Näytä päivät" does the same. */

const PARTS = ["kerrat", "ehdot-sanoin", "hanke"];
const LIVE = /^(base|count|starts_on|trainers|k\d+-(day|clock|minutes|mode)|[co]-.+)$/;
const form = document.querySelector("[data-planning]");
const QUIET = 400; // milliseconds without typing before the dates are asked for again
let asking = null;
let waiting = null;

function showOwn() {
  const chosen = form.querySelector("[name=base]:checked");
  form.querySelector("[data-own]").hidden = !chosen?.value.startsWith("own-");
}

async function refresh() {
  asking?.abort();
  clearTimeout(waiting);
  waiting = null;
  const mine = new AbortController();
  asking = mine;
  const body = new FormData(form);
  body.set("step", "paivat");
  let answer;
  let text;
  try {
    answer = await fetch(form.action, { method: "POST", body, signal: mine.signal });
    text = await answer.text();
  } catch {
    return;
  } finally {
    if (asking === mine) asking = null;
  }
  if (answer.status !== 200 && answer.status !== 422) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const { id: focused, selectionStart: caret } = document.activeElement ?? {};
  const wasOpen = [...form.querySelectorAll("#kerrat details")].map((row) => row.open);
  for (const id of PARTS) {
    const now = document.getElementById(id);
    const then = page.getElementById(id);
    if (now && then) now.replaceChildren(...then.childNodes);
  }
  form.querySelectorAll("#kerrat details").forEach((row, place) => { row.open ||= wasOpen[place] ?? false; });
  if (focused && document.activeElement?.id !== focused) {
    const field = document.getElementById(focused);
    field?.focus();
    if (caret != null) field?.setSelectionRange?.(caret, caret);
  }
}

// An answer to what stood here before the last key must not replace what is being typed: ask again when the keys rest.
function typed() {
  const wasOnItsWay = asking && !asking.signal.aborted;
  asking?.abort();
  clearTimeout(waiting);
  if (wasOnItsWay || waiting) waiting = setTimeout(() => { waiting = null; refresh(); }, QUIET);
}

if (form) {
  showOwn();
  form.addEventListener("input", typed);
  form.addEventListener("change", (event) => {
    if (event.target.name === "base") showOwn();
    if (LIVE.test(event.target.name) && form.elements.starts_on.value) refresh();
  });
}
