/* Marks a row of the register with one letter and goes on to the next person. The form works without it. */

const form = document.querySelector("[data-register]");
const hint = document.querySelector("[data-register-keys]");
const STATES = ["present", "partial", "absent", "made_up"];

if (form && hint) {
  const letters = [...hint.dataset.registerKeys.toLowerCase()];
  const rows = [...form.querySelectorAll("fieldset:not(:disabled)")];
  hint.hidden = rows.length === 0;

  const goOn = (row) => {
    const next = rows[rows.indexOf(row) + 1];
    (next?.querySelector("input[type=radio]:checked") ?? form.querySelector("button[type=submit]")).focus();
  };

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("fieldset");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.type !== "radio") {
      if (event.key !== "Enter") return;
      event.preventDefault(); // Enter in a field means the next person, not the whole list
      goOn(row);
      return;
    }
    const state = STATES[letters.indexOf(event.key.toLowerCase())];
    const radio = state && row.querySelector(`input[type=radio][value=${state}]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    if (state === "partial") row.querySelector("input[type=number]").focus();
    else goOn(row);
  });
}
