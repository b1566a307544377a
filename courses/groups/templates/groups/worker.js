/* Keeps the empty log form and its files, so that a meeting can be logged without a connection. Nothing personal. */

const PREFIX = "peili-verkotta-";
const CACHE = `${PREFIX}{{ version }}`;
const SHELL = "{{ shell }}";

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => clients.claim())));

async function fill() {
  const answer = await fetch(SHELL, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("no form");
  const files = new Set((await answer.clone().text()).match(/\/static\/[^"'\s?#]+/g));
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await cache.put(SHELL, answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(SHELL).then((kept) => kept ?? Response.error())));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
