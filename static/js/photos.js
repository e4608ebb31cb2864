// Photos of a form, and the tray that tells of those whose form is on an earlier page. The form
// never waits for them: what is not sent yet goes on from the next page.

import { all, isBox, isField, placeOf, the, valueIn } from "./dom.js";
import { PhotoQueue } from "./photo-queue.js";
import { scaled } from "./pictures.js";
import { change, get, waiting } from "./store.js";

/** @typedef {import("./store.js").Photo} Photo */

const user = document.body.dataset.user ?? "";
const SLOW = 120_000;

const tray = () => the(document, "#photo-tray", HTMLElement);

/** @param {string} token */
const cardOf = (token) => all(document, `[data-token="${token}"]`, HTMLElement)[0];

/**
 * @param {string} token
 * @param {string} text
 * @param {number} [share] in percent, while it is being sent
 */
function tell(token, text, share) {
  const card = cardOf(token);
  if (!card) return;
  the(card, ".receipt", HTMLElement).textContent = text;
  const bar = the(card, "progress", HTMLProgressElement);
  bar.hidden = share === undefined;
  bar.value = share ?? 0;
}

/**
 * A line of the tray, for a photo whose form is on an earlier page.
 * @param {string} token
 * @param {string} sentence
 */
function complain(token, sentence) {
  const [line = newLine(token)] = all(tray(), `[data-of="${token}"]`, HTMLElement);
  the(line, "[data-sentence]", HTMLElement).textContent = sentence;
  tray().hidden = false;
}

/** @param {string} token */
function newLine(token) {
  const template = the(tray(), "template", HTMLTemplateElement);
  const list = the(tray(), "[data-refusals]", HTMLElement);
  list.append(template.content.cloneNode(true));
  const line = the(list, "li:last-child", HTMLElement);
  line.dataset.of = token;
  return line;
}

/** @param {string} token */
function quiet(token) {
  tray().querySelector(`[data-of="${token}"]`)?.remove();
}

// Whether photos whose form is on an earlier page have arrived.
let received = false;

async function showTray() {
  const all = (await waiting(user)).filter((photo) => !photo.takenOut && !cardOf(photo.token));
  for (const photo of all) if (photo.stuck) complain(photo.token, photo.stuck);
  const left = all.filter((photo) => !photo.stuck).length;
  const hasLines = the(tray(), "[data-refusals]", HTMLElement).childElementCount > 0;
  tray().hidden = left === 0 && !received && !hasLines;
  the(tray(), "[data-left]", HTMLElement).hidden = left === 0;
  the(tray(), "[data-count]", HTMLElement).textContent = String(left);
  the(tray(), "[data-done]", HTMLElement).hidden = left > 0 || !received;
}

/** @param {string} name of a text that the tray carries */
const text = (name) => tray().dataset[name] ?? "";

/** @type {import("./photo-queue.js").Page} */
const page = {
  sending: (token, share) => tell(token, text("sending"), share),
  later: (token) => tell(token, text("waiting")),
  isOpen: (token) => cardOf(token) !== undefined,
  moved: showTray,
  locked(token, sentence) {
    tell(token, sentence);
    if (!cardOf(token)) complain(token, sentence);
  },
  failed(token, status) {
    page.locked(token, text("failed").replace("#", String(status)));
  },
  refused(token, sentence) {
    const card = cardOf(token);
    if (!card) return complain(token, sentence);
    tell(token, sentence);
    card.classList.add("refused");
    card.querySelector("[name=sent_photo]")?.remove();
    card.dispatchEvent(new Event("change", { bubbles: true }));
  },
  received(token) {
    tell(token, text("received"));
    quiet(token);
    received ||= !cardOf(token);
  },
};

const csrf = () => document.body.dataset.csrf ?? "";

/** @type {import("./photo-queue.js").Server} */
const server = {
  send: (photo, progress, signal) =>
    new Promise((resolve, reject) => {
      // fetch tells nothing of how far it is.
      const request = new XMLHttpRequest();
      request.open("POST", photo.url);
      request.setRequestHeader("X-CSRFToken", csrf());
      request.responseType = "json";
      request.upload.onprogress = (event) => progress((100 * event.loaded) / event.total);
      request.onload = () => resolve({ status: request.status, body: request.response });
      request.onerror = request.ontimeout = request.onabort = () => reject(new Error("connection"));
      request.timeout = SLOW;
      signal.addEventListener("abort", () => request.abort());
      request.send(body(photo));
    }),
  async takeOut(photo) {
    const data = new FormData();
    data.append("form_token", photo.token);
    const headers = { "X-CSRFToken": csrf(), Accept: "application/json" };
    const answer = await fetch(photo.takeOutUrl, { method: "POST", headers, body: data });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  },
};

/** @param {Photo} photo */
function body(photo) {
  const data = new FormData();
  for (const [name, value] of photo.fields) data.append(name, value);
  data.append("form_token", photo.token);
  data.append("event_token", photo.eventToken);
  data.append("event", photo.event);
  if (photo.picture) data.append("picture", photo.picture, "picture.jpg");
  return data;
}

const queue = new PhotoQueue(user, { store: { get, change, waiting }, server, page });

/**
 * What the form says about a photo.
 * @param {string} token
 * @returns {[string, string][]}
 */
function fieldsOf(token) {
  const prefix = `sent-${token}-`;
  const form = cardOf(token)?.closest("form");
  if (!form) return [];
  /** @type {[string, string][]} */
  const found = [];
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(prefix) && typeof value === "string") {
      found.push([name.slice(prefix.length), value]);
    }
  }
  return found;
}

/** @param {HTMLFormElement} form */
function rememberFields(form) {
  for (const card of all(form, "[data-token]", HTMLElement)) {
    const token = card.dataset.token ?? "";
    queue.describe(token, fieldsOf(token));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} token
 */
function addCard(form, token) {
  const html = the(form, "template[data-sent-photo]", HTMLTemplateElement).innerHTML;
  const holder = document.createElement("template");
  holder.innerHTML = html.replaceAll("TOKEN", token);
  the(form, "[data-sent-photos]", HTMLElement).append(holder.content);
  const card = the(form, `[data-token="${token}"]`, HTMLElement);
  card.dispatchEvent(new Event("card-added", { bubbles: true }));
  return card;
}

/** @param {HTMLFormElement} form */
const addressesOf = (form) => ({
  url: form.dataset.uploadTo ?? "",
  takeOutUrl: form.dataset.takeOutAt ?? "",
});

/**
 * @param {HTMLFormElement} form
 * @param {File[]} files
 */
async function choose(form, files) {
  for (const file of files) {
    const token = crypto.randomUUID();
    const card = addCard(form, token);
    tell(token, text("preparing"));
    const picture = await scaled(file);
    const event = form.dataset.event ?? "";
    const about = { event, eventToken: valueIn(form, "form_token"), fields: fieldsOf(token) };
    await queue.add({ token, user, ...addressesOf(form), ...about, picture });
    show(card, picture);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** @param {HTMLElement} card */
async function takeOut(card) {
  const form = card.closest("form");
  if (!form) return;
  await queue.takeOut(card.dataset.token ?? "", addressesOf(form));
  card.remove();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Who leaves the form by its link does not want what was chosen there: it goes, on the server too.
 * @param {MouseEvent} event
 * @param {HTMLFormElement} form
 */
async function cancel(event, form) {
  const link = event.currentTarget;
  const cards = all(form, ".sent-photo[data-token]", HTMLElement);
  if (!cards.length || !(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  for (const card of cards) await takeOut(card);
  window.location.href = link.href;
}

/**
 * The cards of a draft are there at once, so that its words find their fields.
 * @param {HTMLFormElement} form
 * @param {[string, string][]} fields
 */
function putBack(form, fields) {
  for (const [name, token] of fields) {
    if (name === "sent_photo" && !cardOf(token)) showAgain(addCard(form, token), token);
  }
}

/**
 * The photos of this very form that were on their way when it came back from the server.
 * @param {HTMLFormElement} form
 */
async function showWaiting(form) {
  const own = valueIn(form, "form_token");
  for (const photo of await waiting(user)) {
    if (photo.takenOut || photo.eventToken !== own || cardOf(photo.token)) continue;
    const card = addCard(form, photo.token);
    for (const [name, value] of photo.fields) fillIn(card, `sent-${photo.token}-${name}`, value);
    if (photo.picture) show(card, photo.picture);
    if (photo.stuck) page.refused(photo.token, photo.stuck, true);
  }
}

/**
 * @param {HTMLElement} card
 * @param {string} name
 * @param {string} value
 */
function fillIn(card, name, value) {
  for (const field of card.querySelectorAll(`[name="${name}"]`)) {
    if (isBox(field)) field.checked = field.value === value;
    else if (isField(field)) field.value = value;
  }
}

/**
 * @param {HTMLElement} card
 * @param {string} token
 */
async function showAgain(card, token) {
  const photo = await get(token);
  if (photo?.picture) show(card, photo.picture);
  else tell(token, text("received"));
}

/**
 * @param {HTMLElement} card
 * @param {Blob} picture
 */
function show(card, picture) {
  const image = the(card, "img", HTMLImageElement);
  image.src = URL.createObjectURL(picture);
  image.hidden = false;
}

/** @param {HTMLFormElement} form */
function setUp(form) {
  the(form, "[data-choose-photos]", HTMLElement).hidden = false;
  const plain = the(form, "[data-without-script]", HTMLElement);
  plain.hidden = !plain.querySelector(".is-invalid");
  const chooser = the(form, "#choose-photos", HTMLInputElement);
  chooser.addEventListener("change", async () => {
    const files = [...(chooser.files ?? [])];
    chooser.value = "";
    await choose(form, files);
  });
  form.addEventListener("click", (event) => {
    const card = placeOf(event).closest("[data-token]");
    if (card instanceof HTMLElement && placeOf(event).matches("[data-take-out]")) takeOut(card);
  });
  for (const link of all(form, "a[data-cancel]", HTMLAnchorElement)) {
    link.addEventListener("click", (event) => cancel(event, form));
  }
  form.addEventListener("input", () => rememberFields(form));
  form.addEventListener("draft-put-back", (event) => {
    if (event instanceof CustomEvent) putBack(form, event.detail);
  });
  form.addEventListener("submit", () => rememberFields(form));
}

/**
 * The buttons of the tray.
 * @param {Event} event
 */
async function answer(event) {
  const button = placeOf(event);
  const line = button.closest("[data-of]");
  if (!(line instanceof HTMLElement) || !button.matches("button")) return;
  const photo = await get(line.dataset.of ?? "");
  if (photo && button.matches("[data-again]")) await queue.tryAgain(photo.token);
  else if (photo) await queue.takeOut(photo.token, photo);
  line.remove();
  showTray();
}

export const countWaiting = async () =>
  (await waiting(user)).filter((photo) => !photo.takenOut).length;

export async function forgetWaiting() {
  for (const photo of await waiting(user)) await change(photo.token, () => null);
}

if (user && window.indexedDB) {
  const [form] = all(document, "form[data-upload-to]", HTMLFormElement);
  tray().addEventListener("click", answer);
  window.addEventListener("online", () => queue.run());
  const takesPhotos = form?.querySelector("template[data-sent-photo]");
  if (form && takesPhotos) setUp(form);
  (form && takesPhotos ? showWaiting(form) : Promise.resolve()).finally(() => queue.run());
}
