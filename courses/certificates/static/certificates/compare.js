/* Compares a PDF with an issued certificate in the browser: the file never leaves the device. Without this module,
   or where the browser cannot hash, the link below the drop zone leads to a page that compares on the server. */

const LARGEST = 20 * 1024 * 1024;
const MARK = /PEILI-([0-9A-HJKMNP-TV-Z]{28})/;

const zone = document.querySelector("[data-compare]");
if (zone && globalThis.crypto?.subtle) {
  const input = zone.querySelector("input[type=file]");
  const answer = zone.querySelector("[data-answer]");
  zone.hidden = false;

  const say = (words) => {
    answer.textContent = words;
  };

  const compare = async (file) => {
    if (!file) return;
    if (file.size === 0) return say(zone.dataset.empty);
    if (file.size > LARGEST) return say(zone.dataset.tooLarge);
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder("latin1").decode(bytes);
    if (!text.slice(0, 1024).includes("%PDF-")) return say(zone.dataset.notPdf);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const locked = text.includes("/Encrypt");
    if (zone.dataset.sha256) {
      if (hex === zone.dataset.sha256) return say(zone.dataset.same);
      return say(locked ? zone.dataset.locked : zone.dataset.other);
    }
    const query = new URLSearchParams({ tiiviste: hex, merkki: text.match(MARK)?.[1] ?? "", lang: zone.dataset.language });
    if (locked) query.set("suojattu", "1");
    location.assign(`${zone.dataset.check}?${query}`);
  };

  input.addEventListener("change", () => compare(input.files[0]));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    compare(event.dataTransfer.files[0]);
  });
}
