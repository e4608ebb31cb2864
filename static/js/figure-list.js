// The list of figures that opens at a brace. It is there only while the caret stands in a figure
// that something fits; whoever types on, goes elsewhere or presses Escape is rid of it.

const figures = JSON.parse(document.getElementById("figure-offers").textContent);
const list = document.createElement("ul");
list.id = "figure-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Figures");
list.hidden = true;
document.body.append(list);
let field = null;
let chosen = 0;
let offered = "";
// The field and the place of the brace that Escape was pressed for.
let refused = "";

const isWhole = (input) => input.dataset.figures === "whole";

// What was typed since the brace, or null where the caret is in no figure.
function typed(input) {
  const before = input.value.slice(0, input.selectionStart);
  if (isWhole(input)) return before;
  const match = /(?<!\{)(?:\{\{)*\{([^{}]*)$/.exec(before);
  return match && match[1];
}

function begin(input) {
  return input.selectionStart - typed(input).length;
}

// Each word must be the beginning of one in the figure.
function fitting(text) {
  const split = (words) => words.toLowerCase().split(/[\s:,]+/).filter(Boolean);
  const words = split(text);
  return figures
    .filter(({ source }) => words.every((word) => split(source).some((each) => each.startsWith(word))))
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
  if (text === null) refused = "";
  const found = text === null || refused === `${input.id} ${begin(input)}` ? [] : fitting(text);
  if (!found.length) return close();
  field = input;
  chosen = 0;
  offered = text;
  list.replaceChildren(...found.map(option));
  list.hidden = false;
  put(input);
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", list.id);
  show();
}

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

// Right below the line of the brace, or above it where there is no room.
function put(input) {
  const line = lineOf(input);
  const { width, height } = list.getBoundingClientRect();
  const isBelow = line.bottom + height <= window.innerHeight || line.top < height;
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
  list.style.left = `${left + window.scrollX}px`;
  list.style.top = `${(isBelow ? line.bottom : line.top - height) + window.scrollY}px`;
}

// Where the brace stands on the screen: measured in a copy of the field.
function lineOf(input) {
  const box = input.getBoundingClientRect();
  if (input.tagName !== "TEXTAREA") return box;
  const copy = document.createElement("div");
  const style = getComputedStyle(input);
  for (const name of ["font", "letterSpacing", "padding", "border", "boxSizing", "lineHeight"]) {
    copy.style[name] = style[name];
  }
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

function show() {
  [...list.children].forEach((item, place) =>
    item.setAttribute("aria-selected", place === chosen ? "true" : "false"),
  );
  field.setAttribute("aria-activedescendant", `figure-${chosen}`);
}

// As if it was typed, so that the browser's own undo takes it back.
function take(source) {
  const input = field;
  const end = input.selectionStart;
  const closing = !isWhole(input) && input.value[end] === "}" ? 1 : 0;
  input.focus();
  input.setSelectionRange(begin(input), isWhole(input) ? input.value.length : end + closing);
  document.execCommand("insertText", false, isWhole(input) ? source : `${source}}`);
  close();
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-figures]")) offer(event.target);
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
    return close();
  } else if (event.key === "Enter" || (event.key === "Tab" && offered && !event.shiftKey)) {
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
