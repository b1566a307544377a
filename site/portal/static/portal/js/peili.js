/* What makes the pages a little quicker to use. Nothing here is needed: every form and menu works without it. */

/* The summary of errors takes the focus, so that it is read first. */
document.querySelector("[data-focus]")?.focus();

/* A link of the summary leads to the control itself, not only to its place on the page. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".form-errors a[href^='#']");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
});

/* One press sends a form once. The mark is taken away when the page is shown again from the browser's memory. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("once" in form.dataset) || event.defaultPrevented) return;
  if (form.dataset.once === "sent") {
    event.preventDefault();
    return;
  }
  form.dataset.once = "sent";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 8000); // a server that never answers must not lock the form
});
function release(form) {
  form.dataset.once = "";
  form.removeAttribute("aria-busy");
}
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-once='sent']").forEach(release);
});

/* Menus close with Esc and with a press elsewhere; the focus goes back to where it came from. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

/* A change of theme keeps the page, and what has been typed on it. */
document.querySelector("[data-theme-form]")?.addEventListener("submit", (event) => {
  const form = event.currentTarget;
  const pressed = event.submitter;
  if (!pressed) return;
  event.preventDefault();
  const body = new FormData(form, pressed);
  document.documentElement.toggleAttribute("data-theme", pressed.value !== "");
  if (pressed.value) document.documentElement.dataset.theme = pressed.value;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === pressed));
  fetch(form.action, { method: "POST", body }).catch(() => form.submit());
});

/* A page that holds unsent words asks before it is left: <form data-guard>. */
const typed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) typed.add(form);
});
document.addEventListener("submit", (event) => typed.delete(event.target));
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});
