// Saving while somebody writes. What is typed while an answer is on its way stays, with the caret;
// what cannot be saved is told and tried again.

const AGAIN = 10_000;
const desk = document.getElementById("desk");
const steps = [...document.querySelectorAll("[data-step]")];
const isOurs = (form) => form === desk || steps.includes(form);
const editor = () => document.getElementById("editor");

let unsaved = false;
let asking = false;
let again = null;
// The button that was pressed, and what the fields said when the last request was sent.
let pressed = null;
let sent = { values: new Map(), version: "" };
// What the answer with a new form must not change: the texts, the caret, what is unfolded.
let kept = null;

function tell(name) {
  editor()?.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

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

function fieldsIn(root) {
  const found = root.querySelectorAll("[name][form=desk]:not(button, [type=hidden])");
  return new Map([...found].map((field) => [keyOf(field), field]));
}

function keyOf(field) {
  return `${field.closest(".part")?.id ?? ""} ${field.name}`;
}

function valueOf(field) {
  return field.type === "checkbox" ? field.checked : field.value;
}

// What the form says by now: each field, and the order of each list.
function values(root) {
  const said = [...fieldsIn(root)].map(([key, field]) => [key, valueOf(field)]);
  const lists = [...root.querySelectorAll("[data-parts]")];
  const orders = lists.map((list, place) => [
    `order ${place}`,
    [...list.querySelectorAll(".part")].map(({ id }) => id).join(),
  ]);
  return new Map([...said, ...orders]);
}

function changedSince() {
  return [...values(editor())].filter(([key, value]) => sent.values.get(key) !== value);
}

document.addEventListener("input", (event) => {
  if (event.target.form !== desk) return;
  unsaved = true;
  tell("edited");
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved || asking) event.preventDefault();
});

// An impatient finger adds one point, not two; moving may be pressed several times.
document.addEventListener(
  "submit",
  (event) => {
    const act = event.submitter?.value ?? "";
    const isTwice = asking && act && act === pressed?.value && !/:(up|down):/.test(act);
    if (!isTwice) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// A step back is one from what stands on the page: that is saved first.
for (const form of steps) {
  form.addEventListener("submit", () => unsaved && desk.requestSubmit(), true);
}

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, triggeringEvent, parameters } = event.detail;
  if (!isOurs(elt)) return;
  // Several may wait in a row: what the one before has saved needs no second request.
  if (triggeringEvent?.type === "edited" && !unsaved) return event.preventDefault();
  // The buttons stand beside the form, where htmx does not look for the one that was pressed.
  pressed = triggeringEvent?.submitter;
  if (pressed?.name) parameters[pressed.name] = pressed.value;
  if (triggeringEvent?.type === "reordered") parameters.act = "reordered";
  sent = { values: values(editor()), version: desk.elements.version.value };
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isOurs(event.detail.elt)) return;
  unsaved = false;
  asking = true;
  clearTimeout(again);
  again = null;
  say("Saving… ");
});
for (const name of ["htmx:beforeOnLoad", "htmx:afterRequest"]) {
  document.addEventListener(name, (event) => {
    if (isOurs(event.detail.elt)) asking = false;
  });
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (isOurs(event.detail.elt)) notSaved("The server does not answer. It is tried again soon.");
  });
}
document.addEventListener("htmx:responseError", (event) => {
  if (!isOurs(event.detail.elt)) return;
  const gone = [401, 403].includes(event.detail.xhr.status);
  notSaved(
    gone
      ? "You are logged out. Log in in another window, then come back: what you typed stays here."
      : "The server cannot save this now. It is tried again soon.",
  );
});

function notSaved(why) {
  unsaved = true;
  const button = pressed?.value ? "Then press the button once more. " : "";
  say(`Not saved. ${why} ${button}`, true);
  clearTimeout(again);
  again = setTimeout(tryAgain, AGAIN);
}

// After a new log-in the form needs the token of the new session.
async function tryAgain() {
  if (!unsaved || !desk.isConnected) return;
  const answer = await fetch(desk.dataset.token, { headers: { "HX-Request": "true" } }).catch(
    () => null,
  );
  if (!answer?.ok) {
    again = setTimeout(tryAgain, AGAIN);
    return;
  }
  const token = await answer.text();
  for (const form of [desk, ...steps]) form.elements.csrfmiddlewaretoken.value = token;
  tell("reordered");
}
window.addEventListener("focus", () => again && tryAgain());

// A page that asks what to do takes the place of the desk, once nobody types on it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isOurs(event.detail.requestConfig.elt) || event.detail.target.id !== "content") return;
  if (changedSince().length) {
    event.detail.shouldSwap = false;
    sendAgain();
  } else if (event.detail.serverResponse.includes("data-merge")) {
    unsaved = true;
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-merge]")) unsaved = false;
});

function sendAgain() {
  unsaved = true;
  tell("edited");
}

// Parts that the answer does not change stay as they are, with the focus in them.
function isSame(target, fragment) {
  const fresh = fragment.firstElementChild;
  const bare = (each) =>
    each.className + each.innerHTML.replace(/"csrfmiddlewaretoken" value="[^"]*"/g, "");
  return fresh?.id === target.id && bare(fresh) === bare(target);
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target.id === "editor") return keep(event.detail);
  // What a button beside the text was pressed for stays until its answer is there.
  if (target.querySelector(".htmx-request")) event.detail.shouldSwap = false;
  const isOne = ["desk-state", "version"].includes(target.id);
  if (!isOne && isSame(target, fragment)) event.detail.shouldSwap = false;
});

function keep(detail) {
  const fresh = values(detail.fragment);
  const typed = changedSince();
  const isTheirs = ([key]) => fresh.get(key) !== sent.values.get(key);
  if (typed.some(isTheirs) || detail.target.querySelector(".dragged")) {
    // The very text that is typed in says something else by now: from the old version the server
    // puts both together, or asks.
    detail.shouldSwap = false;
    desk.elements.version.value = sent.version;
    return sendAgain();
  }
  const active = document.activeElement;
  const unfolded = [...detail.target.querySelectorAll("details.choose[open]")];
  kept = {
    typed,
    key: active.form === desk && active.type !== "submit" ? keyOf(active) : null,
    caret: [active.selectionStart, active.selectionEnd, active.selectionDirection],
    scrolled: active.scrollTop,
    move: /:(up|down):/.test(active.value) ? active.value : null,
    unfolded: unfolded.map((each) => each.closest("section").getAttribute("aria-labelledby")),
  };
}

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "editor" || !kept) return;
  const { typed, unfolded } = kept;
  const fields = fieldsIn(editor());
  for (const [key, value] of typed) {
    const field = fields.get(key);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
  for (const name of unfolded) {
    editor().querySelector(`[aria-labelledby=${name}] details.choose`)?.setAttribute("open", "");
  }
  giveFocusBack(fields.get(kept.key), kept);
  kept = null;
  if (typed.length) sendAgain();
});

function giveFocusBack(field, { caret, scrolled, move }) {
  if (field) {
    field.focus({ preventScroll: true });
    if (caret[0] !== null && field.setSelectionRange) field.setSelectionRange(...caret);
    field.scrollTop = scrolled;
  } else if (move) {
    const other = move.replace(/:(up|down):/, (way) => (way === ":up:" ? ":down:" : ":up:"));
    const buttons = [move, other].map((act) => editor().querySelector(`[value="${act}"]`));
    buttons.find((button) => button && !button.disabled)?.focus();
  }
}

document.addEventListener("look-at", (event) => {
  const part = document.getElementById(event.detail.anchor);
  const active = document.activeElement;
  // Whoever writes elsewhere by now is not called away.
  if (!part || (editor().contains(active) && !part.contains(active))) return;
  part.scrollIntoView({ block: "nearest" });
  if (part.contains(active)) return;
  const field = part.querySelector("textarea, input:not([type=hidden]), select");
  (field ?? part.querySelector("button:enabled"))?.focus({ preventScroll: true });
});
