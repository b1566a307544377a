/* Shows the dates while a run is planned. Without this module the button "Näytä päivät" does the same. */

const PARTS = ["kerrat", "ehdot-sanoin"];
const LIVE = /^(base|count|starts_on|trainers|k\d+-(day|clock|minutes|mode)|[co]-.+)$/;
const form = document.querySelector("[data-planning]");
let asking = null;

function showOwn() {
  const chosen = form.querySelector("[name=base]:checked");
  form.querySelector("[data-own]").hidden = !chosen?.value.startsWith("own-");
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form);
  body.set("step", "paivat");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, signal: asking.signal });
  } catch {
    return;
  }
  if (answer.status !== 200 && answer.status !== 422) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement?.id;
  const isOpen = new Set([...form.querySelectorAll("#kerrat details[open]")].map((row, place) => place));
  for (const id of PARTS) {
    const now = document.getElementById(id);
    const then = page.getElementById(id);
    if (now && then) now.replaceChildren(...then.childNodes);
  }
  if (isOpen.size) form.querySelectorAll("#kerrat details").forEach((row, place) => { row.open = row.open || isOpen.has(place); });
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

if (form) {
  showOwn();
  form.addEventListener("change", (event) => {
    if (event.target.name === "base") showOwn();
    if (LIVE.test(event.target.name) && form.elements.starts_on.value) refresh();
  });
}
