/* Keeps what is typed: in this browser with every stroke, on the server soon after, and away from here once it is there.

   <form data-draft="/page/" data-draft-for="person" data-save="/save/"> with [data-status]; optional: [data-words],
   [data-restore] with a button, a field `version`. A page with data-draft-sent="/page/" says that nothing is left
   to keep. Everything works without this file, by the buttons of the form. */

const PREFIX = "peili-draft:";
const SKIPPED = new Set(["csrfmiddlewaretoken", "drawn_for", "version", "key"]);

const form = document.querySelector("form[data-draft]");
if (form) keepDraft();
for (const sent of document.querySelectorAll("[data-draft-sent]")) forgetAll(sent.dataset.draftSent);
for (const button of document.querySelectorAll("[data-place]")) showPlaces(button);

function keepDraft() {
  const status = form.querySelector("[data-status]");
  const words = form.querySelector("[data-words]");
  const version = form.elements.version;
  const key = `${PREFIX}${form.dataset.draftFor}:${form.dataset.draft}`;
  const drawn = JSON.stringify(typed());
  let timer = 0;
  let sending = false;
  let dirty = false;
  let pause = 1500;

  form.removeAttribute("data-guard"); // what is typed is kept, so nobody has to be stopped from leaving
  bringBack();
  form.addEventListener("input", () => {
    count();
    remember();
    later(1500);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    remember();
    if (navigator.onLine) return;
    event.preventDefault();
    status.textContent = form.dataset.offline;
    dirty = true;
  });
  addEventListener("online", () => dirty && save());
  addEventListener("offline", () => dirty && (status.textContent = form.dataset.offline));
  addEventListener("pagehide", () => dirty && remember());

  function later(delay) {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (sending) return later(400);
    if (form.hasAttribute("aria-busy")) return; // it is being sent as a whole
    sending = true;
    dirty = false;
    const sentNow = JSON.stringify(typed());
    status.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.dataset.save, {
        method: "POST", body: body(), headers: { Accept: "application/json" },
      });
      if (response.status >= 500) throw new Error("not now");
      if (!response.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
      const answer = await response.json();
      if (answer.version && version) version.value = answer.version;
      if (response.ok && JSON.stringify(typed()) === sentNow) forget();
      else if (response.ok) remember();
      status.textContent = answer.message;
      pause = 1500;
    } catch (error) {
      remember();
      status.textContent = error.message === "signed out" ? form.dataset.signedOut : form.dataset.offline;
      pause = Math.min(pause * 2, 30000);
      later(pause);
    } finally {
      sending = false;
    }
  }

  function body() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); // fresh after signing in in another tab
    if (token) data.set("csrfmiddlewaretoken", token[1]);
    return data;
  }

  function typed() {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (SKIPPED.has(name) || value instanceof File) continue;
      (found[name] ??= []).push(value.replaceAll("\r\n", "\n"));
    }
    return found;
  }

  function remember() {
    const kept = { fields: typed(), version: version?.value ?? "" };
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* a full or forbidden store */ }
  }
  function forget() {
    try { localStorage.removeItem(key); } catch { /* a forbidden store */ }
  }
  function bringBack() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { return; }
    if (!kept?.fields || JSON.stringify(kept.fields) === drawn) return forget();
    const offer = form.querySelector("[data-restore]");
    if (offer && kept.version !== (version?.value ?? "")) { // written elsewhere meanwhile: ask
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", () => { offer.hidden = true; restore(kept.fields); });
      return;
    }
    restore(kept.fields);
    status.textContent = form.dataset.returned;
  }
  function restore(fields) {
    for (const element of form.elements) {
      if (!element.name || SKIPPED.has(element.name) || element.type === "file" || element.type === "submit") continue;
      const values = fields[element.name] ?? [];
      if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
      else if (element.type !== "hidden" && values.length) element.value = values[0];
    }
    count();
    later(0);
  }
  function count() {
    const area = form.querySelector("[data-text]");
    if (words && area) words.textContent = (area.value.match(/[\p{L}\p{N}]+(?:['’:-][\p{L}\p{N}]+)*/gu) ?? []).length;
  }
}

function forgetAll(page) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && key.endsWith(`:${page}`)) localStorage.removeItem(key);
    }
  } catch { /* a forbidden store */ }
}

/* Leads from a remark to the words it is about, marked in the field. */
function showPlaces(button) {
  const area = document.querySelector("[data-text]");
  if (!area) return;
  const [start, end] = button.dataset.place.split("-").map(Number);
  button.hidden = false;
  button.addEventListener("click", () => {
    area.focus();
    area.setSelectionRange(start, end);
  });
}
