// Small helps on every page of who is logged in. Every page works without them.

import { all, the } from "./dom.js";
import { forgetAll } from "./drafts.js";
import { readPeople } from "./people.js";
import { countWaiting, forgetWaiting } from "./photos.js";

const STUCK = 20_000;

// A second press of the button sends nothing; when the answer does not come, it may be tried again.
/** @param {HTMLFormElement} form */
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const buttons = all(form, "button:not([type=button])", HTMLButtonElement);
    setTimeout(() => {
      for (const button of buttons) button.disabled = true;
    });
    setTimeout(() => release(form), STUCK);
  });
}

/** @param {HTMLFormElement} form */
function release(form) {
  delete form.dataset.sent;
  for (const button of all(form, "button", HTMLButtonElement)) button.disabled = false;
}

/** @param {HTMLInputElement} field */
function isUnclearIn(field) {
  return readPeople(field.value) === undefined;
}

/**
 * What a field says; a whole that is left empty is the sum of its parts, as the server makes it.
 * @param {HTMLInputElement} field
 * @param {HTMLInputElement[]} parts
 * @returns {number | null | undefined}
 */
function peopleIn(field, parts) {
  const own = parts.filter((each) => each.dataset.partOf === field.dataset.group);
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const part of own) {
    const split = part.dataset.split ?? "";
    const count = peopleIn(part, parts);
    if (count !== null && count !== undefined) sums.set(split, (sums.get(split) ?? 0) + count);
  }
  const most = sums.size ? Math.max(...sums.values()) : null;
  if (own.length) field.placeholder = most === null ? "" : String(most);
  const written = readPeople(field.value);
  return written === null ? most : written;
}

/** @param {HTMLFormElement} form */
function addUp(form) {
  const line = all(form, ".running-total", HTMLElement)[0];
  if (!line) return;
  const parts = all(form, "[data-part-of]", HTMLInputElement);
  const counts = all(form, "[data-count]", HTMLInputElement).map((field) => peopleIn(field, parts));
  const isUnclear = counts.includes(undefined) || parts.some((each) => isUnclearIn(each));
  const total = counts.reduce((/** @type {number} */ sum, count) => sum + (count ?? 0), 0);
  const text = isUnclear ? "–" : total.toLocaleString(document.documentElement.lang);
  line.hidden = false;
  the(line, "[data-total]", HTMLElement).textContent = text;
  the(line, "[data-unclear]", HTMLElement).hidden = !isUnclear;
}

/** @param {HTMLFormElement} form */
function showWhatIsAsked(form) {
  for (const part of all(form, "[data-only-when]", HTMLElement)) {
    const [name = "", value] = (part.dataset.onlyWhen ?? "").split("=");
    const [chosen] = all(form, `[name="${CSS.escape(name)}"]:checked`, HTMLInputElement);
    const wrong = part.querySelector(".is-invalid");
    part.hidden = !wrong && chosen?.value !== value;
  }
}

/** @param {Event} event */
async function logOut(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  const left = await countWaiting().catch(() => 0);
  const question = form.dataset.logOut ?? "";
  if (left && !confirm(question.replace("COUNT", String(left)))) return;
  forgetAll();
  if (left) await forgetWaiting().catch(() => null);
  // Asks no listener again.
  form.submit();
}

for (const form of all(document, "form[method=post]:not([data-log-out])", HTMLFormElement)) {
  sendOnce(form);
}
for (const form of all(document, "form.entry", HTMLFormElement)) {
  const look = () => {
    addUp(form);
    showWhatIsAsked(form);
  };
  form.addEventListener("input", look);
  form.addEventListener("card-added", look);
  look();
}
for (const form of all(document, "form[data-log-out]", HTMLFormElement)) {
  form.addEventListener("submit", logOut);
}
// What has to be corrected may be far down a long page.
const [wrong] = all(document, "main .is-invalid", HTMLElement);
if (wrong) {
  const folded = wrong.closest("details");
  if (folded) folded.open = true;
  wrong.focus();
}
// The page comes back from the browser's memory as it was left.
window.addEventListener("pageshow", () => all(document, "form", HTMLFormElement).forEach(release));
