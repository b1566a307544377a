/* Offers printing. Drafts are kept by courses/drafts.js; every button of the form works without either. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
