/* Counts the words and saves the draft while one writes; what could not be saved stays in this browser. */

const form = document.querySelector("form[data-draft]");
const area = form?.querySelector("textarea");
if (area) keepDraft();

function keepDraft() {
  const status = form.querySelector("[data-status]");
  const words = form.querySelector("[data-words]");
  const version = form.elements.version;
  const key = `peili-draft:${form.dataset.save}`;
  let timer = 0;
  let sending = false;
  let dirty = false;
  let pause = 1200;

  offerWhatWasLeft();
  area.addEventListener("input", () => {
    words.textContent = (area.value.match(/[\p{L}\p{N}]+(?:['’:-][\p{L}\p{N}]+)*/gu) ?? []).length;
    later(1200);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("pagehide", () => { if (dirty && !form.hasAttribute("aria-busy")) remember(); });

  function later(delay) {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (sending) return later(400);
    sending = true;
    dirty = false;
    status.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.dataset.save, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
      });
      if (!response.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
      const answer = await response.json();
      if (answer.version) version.value = answer.version;
      if (response.ok) forget();
      status.textContent = answer.message;
      pause = 1200;
    } catch (error) {
      remember();
      status.textContent = error.message === "signed out" ? form.dataset.signedOut : form.dataset.offline;
      pause = Math.min(pause * 2, 30000);
      later(pause);
    } finally {
      sending = false;
    }
  }

  function remember() {
    try { localStorage.setItem(key, area.value); } catch { /* a full or forbidden store */ }
  }
  function forget() {
    try { localStorage.removeItem(key); } catch { /* a forbidden store */ }
  }
  function offerWhatWasLeft() {
    let left = null;
    try { left = localStorage.getItem(key); } catch { return; }
    if (left === null || left === area.value) return forget();
    const offer = form.querySelector("[data-restore]");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      area.value = left;
      offer.hidden = true;
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
