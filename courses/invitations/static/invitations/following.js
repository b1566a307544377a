/* Follows a list while it is checked or sent, by asking for the same page again. Without this module one reloads. */

const EVERY = 1000;
const place = document.querySelector("[data-under-way]");

const look = async () => {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) return setTimeout(look, EVERY * 4);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-under-way]");
  if (!fresh || fresh.dataset.underWay !== place.dataset.underWay) return location.reload();
  for (const part of [".progress__count", "progress"]) {
    const [old, now] = [place.querySelector(part), fresh.querySelector(part)];
    if (old.textContent !== now.textContent) old.textContent = now.textContent;
    if (now.value !== undefined) old.value = now.value;
  }
  setTimeout(look, EVERY);
};
if (place) setTimeout(look, EVERY);
