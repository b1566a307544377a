/* A button beside a link that copies it. Without this module the link is selected and copied by hand. */

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const field = document.getElementById(button.dataset.copy);
  for (const part of [button, button.parentElement]) part.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value).catch(() => field.select());
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.copied;
  });
}
