/* Dragging is one more way to press the button that is there already: the page works without it. */
const board = document.querySelector("[data-board]");
let carried = null;

function columnOf(event) {
  return event.target.closest?.("[data-column]") ?? null;
}

function buttonTo(card, column) {
  return [...card.querySelectorAll("button[name=to]")].find((button) => button.value === column.dataset.column);
}

if (board) {
  for (const card of board.querySelectorAll("[data-card]")) card.draggable = true;

  board.addEventListener("dragstart", (event) => {
    carried = event.target.closest("[data-card]");
    if (carried) event.dataTransfer.effectAllowed = "move";
  });

  board.addEventListener("dragover", (event) => {
    const column = columnOf(event);
    if (!carried || !column || !buttonTo(carried, column)) return;
    event.preventDefault();
    for (const other of board.querySelectorAll(".is-over")) if (other !== column) other.classList.remove("is-over");
    column.classList.add("is-over");
  });

  board.addEventListener("dragend", () => {
    for (const column of board.querySelectorAll(".is-over")) column.classList.remove("is-over");
    carried = null;
  });

  board.addEventListener("drop", (event) => {
    const column = columnOf(event);
    const button = carried && column && buttonTo(carried, column);
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  });

  // After a move the page is a new one: whoever uses the keyboard goes on from the card that was moved.
  const moved = location.hash.startsWith("#kortti-") && document.getElementById(location.hash.slice(1));
  if (moved) moved.focus({ preventScroll: true });
}
