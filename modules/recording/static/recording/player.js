/* Reports what has been played, goes on where one was, follows chapter links. The page works without it. */

const player = document.getElementById("soitin");
const EVERY = 15000;

for (const link of document.querySelectorAll("[data-seek]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    player.currentTime = Number(link.dataset.seek);
    player.focus();
    player.play()?.catch(() => {});
  });
}

/* A recording that cannot be fetched or played leaves its text alternative: say so and open it. */
const instead = document.querySelector("[data-instead]");
const fail = () => {
  if (!instead?.hidden) return;
  instead.hidden = false;
  instead.textContent = instead.dataset.instead;
  document.getElementById("tekstivastine")?.setAttribute("open", "");
};
if (player?.error || player?.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) fail();
document.querySelector("a[href='#tekstivastine']")?.addEventListener("click", () => {
  document.getElementById("tekstivastine").open = true;
});
player?.addEventListener("error", fail, true); // the source tells it, and tells it only itself

if (player?.dataset.report) {
  const resumeAt = Number(player.dataset.position);
  const resume = () => {
    if (resumeAt > 2 && resumeAt < player.duration - 5) player.currentTime = resumeAt;
  };
  if (player.readyState >= 1) resume();
  else player.addEventListener("loadedmetadata", resume, { once: true });

  let lastSent = "";
  let timer = 0;

  /* The browser itself keeps the stretches that were really played: jumps leave gaps. */
  const stretches = () => {
    const pairs = [];
    for (let i = 0; i < player.played.length; i += 1) {
      pairs.push([Number(player.played.start(i).toFixed(2)), Number(player.played.end(i).toFixed(2))]);
    }
    return JSON.stringify(pairs.slice(-500));
  };

  const report = async () => {
    const played = stretches();
    if (played === "[]" || played === lastSent) return;
    lastSent = played;
    const body = new FormData();
    body.set("played", played);
    body.set("position", player.currentTime.toFixed(1));
    body.set("opened", player.dataset.opened);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(player.dataset.report, { method: "POST", body, keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch {
      lastSent = ""; // the next report carries everything again
    }
  };

  const show = ({ percent, words, done, message }) => {
    const box = document.querySelector("[data-watched]");
    if (box) {
      box.querySelector("progress").value = percent;
      box.querySelector("[data-watched-words]").textContent = words;
    }
    if (message) document.querySelector("[data-watched-message]").textContent = message;
    if (done) document.body.dataset.done = "";
  };

  const start = () => {
    clearInterval(timer);
    timer = setInterval(report, EVERY);
  };
  const stop = () => {
    clearInterval(timer);
    report();
  };
  player.addEventListener("playing", start);
  player.addEventListener("pause", stop);
  player.addEventListener("ended", stop);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && report());
  addEventListener("pagehide", report);
}
