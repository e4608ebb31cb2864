// The desk of a report: moving parts, figures offered while somebody writes, the point to look at
// in a picture, and the events behind a figure. Without it every button still works.

const editor = () => document.getElementById("editor");
const desk = document.getElementById("desk");
const dialog = document.getElementById("figure-dialog");

function tell(name) {
  editor().dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

// Moving a part with the mouse or a finger; the arrow buttons do the same for a keyboard.
let dragged = null;

function partBelow(list, y) {
  return [...list.children].find((part) => {
    if (part === dragged || !part.matches(".part")) return false;
    const box = part.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle) return;
  event.preventDefault();
  dragged = handle.closest(".part");
  dragged.classList.add("dragged");
  dragged.from = [...dragged.parentElement.children].indexOf(dragged);
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const list = dragged.parentElement;
  list.insertBefore(dragged, partBelow(list, event.clientY) ?? null);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    const moved = [...dragged.parentElement.children].indexOf(dragged) !== dragged.from;
    dragged = null;
    if (moved) tell("reordered");
  });
}

// Figures, offered as soon as a brace is opened.
const figures = JSON.parse(document.getElementById("figure-offers")?.textContent ?? "[]");
const list = document.createElement("ul");
list.id = "figure-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Figures");
list.hidden = true;
document.body.append(list);
let field = null;
let chosen = 0;

// What was typed since the brace, or null where the caret is in no figure.
function typed(input) {
  const before = input.value.slice(0, input.selectionStart);
  if (input.dataset.figures === "whole") return before;
  const match = /(?<!\{)\{([^{}]*)$/.exec(before);
  return match && match[1];
}

function fitting(text) {
  const words = text.toLowerCase().split(/[\s:,]+/).filter(Boolean);
  return figures
    .filter(({ source }) => words.every((word) => source.toLowerCase().includes(word)))
    .slice(0, 8);
}

function close() {
  list.hidden = true;
  field?.removeAttribute("aria-activedescendant");
  field?.setAttribute("aria-expanded", "false");
  field = null;
}

function offer(input) {
  const text = typed(input);
  const found = text === null ? [] : fitting(text);
  if (!found.length) return close();
  field = input;
  chosen = 0;
  list.replaceChildren(
    ...found.map(({ source, text: value }, place) => {
      const item = document.createElement("li");
      item.id = `figure-${place}`;
      item.setAttribute("role", "option");
      item.dataset.source = source;
      const code = document.createElement("code");
      code.textContent = source;
      const now = document.createElement("span");
      now.textContent = value;
      item.append(code, now);
      return item;
    }),
  );
  const box = input.getBoundingClientRect();
  list.style.left = `${box.left + window.scrollX}px`;
  list.style.top = `${box.bottom + window.scrollY}px`;
  list.style.minWidth = `${Math.min(box.width, 360)}px`;
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", list.id);
  show();
}

function show() {
  [...list.children].forEach((item, place) =>
    item.setAttribute("aria-selected", place === chosen ? "true" : "false"),
  );
  field.setAttribute("aria-activedescendant", `figure-${chosen}`);
}

function take(source) {
  const end = field.selectionStart;
  const whole = field.dataset.figures === "whole";
  const begin = whole ? 0 : end - typed(field).length;
  const after = whole ? "" : field.value.slice(end).replace(/^\}/, "");
  const text = whole ? source : `${source}}`;
  field.value = field.value.slice(0, begin) + text + after;
  field.setSelectionRange(begin + text.length, begin + text.length);
  const input = field;
  close();
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  close();
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-figures]")) offer(event.target);
});
document.addEventListener("keydown", (event) => {
  if (!field || list.hidden) return;
  const count = list.children.length;
  if (event.key === "ArrowDown") chosen = (chosen + 1) % count;
  else if (event.key === "ArrowUp") chosen = (chosen + count - 1) % count;
  else if (event.key === "Escape") return close();
  else if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    return take(list.children[chosen].dataset.source);
  } else return;
  event.preventDefault();
  show();
});
list.addEventListener("pointerdown", (event) => {
  const item = event.target.closest("li");
  if (!item) return;
  event.preventDefault();
  take(item.dataset.source);
});
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});

// The point to look at in a picture that is cut.
function showFocus(row) {
  const picture = row.querySelector("[data-focus]");
  const [x, y] = [...row.querySelectorAll("[data-focus-fields] input")].map((each) => each.value);
  if (!picture) return;
  picture.className = `focus fx-${x} fy-${y}`;
  row.querySelector("[data-focus-fields]").hidden =
    row.querySelector("[data-shape]").value === "whole";
  picture.querySelector(".focus-mark").hidden =
    row.querySelector("[data-shape]").value === "whole";
}

function showAllFocus() {
  document.querySelectorAll(".photo-row").forEach(showFocus);
}

document.addEventListener("click", (event) => {
  const picture = event.target.closest("[data-focus]");
  if (!picture) return;
  const row = picture.closest(".photo-row");
  if (row.querySelector("[data-shape]").value === "whole") return;
  const box = picture.getBoundingClientRect();
  const [x, y] = row.querySelectorAll("[data-focus-fields] input");
  x.value = Math.round((10 * (event.clientX - box.left)) / box.width);
  y.value = Math.round((10 * (event.clientY - box.top)) / box.height);
  x.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("input", (event) => {
  const row = event.target.closest(".photo-row");
  if (row) showFocus(row);
});

// The events behind a figure.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.figure, a.figure-chip");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  document.getElementById("figure-content").innerHTML = await answer.text();
  dialog.showModal();
});
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

// How saving goes, in sight all the time.
function say(text, wrong) {
  const state = document.getElementById("desk-state");
  if (!state) return;
  const line = state.querySelector("[data-saving]") ?? document.createElement("span");
  line.dataset.saving = "";
  line.className = wrong ? "text-danger" : "";
  line.textContent = text;
  state.prepend(line);
}

// The buttons stand beside the form, where htmx does not look for the one that was pressed.
desk?.addEventListener("htmx:configRequest", (event) => {
  const button = event.detail.triggeringEvent?.submitter;
  if (button?.name) event.detail.parameters[button.name] = button.value;
});

let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.form !== desk) return;
  unsaved = true;
  tell("edited");
});
desk?.addEventListener("htmx:beforeRequest", () => {
  unsaved = false;
  clearTimeout(waiting);
  waiting = null;
  say("Saving… ");
});
document.addEventListener("htmx:sendError", (event) => {
  if (event.detail.elt === desk) notSaved("The server does not answer. It is tried again soon.");
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.elt !== desk) return;
  const gone = [401, 403].includes(event.detail.xhr.status);
  notSaved(
    gone
      ? "You are logged out. Log in in another window, then come back: what you typed stays here."
      : "The server cannot save this now. It is tried again soon.",
  );
});

const AGAIN = 10_000;
let waiting = null;

function notSaved(why) {
  unsaved = true;
  say(`Not saved. ${why} `, true);
  clearTimeout(waiting);
  waiting = setTimeout(tryAgain, AGAIN);
}

// After a new log-in the form needs the token of the new session.
async function tryAgain() {
  if (!unsaved || !desk) return;
  const answer = await fetch(desk.dataset.token, { headers: { "HX-Request": "true" } }).catch(
    () => null,
  );
  if (!answer?.ok) {
    waiting = setTimeout(tryAgain, AGAIN);
    return;
  }
  desk.elements.csrfmiddlewaretoken.value = await answer.text();
  tell("reordered");
}
window.addEventListener("focus", () => waiting && tryAgain());

window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// What a button beside the text was pressed for stays until its answer is there.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (target.id !== "editor" && target.querySelector(".htmx-request")) event.detail.shouldSwap = false;
});

document.addEventListener("look-at", (event) => {
  const part = document.getElementById(event.detail.anchor);
  if (!part) return;
  part.scrollIntoView({ block: "nearest" });
  part.querySelector("textarea, input:not([type=hidden]), select")?.focus({ preventScroll: true });
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id === "editor") showAllFocus();
});
showAllFocus();
