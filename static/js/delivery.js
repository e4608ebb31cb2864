// Copies the address of a donor link, and ticks all published reports of the overview.

for (const button of document.querySelectorAll("[data-copy]")) {
  const address = button.parentElement.querySelector("input");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.value);
    button.firstChild.textContent = "Copied";
  });
}

for (const form of document.querySelectorAll("[data-choose-all]")) {
  const button = form.querySelector("[data-all]");
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of form.querySelectorAll("[name=report]")) box.checked = true;
  });
}
