// Elements of the page, with their types.

/**
 * The element that must be there.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function the(root, selector, type) {
  const found = root.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`Nothing here is ${selector}.`);
}

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T[]}
 */
export const all = (root, selector, type) =>
  [...root.querySelectorAll(selector)].filter(
    /** @returns {each is T} */ (each) => each instanceof type,
  );

/**
 * Where an event took place: a picture in a button, too.
 * @param {Event} event
 * @returns {Element}
 */
export const placeOf = (event) =>
  event.target instanceof Element ? event.target : document.documentElement;

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * @param {unknown} element
 * @returns {element is Field}
 */
export const isField = (element) =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

/**
 * @param {unknown} element
 * @returns {element is HTMLInputElement}
 */
export const isBox = (element) =>
  element instanceof HTMLInputElement && ["checkbox", "radio"].includes(element.type);

/**
 * The hidden or typed value of a form by its name, or "".
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function valueIn(form, name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : "";
}
