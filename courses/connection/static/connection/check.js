/* Tests camera and microphone in this browser alone: no address is called, nothing is kept.
   Without this module the page tells what to look at by hand. */

const SILENT_AFTER = 6000; // ms without any sound before the page says so
const HEARD = 0.02; // a voice at arm's length
const DARK = 12; // of 255: a covered camera

const box = document.querySelector("[data-check]");
const find = (name) => box.querySelector(`[data-${name}]`);
const all = (name) => box.querySelectorAll(`[data-${name}]`);
const picture = find("picture");
const WRONG = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "busy", AbortError: "busy" };
let streams = [];
let sound = null; // the audio context while the check runs
let timers = [];

function say(of, what) {
  for (const words of box.querySelectorAll(`[data-of="${of}"] [data-say]`)) words.hidden = words.dataset.say !== `${of}-${what}`;
  find("list").hidden = false;
}

function hush() {
  for (const words of all("say")) words.hidden = true;
}

function stop() {
  timers.forEach(clearInterval);
  timers = [];
  streams.forEach((stream) => stream.getTracks().forEach((track) => track.stop()));
  streams = [];
  sound?.close();
  sound = null;
  picture.srcObject = null;
  find("room").hidden = true;
  find("level").value = 0;
}

/* Ask for one device; say in words what is wrong with it. */
async function ask(of, wish) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wish);
    streams.push(stream);
    return stream;
  } catch (error) {
    if (of in { sound: 1, picture: 1 } && WRONG[error.name]) say(of, WRONG[error.name]);
    else say("all", "failed");
    return null;
  }
}

const exactly = (select) => (select.value ? { deviceId: { exact: select.value } } : true);

async function start() {
  stop();
  hush();
  find("begin").hidden = true;
  all("after").forEach((part) => { part.hidden = false; });
  if (!window.isSecureContext) return say("all", "insecure");
  if (!navigator.mediaDevices?.getUserMedia) return say("all", "unsupported");
  find("room").hidden = false;
  sound = new AudioContext();
  const heard = await ask("sound", { audio: exactly(document.getElementById("check-microphone")) });
  if (heard) listen(heard);
  const seen = await ask("picture", { video: exactly(document.getElementById("check-camera")) });
  if (seen) await look(seen);
  if (!heard && !seen) find("room").hidden = true;
  if (heard || seen) await offerDevices();
}

function listen(stream) {
  const analyser = sound.createAnalyser();
  analyser.fftSize = 1024;
  sound.createMediaStreamSource(stream).connect(analyser);
  sound.resume();
  const samples = new Float32Array(analyser.fftSize);
  const began = performance.now();
  let state = "waiting";
  let loud = 0;
  say("sound", state);
  timers.push(setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
    find("level").value = Math.min(1, level * 5);
    if (level > HEARD) loud += 1;
    const now = loud >= 3 ? "good" : performance.now() - began > SILENT_AFTER ? "silent" : "waiting";
    if (now !== state) { state = now; say("sound", state); }
  }, 80));
}

async function look(stream) {
  picture.srcObject = stream;
  await picture.play().catch(() => {});
  const canvas = document.createElement("canvas");
  canvas.width = 16;
  canvas.height = 12;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let state = "";
  timers.push(setInterval(() => {
    if (picture.readyState < 2) return;
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const dots = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    let light = 0;
    for (let place = 0; place < dots.length; place += 4) light = Math.max(light, dots[place], dots[place + 1], dots[place + 2]);
    const now = light > DARK ? "good" : "dark";
    if (now !== state) { state = now; say("picture", state); }
  }, 500));
}

/* Several microphones or cameras: let one choose. Their names are known only after permission. */
async function offerDevices() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  for (const [kind, name] of [["audioinput", "microphone"], ["videoinput", "camera"]]) {
    const select = document.getElementById(`check-${name}`);
    const chosen = select.value;
    const found = devices.filter((device) => device.kind === kind && device.deviceId);
    select.replaceChildren(...found.map((device) => new Option(device.label || device.deviceId.slice(0, 8), device.deviceId)));
    if (found.some((device) => device.deviceId === chosen)) select.value = chosen;
    select.closest("[data-choose]").hidden = found.length < 2;
  }
}

function tone() {
  const context = sound ?? new AudioContext();
  const source = context.createOscillator();
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.15, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.9);
  source.frequency.value = 523;
  source.connect(volume).connect(context.destination);
  source.start();
  source.stop(context.currentTime + 0.9);
}

const deeds = {
  start, again: start, tone,
  stop() {
    stop();
    hush();
    find("list").hidden = true;
    find("begin").hidden = false;
    all("after").forEach((part) => { part.hidden = true; });
    box.querySelector("[data-do=start]").focus();
  },
};

if (box) {
  find("begin").hidden = false;
  find("by-hand").open = false;
  box.addEventListener("click", (event) => deeds[event.target.closest("[data-do]")?.dataset.do]?.());
  for (const select of box.querySelectorAll("select")) select.addEventListener("change", start);
  addEventListener("pagehide", stop); // the camera's light goes out with the page
}
