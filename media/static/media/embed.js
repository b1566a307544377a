/* Shows content of another service when the reader asks for it, and not before. Without scripts there is a link. */

for (const box of document.querySelectorAll("[data-embed]")) {
  const ask = box.querySelector("[data-embed-ask]");
  ask.hidden = false;
  ask.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = box.dataset.embed;
    frame.title = box.dataset.title;
    frame.className = "embed__frame";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.setAttribute("allow", "fullscreen; encrypted-media; picture-in-picture");
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    ask.replaceWith(frame);
    frame.focus();
  });
}
