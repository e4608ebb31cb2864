// Photos are sent one by one, each with progress and a receipt, and again after a failure. The
// form never waits for them: what is not sent yet goes on from the next page.

import { scaled } from "./pictures.js";
import { get, put, remove, removeAll, waiting } from "./store.js";

const user = document.body.dataset.user;
const tray = document.querySelector("#photo-tray");
const AGAIN = 5000;
let sending = false;
let timer;

const cardOf = (token) => document.querySelector(`[data-token="${token}"]`);

function tell(token, text, share) {
  const card = cardOf(token);
  if (!card) return;
  card.querySelector(".receipt").textContent = text;
  const bar = card.querySelector("progress");
  bar.hidden = share === undefined;
  bar.value = share ?? 0;
}

// What became of photos whose form is on an earlier page.
let received = false;
let refused = false;

async function showTray() {
  const all = await waiting(user);
  const left = all.filter((photo) => !cardOf(photo.token)).length;
  tray.hidden = left === 0 && !received && !refused;
  tray.querySelector("[data-left]").hidden = left === 0;
  tray.querySelector("[data-count]").textContent = left;
  tray.querySelector("[data-done]").hidden = left > 0 || !received;
}

function body(photo) {
  const data = new FormData();
  for (const [name, value] of photo.fields) data.append(name, value);
  data.append("form_token", photo.token);
  data.append("event_token", photo.eventToken);
  data.append("event", photo.event);
  data.append("picture", photo.picture, "picture.jpg");
  return data;
}

// Resolves with the answer of the server; rejects when the connection failed.
function send(photo) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", photo.url);
    request.setRequestHeader("X-CSRFToken", document.body.dataset.csrf);
    request.responseType = "json";
    request.upload.onprogress = (event) =>
      tell(photo.token, tray.dataset.sending, (100 * event.loaded) / event.total);
    request.onload = () => resolve(request);
    request.onerror = request.ontimeout = () => reject(new Error("connection"));
    request.timeout = 120_000;
    request.send(body(photo));
  });
}

// Whether the next photo may be tried at once.
async function handle(photo) {
  let answer;
  try {
    answer = await send(photo);
  } catch {
    tell(photo.token, tray.dataset.waiting);
    return false;
  }
  if (answer.status === 422 || answer.status === 404 || answer.status === 413) {
    await remove(photo.token);
    const sentence = answer.response?.refused ?? tray.dataset.refused;
    refuse(photo.token, sentence);
    return true;
  }
  if (answer.status === 409) {
    // Its period is locked: it stays here, in case the period is returned.
    tell(photo.token, answer.response.refused);
    if (!cardOf(photo.token)) complain(answer.response.refused);
    return true;
  }
  if (answer.status !== 200 || !answer.response?.photo) {
    tell(photo.token, tray.dataset.waiting);
    return false;
  }
  await acknowledge(photo, answer.response);
  return true;
}

async function acknowledge(photo, receipt) {
  const card = cardOf(photo.token);
  if (card) card.dataset.photo = receipt.photo;
  tell(photo.token, tray.dataset.received);
  const now = await get(photo.token);
  // Something was said about it while it was on its way, and its form is gone.
  if (now && !card && JSON.stringify(now.fields) !== JSON.stringify(photo.fields)) return;
  await remove(photo.token);
  if (!card) received = true;
}

function refuse(token, sentence) {
  const card = cardOf(token);
  if (!card) return complain(sentence);
  tell(token, sentence);
  card.classList.add("refused");
  card.querySelector("[name=sent_photo]").remove();
  card.dispatchEvent(new Event("change", { bubbles: true }));
}

function complain(sentence) {
  const line = tray.querySelector("[data-refusals]");
  line.textContent = sentence;
  line.hidden = false;
  refused = true;
}

async function sendAll() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  await showTray();
  try {
    // Asked anew each time: more may have been chosen meanwhile.
    const tried = new Set();
    const next = async () => (await waiting(user)).find((photo) => !tried.has(photo.token));
    for (let photo = await next(); photo; photo = await next()) {
      tried.add(photo.token);
      if (!(await handle(photo))) {
        timer = setTimeout(sendAll, AGAIN);
        break;
      }
      await showTray();
    }
  } finally {
    sending = false;
  }
  await showTray();
}

function fieldsOf(token) {
  const prefix = `sent-${token}-`;
  const form = cardOf(token)?.closest("form");
  if (!form) return [];
  const own = [...new FormData(form)].filter(([name]) => name.startsWith(prefix));
  return own.map(([name, value]) => [name.slice(prefix.length), value]);
}

async function rememberFields(form) {
  for (const card of form.querySelectorAll("[data-token]")) {
    const photo = await get(card.dataset.token);
    if (photo) await put({ ...photo, fields: fieldsOf(photo.token) });
  }
}

function addCard(form, token) {
  const html = form.querySelector("template[data-sent-photo]").innerHTML;
  const holder = document.createElement("template");
  holder.innerHTML = html.replaceAll("TOKEN", token);
  form.querySelector("[data-sent-photos]").append(holder.content);
  const card = cardOf(token);
  card.dispatchEvent(new Event("card-added", { bubbles: true }));
  return card;
}

async function choose(form, files) {
  for (const file of files) {
    const token = crypto.randomUUID();
    const card = addCard(form, token);
    tell(token, tray.dataset.preparing);
    const picture = await scaled(file);
    const photo = {
      token,
      user,
      url: form.dataset.uploadTo,
      event: form.dataset.event ?? "",
      eventToken: form.elements["form_token"]?.value ?? "",
      fields: fieldsOf(token),
      picture,
    };
    await put(photo);
    show(card, picture);
    form.dispatchEvent(new Event("change", { bubbles: true }));
    sendAll();
  }
}

async function takeOut(card) {
  await remove(card.dataset.token);
  if (card.dataset.photo) {
    const headers = { "X-CSRFToken": document.body.dataset.csrf };
    await fetch(`${card.dataset.photo}remove/`, { method: "POST", headers }).catch(() => null);
  }
  const form = card.closest("form");
  card.remove();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// The cards of a draft are there at once, so that its words find their fields.
function putBack(form, fields) {
  for (const [name, token] of fields) {
    if (name === "sent_photo" && !cardOf(token)) showAgain(addCard(form, token), token);
  }
}

// The photos of this very form that were on their way when it came back from the server.
async function showWaiting(form) {
  const own = form.elements["form_token"]?.value;
  for (const photo of await waiting(user)) {
    if (photo.eventToken !== own || cardOf(photo.token)) continue;
    const card = addCard(form, photo.token);
    for (const [name, value] of photo.fields) {
      const fields = card.querySelectorAll(`[name="sent-${photo.token}-${name}"]`);
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
    show(card, photo.picture);
  }
}

async function showAgain(card, token) {
  const photo = await get(token);
  if (photo) show(card, photo.picture);
  else tell(token, tray.dataset.received);
}

function show(card, picture) {
  const image = card.querySelector("img");
  image.src = URL.createObjectURL(picture);
  image.hidden = false;
}

function setUp(form) {
  form.querySelector("[data-choose-photos]").hidden = false;
  const plain = form.querySelector("[data-without-script]");
  plain.hidden = !plain.querySelector(".is-invalid");
  const chooser = form.querySelector("#choose-photos");
  chooser.addEventListener("change", async () => {
    const files = [...chooser.files];
    chooser.value = "";
    await choose(form, files);
  });
  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-take-out]")) takeOut(event.target.closest("[data-token]"));
  });
  form.addEventListener("input", () => rememberFields(form));
  form.addEventListener("draft-put-back", (event) => putBack(form, event.detail));
  form.addEventListener("submit", () => rememberFields(form));
}

export const countWaiting = async () => (await waiting(user)).length;

export async function forgetWaiting() {
  await removeAll((await waiting(user)).map((photo) => photo.token));
}

if (user && window.indexedDB) {
  const form = document.querySelector("form[data-upload-to]");
  const takesPhotos = form?.querySelector("template[data-sent-photo]");
  if (takesPhotos) setUp(form);
  window.addEventListener("online", sendAll);
  (takesPhotos ? showWaiting(form) : Promise.resolve()).finally(sendAll);
}
