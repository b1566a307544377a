// Printing works from the browser's menu too; the button only shows that this page is meant for it.
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false
  place.querySelector("button").addEventListener("click", () => window.print())
}
