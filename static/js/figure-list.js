// The list of figures that opens at a brace. It is there only while the caret stands in a figure
// that something fits; whoever types on, goes elsewhere or presses Escape is rid of it.

import { placeOf, the } from "./dom.js";

/** @typedef {{source: string, text: string}} Offer */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Input */

/** @type {Offer[]} */
const figures = JSON.parse(the(document, "#figure-offers", HTMLElement).textContent ?? "[]");
const list = document.createElement("ul");
list.id = "figure-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Figures");
list.hidden = true;
document.body.append(list);
/** @type {Input | null} */
let field = null;
let chosen = 0;
let offered = "";
// The field and the place of the brace that Escape was pressed for.
let refused = "";
/**
 * What the last figure was put into, and what stood there before and after.
 * @type {{input: Input, before: string, caret: number, after: string} | null}
 */
let taken = null;

/**
 * @param {EventTarget | null} target
 * @returns {target is Input}
 */
const takesFigures = (target) =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  target.matches("[data-figures]");

/** @param {Input} input */
const isWhole = (input) => input.dataset.figures === "whole";

/** @param {Input} input */
const caretIn = (input) => input.selectionStart ?? input.value.length;

/**
 * What was typed since the brace, or null where the caret is in no figure.
 * @param {Input} input
 */
function typed(input) {
  const before = input.value.slice(0, caretIn(input));
  if (isWhole(input)) return before;
  const match = /(?<!\{)(?:\{\{)*\{([^{}]*)$/.exec(before);
  return match?.[1] ?? null;
}

/** @param {Input} input */
function begin(input) {
  return caretIn(input) - (typed(input)?.length ?? 0);
}

/**
 * Each word must be the beginning of one in the figure.
 * @param {string} text
 */
function fitting(text) {
  const split = (/** @type {string} */ words) =>
    words
      .toLowerCase()
      .split(/[\s:,]+/)
      .filter(Boolean);
  const words = split(text);
  return figures
    .filter(({ source }) =>
      words.every((word) => split(source).some((each) => each.startsWith(word))),
    )
    .slice(0, 8);
}

function close() {
  list.hidden = true;
  field?.removeAttribute("aria-activedescendant");
  field?.setAttribute("aria-expanded", "false");
  field = null;
}

/** @param {Input} input */
function offer(input) {
  const text = typed(input);
  if (text === null) refused = "";
  const found = text === null || refused === `${input.id} ${begin(input)}` ? [] : fitting(text);
  if (text === null || !found.length) {
    close();
    return;
  }
  field = input;
  chosen = 0;
  offered = text;
  list.replaceChildren(...found.map(option));
  list.hidden = false;
  put(input);
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", list.id);
  show(input);
}

/**
 * @param {Offer} offered
 * @param {number} place
 */
function option({ source, text }, place) {
  const item = document.createElement("li");
  item.id = `figure-${place}`;
  item.setAttribute("role", "option");
  item.dataset.source = source;
  const code = document.createElement("code");
  code.textContent = source;
  const now = document.createElement("span");
  now.textContent = text;
  item.append(code, now);
  return item;
}

/**
 * Right below the line of the brace, or above it where there is no room.
 * @param {Input} input
 */
function put(input) {
  const line = lineOf(input);
  const { width, height } = list.getBoundingClientRect();
  const isBelow = line.bottom + height <= window.innerHeight || line.top < height;
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
  list.style.left = `${left + window.scrollX}px`;
  list.style.top = `${(isBelow ? line.bottom : line.top - height) + window.scrollY}px`;
}

const LOOK = /** @type {const} */ ([
  "font",
  "letterSpacing",
  "padding",
  "border",
  "boxSizing",
  "lineHeight",
]);

/**
 * Where the brace stands on the screen: measured in a copy of the field.
 * @param {Input} input
 */
function lineOf(input) {
  const box = input.getBoundingClientRect();
  if (input.tagName !== "TEXTAREA") return box;
  const copy = document.createElement("div");
  const style = getComputedStyle(input);
  for (const name of LOOK) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: "absolute",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
    width: `${box.width}px`,
  });
  const mark = document.createElement("span");
  mark.textContent = "{";
  copy.append(input.value.slice(0, Math.max(0, begin(input) - 1)), mark);
  document.body.append(copy);
  const top = box.top + mark.offsetTop - input.scrollTop;
  const left = box.left + mark.offsetLeft;
  const bottom = top + mark.offsetHeight;
  copy.remove();
  return { top, left, bottom };
}

/** @param {Input} input */
function show(input) {
  [...list.children].forEach((item, place) => {
    item.setAttribute("aria-selected", place === chosen ? "true" : "false");
  });
  input.setAttribute("aria-activedescendant", `figure-${chosen}`);
}

/**
 * Put the figure in the place of what was typed.
 * @param {Input} input
 * @param {string} source
 */
function take(input, source) {
  const caret = caretIn(input);
  const closing = !isWhole(input) && input.value[caret] === "}" ? 1 : 0;
  const end = isWhole(input) ? input.value.length : caret + closing;
  const before = input.value;
  input.focus();
  input.setRangeText(isWhole(input) ? source : `${source}}`, begin(input), end, "end");
  taken = { input, before, caret, after: input.value };
  close();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * The browser's own undo knows only what was typed: right after it, a figure is taken back here.
 * @param {KeyboardEvent} event
 */
function takeBack(event) {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
  if (!isUndo || !taken || taken.input !== event.target) return;
  const { input, before, caret, after } = taken;
  taken = null;
  if (input.value !== after) return;
  event.preventDefault();
  input.value = before;
  input.setSelectionRange(caret, caret);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", takeBack);
document.addEventListener("input", ({ target }) => {
  if (takesFigures(target)) offer(target);
});
document.addEventListener("selectionchange", () => {
  if (field && typed(field) !== offered) offer(field);
});
document.addEventListener("keydown", (event) => {
  if (!field) return;
  const count = list.children.length;
  if (event.key === "ArrowDown") chosen = (chosen + 1) % count;
  else if (event.key === "ArrowUp") chosen = (chosen + count - 1) % count;
  else if (event.key === "Escape") {
    refused = `${field.id} ${begin(field)}`;
    close();
    return;
  } else if (event.key === "Enter" || (event.key === "Tab" && offered && !event.shiftKey)) {
    event.preventDefault();
    takeItem(list.children[chosen]);
    return;
  } else return;
  event.preventDefault();
  show(field);
});

/** @param {Element | null | undefined} item */
function takeItem(item) {
  if (field && item instanceof HTMLElement) take(field, item.dataset.source ?? "");
}

list.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  takeItem(placeOf(event).closest("li"));
});
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
