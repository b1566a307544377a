/* Writing a log: the draft is saved while it is written, and what is sent without a connection goes when there is one.
   The page works without it: "Tallenna luonnos" and "Lähetä kirjaus" do the same. */

const PAUSE = 1500; // after the last key
const AGAIN = 10000; // when there is no connection
const SHORT = 300; // before this browser keeps what was typed

const form = document.querySelector("form[data-autosave]");
const words = form?.dataset;
const path = location.pathname;
const isShell = form && !form.elements.csrfmiddlewaretoken;
const said = form?.querySelector("[data-saved]");
const door = form?.querySelector("[data-door]");

let queue = null; // stays null where the browser keeps nothing: then the form is sent the ordinary way
let entry = null;
let timer = 0;
let keeping = 0;
let saving = null;
let sending = false;
let isDirty = false;
let isStopped = false;

if (form) start();

async function start() {
  showHelp();
  try {
    queue = await import(words.queue);
    if (!isShell) await queue.unlock(words.owner, words.lock);
    entry = await queue.find(path);
  } catch {
    queue = null;
  }
  if (isShell && !openShell()) return;
  listen();
  if (!queue) return;
  if (isShell || (entry && entry.state !== "open" && !("answered" in words))) fill(entry.values);
  const unsent = entry?.state === "waiting" && !("answered" in words);
  if (!unsent) await keep("answered" in words ? "typed" : entry?.state ?? "open");
  if (!isShell) navigator.serviceWorker?.register(words.worker, { scope: words.scope }).catch(() => {});
  if (unsent) deliver();
}

/* Without a connection the form is drawn for nobody; it opens for a meeting whose form has been open here before. */
function openShell() {
  form.closest("[data-form]").hidden = !entry;
  if (entry) document.querySelector("[data-title]").textContent = entry.title;
  return Boolean(entry);
}

function listen() {
  form.addEventListener("input", () => {
    isDirty = true;
    later(PAUSE);
    clearTimeout(keeping);
    keeping = setTimeout(() => keep("typed"), SHORT);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    if (isDirty && !sending) keep("typed");
    save();
  });
  addEventListener("online", () => {
    if (entry?.state === "waiting") deliver();
    else if (isShell) location.reload();
    else later(0);
  });
  form.addEventListener("submit", submit);
}

const say = (text) => { said.textContent = text; };

function fill(values) {
  for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) box.checked = false;
  for (const [name, value] of values) {
    const found = form.elements[name];
    if (!found) continue;
    const boxes = found instanceof RadioNodeList ? [...found] : [found];
    if (["checkbox", "radio"].includes(boxes[0].type)) {
      for (const box of boxes) if (box.value === value) box.checked = true;
    } else found.value = value;
  }
  for (const more of form.querySelectorAll("details")) {
    more.open ||= [...more.querySelectorAll("input, textarea")].some((one) => (one.type === "checkbox" ? one.checked : one.value));
  }
  form.elements.needs_help.dispatchEvent(new Event("change"));
}

/* --- in this browser ------------------------------------------------------------------------------------------- */
async function keep(state, pressed) {
  if (!queue || isStopped) return;
  entry = { path, title: words.title || entry?.title, state, values: queue.valuesOf(form, pressed) };
  await queue.put(entry).catch(() => { queue = null; });
}

/* --- the draft on the server ----------------------------------------------------------------------------------- */
function later(wait) {
  clearTimeout(timer);
  if (!isStopped && !isShell) timer = setTimeout(save, wait);
}

async function save() {
  if (saving || sending || !isDirty || isStopped || isShell) return saving;
  isDirty = false;
  saving = send().finally(() => { saving = null; });
  return saving;
}

async function send() {
  const body = new FormData(form);
  for (const name of ["anyway", "drawn_for"]) body.delete(name);
  body.set("save", "draft");
  const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status === 409) {
    isStopped = true;
    say(words.conflictText);
    return;
  }
  if (!answer?.headers.get("Content-Type")?.includes("json")) {
    isDirty = true;
    say(answer?.redirected ? words.signedOutText : words.offlineText);
    later(AGAIN);
    return;
  }
  const { token, key, saved, refused } = await answer.json();
  if (refused) {
    say(refused);
    return;
  }
  form.elements.token.value = token;
  form.elements.key.value = key;
  say(`${words.savedText} ${saved}`);
  if (isDirty) later(PAUSE);
  else if (!sending) keep("open");
}

/* --- sending --------------------------------------------------------------------------------------------------- */
function submit(event) {
  const pressed = event.submitter;
  if (words.plain === "yes") return;
  if (pressed?.name === "save" && navigator.onLine && !isShell) {
    isStopped = true;
    return;
  }
  if (!queue && !saving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (sending) return;
  clearTimeout(timer);
  clearTimeout(keeping);
  if (pressed?.name === "save") {
    keep("typed").then(() => say(words.offlineText));
    return;
  }
  sending = true;
  form.setAttribute("aria-busy", "true");
  Promise.resolve(saving).then(() => (queue ? keep("waiting", pressed).then(deliver) : plainly(pressed)));
}

/* Let the browser send the form itself: the server's questions and its words on errors come as a page. */
function plainly(pressed) {
  words.plain = "yes";
  form.removeAttribute("aria-busy");
  form.requestSubmit(pressed?.isConnected ? pressed : undefined);
}

async function deliver() {
  if (!queue) return plainly();
  sending = true;
  isDirty = false;
  say(words.sendingText);
  const became = await queue.deliver(entry, words.check);
  if (became.state === "sent") {
    isStopped = true;
    say(words.sentText);
    location.assign(became.url);
  } else if (became.state === "ask" && !isShell) {
    plainly();
  } else {
    sending = false;
    form.removeAttribute("aria-busy");
    say({ ask: words.askText, "sign-in": words.signedOutText }[became.state] ?? words.waitingText);
    door.hidden = became.state !== "sign-in";
    door.querySelector("a").search = new URLSearchParams({ next: path });
    if (became.state === "offline") setTimeout(() => entry.state === "waiting" && !sending && deliver(), AGAIN);
    if (became.state === "ask") location.reload();
  }
}

/* What is asked of a request for help shows when there is one. */
function showHelp() {
  const help = form.querySelector("[data-help]");
  const wants = form.elements.needs_help;
  const show = () => { help.hidden = !wants.checked && !help.querySelector("[aria-invalid]"); };
  wants.addEventListener("change", show);
  show();
}
