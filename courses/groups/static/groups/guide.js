/* The facilitator's screen: which part is on, how long is left, what comes next. Nothing leaves the phone.
   Without this module the page is the running order with its times of day. */

const KEPT = 12 * 3600e3; // what one has moved is forgotten after the evening
const SOON = 2 * 3600e3;
const root = document.querySelector("[data-guide]");
const steps = [...root.querySelectorAll("[data-row]")].map((row) => ({
  row, clock: row.querySelector("[data-clock]"), length: row.dataset.minutes * 60e3, text: row.querySelector(".guide__text").textContent,
}));
const find = (name) => root.querySelector(`[data-${name}]`);
const key = `peili-guide-${root.dataset.key}`;
const planned = steps.length ? Date.parse(steps[0].row.dataset.start) : 0;
let state = restored();
let told = "";

function fresh() {
  return { begins: planned, lengths: steps.map((step) => step.length), at: Date.now() };
}

function restored() {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept?.lengths.length === steps.length && Date.now() - kept.at < KEPT) return kept;
  } catch { /* no storage: the planned times hold */ }
  return fresh();
}

function keep() {
  state.at = Date.now();
  try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* see above */ }
}

function starts() {
  let begins = state.begins;
  return state.lengths.map((length) => { const start = begins; begins += length; return start; });
}

/* The place of the part that is on: -1 before the beginning, as many as there are after the end. */
function place(now, begins) {
  if (now < state.begins) return -1;
  const found = begins.findIndex((start, number) => now < start + state.lengths[number]);
  return found < 0 ? steps.length : found;
}

function draw() {
  const now = Date.now();
  const begins = starts();
  const current = place(now, begins);
  const last = steps.length - 1;
  steps.forEach((step, number) => {
    const time = new Date(begins[number]);
    step.clock.textContent = `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
    step.row.classList.toggle("is-past", number < current);
    if (number === current) step.row.setAttribute("aria-current", "step"); else step.row.removeAttribute("aria-current");
  });
  const label = find("label");
  const unit = find("unit");
  const before = current < 0;
  const after = current > last;
  const shown = before ? 0 : Math.min(current, last);
  const end = before ? state.begins : begins[shown] + state.lengths[shown];
  label.textContent = before ? label.dataset.before : after ? label.dataset.after : label.dataset.now;
  find("part").textContent = steps[shown].text;
  const far = before && end - now > SOON; // then the time of day says more than minutes
  find("left").textContent = far ? steps[0].clock.textContent : after ? Math.floor((now - end) / 60e3) : Math.ceil((end - now) / 60e3);
  unit.textContent = far ? "" : before ? unit.dataset.until : after ? unit.dataset.over : unit.dataset.minutes;
  find("bar").value = before ? 0 : after ? 1 : (now - begins[shown]) / state.lengths[shown];
  const next = before || after ? undefined : steps[shown + 1];
  find("next-row").hidden = !next;
  find("next").textContent = next?.text ?? "";
  const said = `${label.textContent}: ${steps[shown].text}`;
  if (told && said !== told) find("said").textContent = said; // quiet: told once when the part changes
  told = said;
}

const deeds = {
  begin() { state = { ...fresh(), begins: Date.now() }; },
  next() {
    const now = Date.now();
    const begins = starts();
    const current = place(now, begins);
    if (current < 0) { state.begins = now; return; }
    if (current < steps.length) state.lengths[current] = Math.max(1000, now - begins[current]);
  },
  more() {
    const current = place(Date.now(), starts());
    if (current >= 0) state.lengths[Math.min(current, steps.length - 1)] += 5 * 60e3;
  },
  reset() { state = fresh(); },
};

/* The screen stays on only when asked, and only while this page is in view. */
let lock = null;
let wanted = false;
async function stayAwake() {
  const button = root.querySelector("[data-do=wake]");
  try { lock = wanted && document.visibilityState === "visible" ? await navigator.wakeLock.request("screen") : (await lock?.release(), null); } catch { wanted = false; }
  button.setAttribute("aria-pressed", String(wanted));
}

if (steps.length) {
  find("panel").hidden = false;
  root.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "wake") { wanted = !wanted; stayAwake(); } else if (deeds[what]) { deeds[what](); keep(); draw(); }
  });
  if ("wakeLock" in navigator) {
    find("wake").hidden = false;
    document.addEventListener("visibilitychange", () => { if (wanted) stayAwake(); });
  }
  draw();
  setInterval(draw, 1000);
}

/* Question cards: one at a time. */
for (const basket of root.querySelectorAll("[data-basket]")) {
  const cards = [...basket.querySelectorAll("[data-cards] > li")];
  const turn = basket.querySelector("[data-turn]");
  let number = 0;
  const show = () => {
    cards.forEach((card, one) => { card.hidden = one !== number; });
    turn.querySelector("[data-place]").textContent = `${number + 1}/${cards.length}`;
  };
  basket.querySelector("[data-cards]").classList.add("is-single");
  turn.hidden = false;
  turn.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step) return;
    number = (number + Number(step.dataset.step) + cards.length) % cards.length;
    show();
  });
  show();
}
