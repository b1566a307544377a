/* Saves the answers while they are given, keeps in this browser what is not saved yet, and shows one question at a time
   on a phone. The form works without it. */

const form = document.querySelector("form[data-quiz]");
if (form?.dataset.save) saveAsGiven(form);
if (form) stepOnPhones(form);
if (form) countDown(form);

function saveAsGiven(form) {
  const status = form.querySelector("[data-status]");
  const version = form.elements.version;
  const here = keptHere(form);
  let timer = 0;
  let sending = false;
  let waiting = false;
  let pause = 600;
  let onItsWay = null;

  form.addEventListener("input", () => { here.remember(); later(600); });
  form.addEventListener("change", () => { here.remember(); later(100); });
  addEventListener("online", () => waiting && later(0));
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (navigator.onLine) return onItsWay?.abort(); // handing in brings all answers; a save after it would be refused
    event.preventDefault();
    waiting = true;
    status.textContent = form.dataset.offline;
  });
  addEventListener("pagehide", () => { if ((waiting || sending) && !form.hasAttribute("aria-busy")) beacon(); });

  function later(delay) {
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (sending) return;
    sending = true;
    waiting = false;
    const sentNow = here.typed();
    const stop = onItsWay = new AbortController();
    status.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.dataset.save, {
        method: "POST", body: body(), headers: { Accept: "application/json" }, signal: stop.signal,
      });
      if (response.status >= 500) throw new Error("not now");
      if (!response.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
      const answer = await response.json();
      if (answer.version) version.value = answer.version;
      if (response.ok && here.typed() === sentNow) here.forget();
      status.textContent = answer.message;
      pause = 600;
    } catch (error) {
      if (stop.signal.aborted) return;
      status.textContent = error.message === "signed out" ? form.dataset.signedOut : form.dataset.offline;
      pause = Math.min(pause * 2, 30000);
      later(pause);
    } finally {
      sending = false;
      if (waiting) later(pause);
    }
  }

  if (here.bringBack()) {
    later(0);
    status.textContent = form.dataset.returned;
  }

  function body() {
    const data = new FormData(form);
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); // fresh after signing in in another tab
    if (token) data.set("csrfmiddlewaretoken", token[1]);
    return data;
  }

  /* The page is being left: the last answer still goes out. */
  function beacon() {
    navigator.sendBeacon(form.dataset.save, body());
  }
}

/* Answers that are not on the server yet, until they are; signing out takes them away, and so does the result's page. */
function keptHere(form) {
  const key = `peili-draft:${form.dataset.keptFor}:${form.dataset.save}`;
  const version = form.elements.version;
  const fields = () => [...form.elements].filter((field) => field.name && !/hidden|submit|button/.test(field.type));
  const chosen = (field) => /radio|checkbox/.test(field.type);
  const typed = () => JSON.stringify(fields().map((field) => [field.name, chosen(field) ? field.checked : field.value]));

  function remember() {
    try { localStorage.setItem(key, JSON.stringify({ typed: typed(), version: version.value })); } catch { /* full */ }
  }
  function forget() {
    try { localStorage.removeItem(key); } catch { /* a forbidden store */ }
  }
  function bringBack() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { return false; }
    if (!kept || kept.typed === typed()) return forget();
    const values = JSON.parse(kept.typed);
    const all = fields();
    if (values.length !== all.length || all.some((field, place) => field.name !== values[place][0])) return forget();
    all.forEach((field, place) => { field[chosen(field) ? "checked" : "value"] = values[place][1]; });
    version.value = kept.version; // older than the page's when answered elsewhere too: then the answer to the save says so
    return true;
  }
  return { typed, remember, forget, bringBack };
}

function stepOnPhones(form) {
  const narrow = matchMedia("(max-width: 39.99em)");
  const questions = [...form.querySelectorAll("[data-question]")];
  const steps = form.querySelector("[data-steps]");
  const final = form.querySelector("[data-final]");
  const [back, next] = steps.querySelectorAll("button");
  let at = Math.max(0, questions.findIndex((question) => question.querySelector(".field--error")));

  function show() {
    const one = narrow.matches && questions.length > 1;
    questions.forEach((question, place) => { question.hidden = one && place !== at; });
    steps.hidden = !one;
    back.hidden = at === 0;
    next.hidden = at === questions.length - 1;
    final.hidden = one && at !== questions.length - 1;
  }
  function go(place) {
    at = place;
    show();
    const question = questions[at];
    question.tabIndex = -1;
    question.focus({ preventScroll: true });
    question.scrollIntoView({ block: "start" });
  }
  steps.addEventListener("click", (event) => {
    const step = Number(event.target.closest("button")?.dataset.step);
    if (step) go(at + step);
  });
  document.addEventListener("click", (event) => {
    const number = event.target.closest("[data-question-link]")?.dataset.questionLink;
    const place = questions.findIndex((question) => question.dataset.question === number);
    if (narrow.matches && place >= 0) go(place);
  }, true);
  narrow.addEventListener("change", show);
  show();
}

/* Where there is a time limit: shows what is left, tells the last minute, and hands in when the time is up. */
function countDown(form) {
  const left = form.querySelector("[data-seconds]");
  if (!left) return;
  const told = form.querySelector("[data-time-told]");
  const end = performance.now() + Number(left.dataset.seconds) * 1000;
  const clock = setInterval(tick, 1000);
  tick();

  function tick() {
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    left.textContent = `${left.dataset.words} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds <= 60 && !told.textContent) told.textContent = left.dataset.warning;
    if (seconds > 0) return;
    clearInterval(clock);
    if (!form.hasAttribute("aria-busy")) form.requestSubmit(form.querySelector("[data-final] button"));
  }
}
