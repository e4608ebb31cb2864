// Moves the progress bar of an import or an export, and opens what comes of it at the end.

import { all, the } from "./dom.js";

/** @param {HTMLProgressElement} bar */
async function look(bar) {
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(bar.dataset.progress ?? "", { headers });
    // Somebody discarded it elsewhere: the page says what there is now.
    if (response.status === 404) return window.location.reload();
    const { done, is_over } = await response.json();
    if (bar.hasAttribute("value")) bar.value = done;
    const line = the(document, "#rows-done", HTMLElement);
    line.textContent = done.toLocaleString(document.documentElement.lang);
    if (is_over) {
      window.location.reload();
      return;
    }
  } catch {
    // A thin connection: the next look may get through.
  }
  setTimeout(look, 1000, bar);
}

all(document, "[data-progress]", HTMLProgressElement).forEach(look);
