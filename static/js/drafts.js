// What is typed into a form stays in this browser until the server has it. A draft belongs to a
// user, a page and the token of its form; it is offered back on the same page.

import { all, isBox, isField, the, valueIn } from "./dom.js";

/**
 * What was typed, and when.
 * @typedef {{at: number, fields: [string, string][]}} Draft
 */

const user = document.body.dataset.user;
const PREFIX = `draft:${user}:`;
const OWN_TO_EACH_PAGE = new Set(["csrfmiddlewaretoken", "form_owner"]);
const WAIT = 300;
// The fields whose words tell one draft from another.
const TELLING = ["venue", "words", "quote-words", "caption", "activities", "text"];

function draftsOf() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

// A form that is sent to another address than that of its page names the page.
/** @param {HTMLFormElement} form */
function pageKey(form) {
  return `${PREFIX}${form.dataset.draft || location.pathname}:`;
}

/** @param {HTMLFormElement} form */
function formKey(form) {
  form.dataset.own ??= Math.random().toString(36).slice(2);
  return pageKey(form) + (valueIn(form, "form_token") || form.dataset.own);
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function content(form) {
  /** @type {[string, string][]} */
  const texts = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OWN_TO_EACH_PAGE.has(name)) texts.push([name, value]);
  }
  return texts;
}

// After the log-out nothing is written any more.
let closed = false;

/** @param {HTMLFormElement} form */
function save(form) {
  if (closed) return;
  const draft = { at: Date.now(), fields: content(form) };
  try {
    localStorage.setItem(formKey(form), JSON.stringify(draft));
  } catch {
    // The store is full or switched off: the form works all the same.
  }
}

/**
 * @param {string} key
 * @returns {Draft | null}
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Draft["fields"]} fields
 */
function fill(form, fields) {
  for (const field of form.elements) if (isBox(field)) field.checked = false;
  for (const [name, value] of fields) {
    if (name === "sent_photo") continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (isBox(field)) field.checked ||= field.value === value;
      else if (isField(field) && field.type !== "file") field.value = value;
    }
  }
  openWhatIsFilled(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLFormElement} form */
function openWhatIsFilled(form) {
  for (const details of form.querySelectorAll("details")) {
    const texts = [
      ...all(details, "textarea", HTMLTextAreaElement),
      ...all(details, "input[type=text]", HTMLInputElement),
    ];
    if (texts.some((text) => text.value !== text.defaultValue)) details.open = true;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {Draft} draft
 */
function offer(form, key, draft) {
  const template = the(document, "#draft-offer", HTMLTemplateElement);
  const banner = the(template.content, "div", HTMLElement).cloneNode(true);
  if (!(banner instanceof HTMLElement)) return;
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { dateStyle: "medium", timeStyle: "short" };
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, style);
  const words = TELLING.map((name) => new Map(draft.fields).get(name)).find((text) => text);
  const line = the(banner, "[data-when]", HTMLElement);
  line.textContent = words ? `${words.slice(0, 60)}, ${when}` : when;
  the(banner, "[data-put-back]", HTMLElement).addEventListener("click", () => {
    form.dispatchEvent(new CustomEvent("draft-put-back", { detail: draft.fields }));
    fill(form, draft.fields);
    banner.remove();
    the(form, "input:not([type=hidden]), select, textarea", HTMLElement).focus();
  });
  the(banner, "[data-throw-away]", HTMLElement).addEventListener("click", () => {
    localStorage.removeItem(key);
    banner.remove();
  });
  form.before(banner);
}

/** @param {HTMLFormElement} form */
function watch(form) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const now = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    save(form);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(now, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", now);
  window.addEventListener("pagehide", now);
}

function forgetSaved() {
  for (const message of all(document, "[data-saved]", HTMLElement)) {
    // The token of a form, or a page all of whose drafts are done with.
    const saved = message.dataset.saved;
    const isDone = (/** @type {string} */ key) =>
      key.endsWith(`:${saved}`) || key.startsWith(`${PREFIX}${saved}:`);
    for (const key of draftsOf()) if (isDone(key)) localStorage.removeItem(key);
  }
}

function start() {
  forgetSaved();
  const [form] = all(document, "form[data-draft]", HTMLFormElement);
  if (!form) return;
  // The server has given the text back itself, or an error is being put right.
  const current = formKey(form);
  const shown = JSON.stringify(content(form));
  const older = draftsOf().filter((key) => key.startsWith(pageKey(form)) && key !== current);
  /** @type {[string, Draft][]} */
  const drafts = [];
  for (const key of older) {
    const draft = read(key);
    if (draft && JSON.stringify(draft.fields) !== shown) drafts.push([key, draft]);
  }
  drafts.sort(([, one], [, other]) => one.at - other.at);
  for (const [key, draft] of drafts) offer(form, key, draft);
  watch(form);
}

export function forgetAll() {
  closed = true;
  for (const key of draftsOf()) localStorage.removeItem(key);
}

if (user) start();
