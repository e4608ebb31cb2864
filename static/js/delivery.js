// Copies the address of a donor link, and ticks all published reports of the overview.

import { all, the } from "./dom.js";

for (const button of all(document, "[data-copy]", HTMLButtonElement)) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const address = the(button.parentElement ?? document, "input", HTMLInputElement);
    await navigator.clipboard.writeText(address.value);
    if (button.firstChild) button.firstChild.textContent = "Copied";
  });
}

for (const form of all(document, "[data-choose-all]", HTMLFormElement)) {
  const button = the(form, "[data-all]", HTMLButtonElement);
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of all(form, "[name=report]", HTMLInputElement)) box.checked = true;
  });
}
