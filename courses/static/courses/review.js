/* Answering what waits, from the keyboard; and a sign of life, so that other trainers see that this is being read.

   What a key does stands in the page: <button data-key="h">, <a data-key="s">. A button with data-needs="#field" takes
   one to the field while it is empty. Letters can be switched off (WCAG 2.1.4) and never work while one types. */

const KEPT = "peili-review-keys";
const box = document.querySelector("[data-review-keys]");
const toggle = document.querySelector("[data-review-toggle]");
let lettersOn = read() !== "off";

if (box) {
  box.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    lettersOn = !lettersOn;
    try { localStorage.setItem(KEPT, lettersOn ? "on" : "off"); } catch { /* a forbidden store: until the page is left */ }
    show();
  });
  document.addEventListener("keydown", onKey);
}

function read() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

function show() {
  toggle.setAttribute("aria-pressed", String(lettersOn));
  toggle.textContent = lettersOn ? toggle.dataset.on : toggle.dataset.off;
}

function onKey(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey && !event.altKey && !event.metaKey) return act(event, "h");
  if (event.ctrlKey || event.altKey || event.metaKey || !lettersOn || isTyping(event.target)) return;
  if (event.key.length === 1) act(event, event.key.toLowerCase());
}

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function act(event, key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  const needed = target.dataset.needs && document.querySelector(target.dataset.needs);
  if (needed && !needed.value.trim()) needed.focus();
  else target.click();
}

/* Every third minute, while the page is looked at, the turn of reading goes on. */
const reading = document.querySelector("[data-review-reading]");
if (reading) {
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    fetch(reading.action, { method: "POST", body: new FormData(reading), keepalive: true }).catch(() => {});
  }, 180000);
}
