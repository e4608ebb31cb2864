// The desk of a report: moving parts, the point to look at in a picture, and the events behind a
// figure. Without it every button still works.

import { all, placeOf, the } from "./dom.js";

const [dialog] = all(document, "#figure-dialog", HTMLDialogElement);

/**
 * The part that is moved with the mouse or a finger, its list, and its place there before. The
 * arrow buttons do the same for a keyboard.
 * @type {{part: Element, list: Element, from: number} | null}
 */
let dragged = null;

/**
 * @param {Element} list
 * @param {number} y
 */
function partBelow(list, y) {
  return [...list.children].find((part) => {
    if (part === dragged?.part || !part.matches(".part")) return false;
    const box = part.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

document.addEventListener("pointerdown", (event) => {
  const part = placeOf(event).closest("[data-handle]")?.closest(".part");
  const list = part?.parentElement;
  if (!part || !list || event.button) return;
  event.preventDefault();
  part.classList.add("dragged");
  dragged = { part, list, from: [...list.children].indexOf(part) };
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const { part, list } = dragged;
  list.insertBefore(part, partBelow(list, event.clientY) ?? null);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    if (!dragged) return;
    const { part, list, from } = dragged;
    part.classList.remove("dragged");
    dragged = null;
    const isMoved = [...list.children].indexOf(part) !== from;
    if (isMoved) list.dispatchEvent(new CustomEvent("reordered", { bubbles: true }));
  });
}

/** @param {Element} row */
const isWhole = (row) => the(row, "[data-shape]", HTMLSelectElement).value === "whole";

/** @param {Element} row */
const focusFields = (row) => all(row, "[data-focus-fields] input", HTMLInputElement);

/**
 * The point to look at in a picture that is cut.
 * @param {Element} row
 */
function showFocus(row) {
  const [picture] = all(row, "[data-focus]", HTMLElement);
  if (!picture) return;
  const [x, y] = focusFields(row).map((each) => each.value);
  picture.className = `focus fx-${x} fy-${y}`;
  the(row, "[data-focus-fields]", HTMLElement).hidden = isWhole(row);
  the(picture, ".focus-mark", HTMLElement).hidden = isWhole(row);
}

function showAllFocus() {
  document.querySelectorAll(".photo-row").forEach(showFocus);
}

document.addEventListener("click", (event) => {
  const picture = placeOf(event).closest("[data-focus]");
  const row = picture?.closest(".photo-row");
  if (!picture || !row || isWhole(row)) return;
  const box = picture.getBoundingClientRect();
  const [x, y] = focusFields(row);
  if (!x || !y) return;
  x.value = String(Math.round((10 * (event.clientX - box.left)) / box.width));
  y.value = String(Math.round((10 * (event.clientY - box.top)) / box.height));
  x.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("input", (event) => {
  const row = placeOf(event).closest(".photo-row");
  if (row) showFocus(row);
});

// The events behind a figure.
document.addEventListener("click", async (event) => {
  const link = placeOf(event).closest("a.figure, a.figure-chip");
  if (!(link instanceof HTMLAnchorElement) || !dialog) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const content = the(document, "#figure-content", HTMLElement);
  content.textContent = "Looking up the events…";
  if (!dialog.open) dialog.showModal();
  content.innerHTML = await eventsBehind(link.href);
});

/**
 * What cannot be shown is told; the ways out of it stay in the page that is open.
 * @param {string} address
 */
async function eventsBehind(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer && [200, 400].includes(answer.status)) return answer.text();
  return answer?.status === 401
    ? "<p>You are logged out. Log in in another window, then press the figure again.</p>"
    : "<p>The server does not answer. Press the figure again in a moment.</p>";
}

dialog?.addEventListener("click", (event) => {
  // The second half of a double click on the figure is not meant for it.
  if (event.target === dialog && event.detail === 1) dialog.close();
});

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event instanceof CustomEvent && event.detail.target.id === "editor") showAllFocus();
});
showAllFocus();
