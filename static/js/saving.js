// Saving while somebody writes. What is typed while an answer is on its way stays, with the caret;
// what cannot be saved is told and tried again.

import { all, isField, placeOf, the } from "./dom.js";

/** @typedef {import("./dom.js").Field} Field */
/** @typedef {Map<string, string | boolean>} Values what the fields said, and the order of each list */
/**
 * What the answer with a new form must not change.
 * @typedef {object} Kept
 * @property {[string, string | boolean][]} typed
 * @property {string | null} key of the field that somebody writes in
 * @property {[number | null, number | null, "forward" | "backward" | "none" | null]} caret
 * @property {number} scrolled
 * @property {string | null} move the button that was pressed to move a part
 * @property {(string | null | undefined)[]} unfolded
 */

const AGAIN = 10_000;

/** @param {Field} field */
const keyOf = (field) => `${field.closest(".part")?.id ?? ""} ${field.name}`;

/** @param {Field} field */
const saidBy = (field) =>
  field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field.value;

/**
 * @param {ParentNode} root
 * @returns {Map<string, Field>}
 */
function fieldsIn(root) {
  const found = root.querySelectorAll("[name][form=desk]:not(button, [type=hidden])");
  return new Map([...found].filter(isField).map((field) => [keyOf(field), field]));
}

/**
 * What the form says by now: each field, and the order of each list.
 * @param {ParentNode} root
 * @returns {Values}
 */
function valuesIn(root) {
  /** @type {Values} */
  const values = new Map();
  for (const [key, field] of fieldsIn(root)) values.set(key, saidBy(field));
  for (const [place, list] of [...root.querySelectorAll("[data-parts]")].entries()) {
    const parts = [...list.querySelectorAll(".part")];
    values.set(`order ${place}`, parts.map(({ id }) => id).join());
  }
  return values;
}

const isMove = (/** @type {string} */ act) => /:(up|down):/.test(act);
const editor = () => the(document, "#editor", HTMLElement);

/**
 * How saving goes, in sight all the time.
 * @param {string} text
 * @param {boolean} [isWrong]
 */
function say(text, isWrong = false) {
  const [state] = all(document, "#desk-state", HTMLElement);
  if (!state) return;
  const [line = document.createElement("span")] = all(state, "[data-saving]", HTMLElement);
  line.dataset.saving = "";
  line.className = isWrong ? "text-danger" : "";
  line.textContent = text;
  state.prepend(line);
}

/**
 * Parts that the answer does not change stay as they are, with the focus in them.
 * @param {Element} target
 * @param {DocumentFragment} fragment
 */
function isSame(target, fragment) {
  const fresh = fragment.firstElementChild;
  const bare = (/** @type {Element} */ each) =>
    each.className + each.innerHTML.replace(/"csrfmiddlewaretoken" value="[^"]*"/g, "");
  return fresh?.id === target.id && bare(fresh) === bare(target);
}

/**
 * @param {Field | undefined} field
 * @param {Kept} kept
 */
function giveFocusBack(field, { caret: [begin, end, direction], scrolled, move }) {
  if (field) {
    field.focus({ preventScroll: true });
    if (begin !== null && !(field instanceof HTMLSelectElement)) {
      field.setSelectionRange(begin, end, direction ?? undefined);
    }
    field.scrollTop = scrolled;
  } else if (move) {
    const other = move.replace(/:(up|down):/, (way) => (way === ":up:" ? ":down:" : ":up:"));
    const buttons = [move, other].flatMap((act) =>
      all(editor(), `[value="${act}"]`, HTMLButtonElement),
    );
    buttons.find((button) => !button.disabled)?.focus();
  }
}

class Saving {
  #unsaved = false;
  #isAsking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** The button that was pressed. @type {HTMLButtonElement | null} */
  #pressed = null;
  /** What the form said when the last request was sent. */
  #sent = { values: /** @type {Values} */ (new Map()), version: "" };
  /** @type {Kept | null} */
  #kept = null;

  /**
   * @param {HTMLFormElement} desk
   * @param {HTMLFormElement[]} steps forms of the steps back and forth
   */
  constructor(desk, steps) {
    this.desk = desk;
    this.steps = steps;
    this.#listenToFields();
    this.#listenToHtmx();
  }

  /** @param {Element} form */
  #isOurs(form) {
    return form === this.desk || this.steps.some((step) => step === form);
  }

  /** @param {string} name */
  #tell(name) {
    const [fields] = all(document, "#editor", HTMLElement);
    fields?.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }

  /** @param {string} name */
  #field(name) {
    return the(this.desk, `[name="${name}"]`, HTMLInputElement);
  }

  #changedSince() {
    return [...valuesIn(editor())].filter(([key, value]) => this.#sent.values.get(key) !== value);
  }

  #sendAgain() {
    this.#unsaved = true;
    this.#tell("edited");
  }

  #listenToFields() {
    document.addEventListener("input", ({ target }) => {
      if (isField(target) && target.form === this.desk) this.#sendAgain();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#unsaved || this.#isAsking) event.preventDefault();
    });
    window.addEventListener("focus", () => {
      if (this.#again) this.#tryAgain();
    });
    document.addEventListener("submit", (event) => this.#refuseTwice(event), true);
    document.addEventListener("submit", (event) => {
      if (placeOf(event).matches("[data-merge]")) this.#unsaved = false;
    });
    // A step back is one from what stands on the page: that is saved first.
    for (const step of this.steps) {
      step.addEventListener("submit", () => this.#unsaved && this.desk.requestSubmit(), true);
    }
  }

  /**
   * An impatient finger adds one point, not two; moving may be pressed several times.
   * @param {SubmitEvent} event
   */
  #refuseTwice(event) {
    const act = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    const isTwice = this.#isAsking && act && act === this.#pressed?.value && !isMove(act);
    if (!isTwice) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {string} name of an event of htmx that concerns a form of ours
   * @param {(event: CustomEvent) => void} act
   */
  #on(name, act) {
    document.addEventListener(name, (event) => {
      if (!(event instanceof CustomEvent)) return;
      const { elt, requestConfig } = event.detail;
      if (this.#isOurs(name === "htmx:beforeSwap" ? requestConfig.elt : elt)) act(event);
    });
  }

  #listenToHtmx() {
    this.#on("htmx:configRequest", (event) => this.#configure(event));
    this.#on("htmx:beforeRequest", () => {
      this.#unsaved = false;
      this.#isAsking = true;
      this.#stopTrying();
      say("Saving… ");
    });
    for (const name of ["htmx:beforeOnLoad", "htmx:afterRequest"]) {
      this.#on(name, () => {
        this.#isAsking = false;
      });
    }
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      this.#on(name, () => this.#notSaved("The server does not answer. It is tried again soon."));
    }
    this.#on("htmx:responseError", ({ detail }) =>
      this.#notSaved(
        [401, 403].includes(detail.xhr.status)
          ? "You are logged out. Log in in another window, then come back: what you typed stays here."
          : "The server cannot save this now. It is tried again soon.",
      ),
    );
    this.#on("htmx:beforeSwap", (event) => this.#beforePage(event));
    document.addEventListener("htmx:oobBeforeSwap", (event) => this.#beforePart(event));
    document.addEventListener("htmx:oobAfterSwap", (event) => this.#afterPart(event));
  }

  /** @param {CustomEvent} event */
  #configure(event) {
    const { triggeringEvent, parameters } = event.detail;
    // Several may wait in a row: what the one before has saved needs no second request.
    if (triggeringEvent?.type === "edited" && !this.#unsaved) {
      event.preventDefault();
      return;
    }
    // The buttons stand beside the form, where htmx does not look for the one that was pressed.
    this.#pressed = triggeringEvent?.submitter ?? null;
    if (this.#pressed?.name) parameters[this.#pressed.name] = this.#pressed.value;
    if (triggeringEvent?.type === "reordered") parameters.act = "reordered";
    this.#sent = { values: valuesIn(editor()), version: this.#field("version").value };
  }

  #stopTrying() {
    clearTimeout(this.#again);
    this.#again = undefined;
  }

  #tryLater() {
    this.#again = setTimeout(() => this.#tryAgain(), AGAIN);
  }

  /** @param {string} why */
  #notSaved(why) {
    this.#unsaved = true;
    const button = this.#pressed?.value ? "Then press the button once more. " : "";
    say(`Not saved. ${why} ${button}`, true);
    this.#stopTrying();
    this.#tryLater();
  }

  /** After a new log-in the form needs the token of the new session. */
  async #tryAgain() {
    if (!this.#unsaved || !this.desk.isConnected) return;
    const headers = { "HX-Request": "true" };
    const answer = await fetch(this.desk.dataset.token ?? "", { headers }).catch(() => null);
    if (!answer?.ok) {
      this.#tryLater();
      return;
    }
    const token = await answer.text();
    for (const form of [this.desk, ...this.steps]) {
      the(form, "[name=csrfmiddlewaretoken]", HTMLInputElement).value = token;
    }
    this.#tell("reordered");
  }

  /**
   * A page that asks what to do takes the place of the desk, once nobody types on it.
   * @param {CustomEvent} event
   */
  #beforePage({ detail }) {
    if (detail.target.id !== "content") return;
    if (this.#changedSince().length) {
      detail.shouldSwap = false;
      this.#sendAgain();
    } else if (detail.serverResponse.includes("data-merge")) {
      this.#unsaved = true;
    }
  }

  /** @param {Event} event */
  #beforePart(event) {
    if (!(event instanceof CustomEvent)) return;
    const { target, fragment } = event.detail;
    if (target.id === "editor") {
      this.#keep(event.detail);
      return;
    }
    // What a button beside the text was pressed for stays until its answer is there.
    if (target.querySelector(".htmx-request")) event.detail.shouldSwap = false;
    const isOne = ["desk-state", "version"].includes(target.id);
    if (!isOne && isSame(target, fragment)) event.detail.shouldSwap = false;
  }

  /** @param {{target: Element, fragment: DocumentFragment, shouldSwap: boolean}} detail */
  #keep(detail) {
    const fresh = valuesIn(detail.fragment);
    const typed = this.#changedSince();
    const isTheirs = typed.some(([key]) => fresh.get(key) !== this.#sent.values.get(key));
    if (isTheirs || detail.target.querySelector(".dragged")) {
      // The very text that is typed in says something else by now: from the old version the server
      // puts both together, or asks.
      detail.shouldSwap = false;
      this.#field("version").value = this.#sent.version;
      this.#sendAgain();
      return;
    }
    const active = document.activeElement;
    const field = isField(active) && active.form === this.desk ? active : null;
    const act = active instanceof HTMLButtonElement ? active.value : "";
    const unfolded = [...detail.target.querySelectorAll("details.choose[open]")];
    this.#kept = {
      typed,
      key: field && keyOf(field),
      caret:
        field && !(field instanceof HTMLSelectElement)
          ? [field.selectionStart, field.selectionEnd, field.selectionDirection]
          : [null, null, null],
      scrolled: field?.scrollTop ?? 0,
      move: isMove(act) ? act : null,
      unfolded: unfolded.map((each) => each.closest("section")?.getAttribute("aria-labelledby")),
    };
  }

  /** @param {Event} event */
  #afterPart(event) {
    if (!(event instanceof CustomEvent) || event.detail.target.id !== "editor") return;
    const kept = this.#kept;
    if (!kept) return;
    const fields = fieldsIn(editor());
    for (const [key, value] of kept.typed) {
      const field = fields.get(key);
      if (field instanceof HTMLInputElement && typeof value === "boolean") field.checked = value;
      else if (field) field.value = String(value);
    }
    for (const name of kept.unfolded) {
      const choice = editor().querySelector(`[aria-labelledby=${name}] details.choose`);
      choice?.setAttribute("open", "");
    }
    giveFocusBack(kept.key === null ? undefined : fields.get(kept.key), kept);
    this.#kept = null;
    if (kept.typed.length) this.#sendAgain();
  }
}

/** @param {Event} event */
function lookAt(event) {
  if (!(event instanceof CustomEvent)) return;
  const part = document.getElementById(event.detail.anchor);
  const active = document.activeElement;
  // Whoever writes elsewhere by now is not called away.
  if (!part || (editor().contains(active) && !part.contains(active))) return;
  part.scrollIntoView({ block: "nearest" });
  if (part.contains(active)) return;
  const [field] = all(part, "textarea, input:not([type=hidden]), select", HTMLElement);
  const [button] = all(part, "button:enabled", HTMLElement);
  (field ?? button)?.focus({ preventScroll: true });
}

const [desk] = all(document, "#desk", HTMLFormElement);
if (desk) new Saving(desk, all(document, "[data-step]", HTMLFormElement));
document.addEventListener("look-at", lookAt);
