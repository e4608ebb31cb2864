// What is typed into a form stays in this browser until the server has it. A draft belongs to a
// user, a page and the token of its form; it is offered back on the same page.

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
function pageKey(form) {
  return `${PREFIX}${form.dataset.draft || location.pathname}:`;
}

function formKey(form) {
  form.dataset.own ??= Math.random().toString(36).slice(2);
  return pageKey(form) + (form.elements["form_token"]?.value ?? form.dataset.own);
}

function content(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !OWN_TO_EACH_PAGE.has(name),
  );
}

// After the log-out nothing is written any more.
let closed = false;

function save(form) {
  if (closed) return;
  const draft = { at: Date.now(), fields: content(form) };
  try {
    localStorage.setItem(formKey(form), JSON.stringify(draft));
  } catch {
    // The store is full or switched off: the form works all the same.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
  }
  for (const [name, value] of fields) {
    if (name === "sent_photo") continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked ||= field.value === value;
      } else if (field.type !== "file") {
        field.value = value;
      }
    }
  }
  openWhatIsFilled(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function openWhatIsFilled(form) {
  for (const details of form.querySelectorAll("details")) {
    const texts = details.querySelectorAll("textarea, input[type=text]");
    if ([...texts].some((text) => text.value !== text.defaultValue)) details.open = true;
  }
}

function offer(form, key, draft) {
  const banner = document.querySelector("#draft-offer").content.firstElementChild.cloneNode(true);
  const style = { dateStyle: "medium", timeStyle: "short" };
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, style);
  const words = TELLING.map((name) => new Map(draft.fields).get(name)).find((text) => text);
  banner.querySelector("[data-when]").textContent = words ? `${words.slice(0, 60)}, ${when}` : when;
  banner.querySelector("[data-put-back]").addEventListener("click", () => {
    form.dispatchEvent(new CustomEvent("draft-put-back", { detail: draft.fields }));
    fill(form, draft.fields);
    banner.remove();
    form.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
  banner.querySelector("[data-throw-away]").addEventListener("click", () => {
    localStorage.removeItem(key);
    banner.remove();
  });
  form.before(banner);
}

function watch(form) {
  let timer;
  const now = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
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
  for (const message of document.querySelectorAll("[data-saved]")) {
    // The token of a form, or a page all of whose drafts are done with.
    const saved = message.dataset.saved;
    const isDone = (key) => key.endsWith(`:${saved}`) || key.startsWith(`${PREFIX}${saved}:`);
    for (const key of draftsOf()) if (isDone(key)) localStorage.removeItem(key);
  }
}

function start() {
  forgetSaved();
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  // The server has given the text back itself, or an error is being put right.
  const current = formKey(form);
  const shown = JSON.stringify(content(form));
  const older = draftsOf().filter((key) => key.startsWith(pageKey(form)) && key !== current);
  const drafts = older
    .map((key) => [key, read(key)])
    .filter(([, draft]) => draft && JSON.stringify(draft.fields) !== shown);
  drafts.sort(([, one], [, other]) => one.at - other.at);
  for (const [key, draft] of drafts) offer(form, key, draft);
  watch(form);
}

export function forgetAll() {
  closed = true;
  for (const key of draftsOf()) localStorage.removeItem(key);
}

if (user) start();
