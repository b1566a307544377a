/* Keeps the reader's place, goes on from it on another device, and shows feedback without leaving the page. */

const text = document.querySelector("[data-reading]");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;

if (text?.dataset.resume && !location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  document.getElementById(`b-${text.dataset.resume}`)?.scrollIntoView({ block: "start" });
}

if (text?.dataset.place) {
  const blocks = [...text.querySelectorAll("[data-block]")];
  let kept = text.dataset.resume || blocks[0]?.dataset.block;
  let timer = 0;

  /* The place is the last block whose beginning is above the upper third of the screen. */
  const here = () => {
    const line = innerHeight / 3;
    return blocks.findLast((block) => block.getBoundingClientRect().top <= line)?.dataset.block;
  };
  const keep = () => {
    const block = here();
    if (!block || block === kept || !token()) return;
    const before = kept;
    kept = block;
    const body = new FormData();
    body.set("block", block);
    body.set("csrfmiddlewaretoken", token());
    fetch(text.dataset.place, { method: "POST", body, keepalive: true }).catch(() => { kept = before; });
  };
  addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(keep, 800); }, { passive: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}

/* Delegated, as the form is replaced by what the server answers. */
document.addEventListener("submit", async (event) => {
  const form = event.target.closest?.("[data-self-check]");
  if (!form) return;
  event.preventDefault();
  try {
    const headers = { "X-Requested-With": "fetch" };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form");
    form.replaceWith(drawn);
    (drawn.querySelector("input:checked") ?? drawn.querySelector("input")).focus();
  } catch {
    form.submit();
  }
});
