// Photos of a form, and the tray that tells of those whose form is on an earlier page. The form
// never waits for them: what is not sent yet goes on from the next page.

import { PhotoQueue } from "./photo-queue.js";
import { scaled } from "./pictures.js";
import { change, get, waiting } from "./store.js";

/** @typedef {import("./store.js").Photo} Photo */

const user = document.body.dataset.user ?? "";
const tray = /** @type {HTMLElement} */ (document.querySelector("#photo-tray"));
const SLOW = 120_000;

/**
 * @param {ParentNode} root
 * @param {string} selector
 */
const the = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** @param {string} token */
const cardOf = (token) =>
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-token="${token}"]`));

/**
 * @param {string} token
 * @param {string} text
 * @param {number} [share] in percent, while it is being sent
 */
function tell(token, text, share) {
  const card = cardOf(token);
  if (!card) return;
  the(card, ".receipt").textContent = text;
  const bar = /** @type {HTMLProgressElement} */ (card.querySelector("progress"));
  bar.hidden = share === undefined;
  bar.value = share ?? 0;
}

/**
 * A line of the tray, for a photo whose form is on an earlier page.
 * @param {string} token
 * @param {string} sentence
 */
function complain(token, sentence) {
  const there = tray.querySelector(`[data-of="${token}"]`);
  const template = /** @type {HTMLTemplateElement} */ (tray.querySelector("template"));
  const line = /** @type {HTMLElement} */ (there ?? template.content.firstElementChild?.cloneNode(true));
  line.dataset.of = token;
  the(line, "[data-sentence]").textContent = sentence;
  if (!there) the(tray, "[data-refusals]").append(line);
  tray.hidden = false;
}

/** @param {string} token */
function quiet(token) {
  tray.querySelector(`[data-of="${token}"]`)?.remove();
}

// Whether photos whose form is on an earlier page have arrived.
let received = false;

async function showTray() {
  const all = (await waiting(user)).filter((photo) => !photo.takenOut && !cardOf(photo.token));
  for (const photo of all) if (photo.stuck) complain(photo.token, photo.stuck);
  const left = all.filter((photo) => !photo.stuck).length;
  const hasLines = the(tray, "[data-refusals]").childElementCount > 0;
  tray.hidden = left === 0 && !received && !hasLines;
  the(tray, "[data-left]").hidden = left === 0;
  the(tray, "[data-count]").textContent = String(left);
  the(tray, "[data-done]").hidden = left > 0 || !received;
}

/** @param {string} name of a text that the tray carries */
const text = (name) => tray.dataset[name] ?? "";

/** @type {import("./photo-queue.js").Page} */
const page = {
  sending: (token, share) => tell(token, text("sending"), share),
  later: (token) => tell(token, text("waiting")),
  isOpen: (token) => cardOf(token) !== null,
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
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-token]"))) {
    const token = card.dataset.token ?? "";
    queue.describe(token, fieldsOf(token));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} token
 */
function addCard(form, token) {
  const html = the(form, "template[data-sent-photo]").innerHTML;
  const holder = document.createElement("template");
  holder.innerHTML = html.replaceAll("TOKEN", token);
  the(form, "[data-sent-photos]").append(holder.content);
  const card = /** @type {HTMLElement} */ (cardOf(token));
  card.dispatchEvent(new Event("card-added", { bubbles: true }));
  return card;
}

/** @param {HTMLFormElement} form */
const addressesOf = (form) => ({
  url: form.dataset.uploadTo ?? "",
  takeOutUrl: form.dataset.takeOutAt ?? "",
});

/** @param {HTMLFormElement} form */
function tokenOf(form) {
  const field = form.elements.namedItem("form_token");
  return field instanceof HTMLInputElement ? field.value : "";
}

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
    const about = { event, eventToken: tokenOf(form), fields: fieldsOf(token) };
    await queue.add({ token, user, ...addressesOf(form), ...about, picture });
    show(card, picture);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** @param {HTMLElement} card */
async function takeOut(card) {
  const form = /** @type {HTMLFormElement} */ (card.closest("form"));
  await queue.takeOut(card.dataset.token ?? "", addressesOf(form));
  card.remove();
  form.dispatchEvent(new Event("change", { bubbles: true }));
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
  const own = tokenOf(form);
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
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    card.querySelectorAll(`[name="${name}"]`)
  );
  for (const field of fields) {
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
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
  const image = /** @type {HTMLImageElement} */ (card.querySelector("img"));
  image.src = URL.createObjectURL(picture);
  image.hidden = false;
}

/** @param {HTMLFormElement} form */
function setUp(form) {
  the(form, "[data-choose-photos]").hidden = false;
  const plain = the(form, "[data-without-script]");
  plain.hidden = !plain.querySelector(".is-invalid");
  const chooser = /** @type {HTMLInputElement} */ (form.querySelector("#choose-photos"));
  chooser.addEventListener("change", async () => {
    const files = [...(chooser.files ?? [])];
    chooser.value = "";
    await choose(form, files);
  });
  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target);
    const card = /** @type {HTMLElement | null} */ (button.closest("[data-token]"));
    if (card && button.matches("[data-take-out]")) takeOut(card);
  });
  form.addEventListener("input", () => rememberFields(form));
  form.addEventListener("draft-put-back", (event) =>
    putBack(form, /** @type {CustomEvent} */ (event).detail),
  );
  form.addEventListener("submit", () => rememberFields(form));
}

// The buttons of the tray.
async function answer(/** @type {Event} */ event) {
  const button = /** @type {HTMLElement} */ (event.target);
  const line = /** @type {HTMLElement | null} */ (button.closest("[data-of]"));
  const photo = line && (await get(line.dataset.of ?? ""));
  if (!line) return;
  if (photo && button.matches("[data-again]")) await queue.tryAgain(photo.token);
  else if (photo && button.matches("[data-throw-away]")) await queue.takeOut(photo.token, photo);
  else return;
  line.remove();
  showTray();
}

export const countWaiting = async () =>
  (await waiting(user)).filter((photo) => !photo.takenOut).length;

export async function forgetWaiting() {
  for (const photo of await waiting(user)) await change(photo.token, () => null);
}

if (user && window.indexedDB) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-upload-to]"));
  tray.addEventListener("click", answer);
  window.addEventListener("online", () => queue.run());
  const takesPhotos = form?.querySelector("template[data-sent-photo]");
  if (form && takesPhotos) setUp(form);
  (form && takesPhotos ? showWaiting(form) : Promise.resolve()).finally(() => queue.run());
}
