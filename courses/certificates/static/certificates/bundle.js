/* Follows a bundle while it is put together, by asking for the same page again. Without this module one reloads. */

const EVERY = 1500;
const place = document.querySelector("[data-bundle]");

const look = async () => {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) return setTimeout(look, EVERY * 4);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-bundle]");
  if (!fresh) return location.reload();
  if ("ended" in fresh.dataset) return location.reload();
  for (const part of [".progress__count", "progress"]) {
    const [old, now] = [place.querySelector(part), fresh.querySelector(part)];
    if (old.textContent !== now.textContent) old.textContent = now.textContent;
    if (now.value !== undefined) old.value = now.value;
  }
  setTimeout(look, EVERY);
};
if (place) setTimeout(look, EVERY);
