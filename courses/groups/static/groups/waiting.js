/* On pages with a list: says what waits for a connection, and sends it when there is one. Before signing out it tells
   of what would be lost. */

const AGAIN = 15000;
const place = document.querySelector("[data-waiting]");
const words = place.dataset;
const queue = await import(words.queue);

if (words.owner) await queue.unlock(words.owner, words.lock);
await show();
await sendAll();
addEventListener("online", sendAll);
addEventListener("offline", show);
for (const door of document.querySelectorAll("form[action$='/logout/']")) door.addEventListener("submit", leave);

async function show() {
  const known = "all" in words ? await queue.all() : await queue.unsent();
  const listed = known.filter((entry) => entry.path !== location.pathname);
  const list = place.querySelector("ul");
  list.replaceChildren(...listed.map(line));
  place.hidden = !listed.length;
  const empty = document.querySelector("[data-nothing]");
  if (empty) empty.hidden = known.length > 0;
}

function line(entry) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = entry.path;
  link.textContent = entry.title;
  const state = { waiting: words.waitingText, ask: words.askText, typed: words.typedText }[entry.state];
  row.append(link, state ? ` – ${state}` : "");
  return row;
}

async function sendAll() {
  let isOffline = false;
  for (const entry of await queue.unsent()) {
    if (entry.state !== "waiting" || isOffline) continue;
    const became = await queue.deliver(entry, words.check);
    isOffline = became.state === "offline";
    if (became.state === "sent") place.querySelector("[data-said]").textContent = `${entry.title} – ${words.sentText}`;
  }
  await show();
  if (place.querySelector("[data-said]").textContent) place.hidden = false;
  if (isOffline) setTimeout(sendAll, AGAIN);
}

async function leave(event) {
  const form = event.currentTarget;
  if (form.dataset.sure === "yes") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const lost = (await queue.unsent()).length > 0;
  if (lost && !confirm(words.leaveText)) return;
  await queue.wipe();
  form.dataset.sure = "yes";
  form.requestSubmit(event.submitter);
}
