// Small helps on every page of who is logged in. Every page works without them.

import { forgetAll } from "./drafts.js";
import { countWaiting, forgetWaiting } from "./photos.js";

const STUCK = 20_000;

// A second press of the button sends nothing; when the answer does not come, it may be tried again.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const buttons = form.querySelectorAll("button:not([type=button])");
    setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
    setTimeout(() => release(form), STUCK);
  });
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button").forEach((button) => (button.disabled = false));
}

// Commas, spaces and Thai digits count as they do on the server.
function people(text) {
  const plain = text
    .trim()
    .replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50)
    .replace(/(?<=\d)[,\s](?=\d{3}(?!\d))/g, "");
  return /^\d+$/.test(plain) ? Number(plain) : 0;
}

function addUp(form) {
  const line = form.querySelector(".running-total");
  if (!line) return;
  const counts = [...form.querySelectorAll("[data-count]")].map((field) => people(field.value));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const text = total.toLocaleString(document.documentElement.lang);
  line.hidden = false;
  line.querySelector("[data-total]").textContent = text;
}

function showWhatIsAsked(form) {
  for (const part of form.querySelectorAll("[data-only-when]")) {
    const [name, value] = part.dataset.onlyWhen.split("=");
    const chosen = form.querySelector(`[name="${CSS.escape(name)}"]:checked`);
    const wrong = part.querySelector(".is-invalid");
    part.hidden = !wrong && chosen?.value !== value;
  }
}

async function logOut(event) {
  const form = event.target;
  event.preventDefault();
  const left = await countWaiting().catch(() => 0);
  if (left && !confirm(form.dataset.logOut.replace("COUNT", left))) return;
  forgetAll();
  if (left) await forgetWaiting().catch(() => null);
  // Asks no listener again.
  form.submit();
}

for (const form of document.querySelectorAll("form[method=post]:not([data-log-out])")) {
  sendOnce(form);
}
for (const form of document.querySelectorAll("form.entry")) {
  const look = () => {
    addUp(form);
    showWhatIsAsked(form);
  };
  form.addEventListener("input", look);
  form.addEventListener("card-added", look);
  look();
}
for (const form of document.querySelectorAll("form[data-log-out]")) {
  form.addEventListener("submit", logOut);
}
// What has to be corrected may be far down a long page.
const wrong = document.querySelector("main .is-invalid");
if (wrong) {
  if (wrong.closest("details")) wrong.closest("details").open = true;
  wrong.focus();
}
// The page comes back from the browser's memory as it was left.
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
