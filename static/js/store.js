// Photos that wait to be sent, in IndexedDB: they outlive the page, the browser and the phone's
// battery.

/**
 * A photo on its way, or one that was taken out on its way and has to be told of to the server.
 * @typedef {object} Photo
 * @property {string} token of its form
 * @property {string} user whose it is
 * @property {string} url where photos of its project are sent
 * @property {string} takeOutUrl where the server is told that it was taken out
 * @property {string} event the key of its event, or ""
 * @property {string} eventToken of the form of its event, or ""
 * @property {[string, string][]} fields what is said about it
 * @property {Blob} [picture] gone when it was taken out
 * @property {boolean} [takenOut]
 * @property {string} [stuck] why the server refused it: it waits for the person
 */

const NAME = "grant-reports";
const PHOTOS = "photos";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS, { keyPath: "token" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function run(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(PHOTOS, mode);
      const request = act(transaction.objectStore(PHOTOS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * @param {string} token
 * @returns {Promise<Photo | undefined>}
 */
export const get = (token) => run("readonly", (store) => store.get(token));

/**
 * Put what `act` makes of the entry in its place, or nothing for null: no other page comes between.
 * @param {string} token
 * @param {(now: Photo | undefined) => Photo | null | undefined} act undefined leaves it as it is
 */
export const change = (token, act) =>
  run("readwrite", (store) => {
    const request = store.get(token);
    request.onsuccess = () => {
      const changed = act(request.result);
      if (changed) store.put(changed);
      else if (changed === null) store.delete(token);
    };
    return request;
  });

/**
 * All that this person's photos need: to be sent, or to be taken out on the server.
 * @param {string} user
 * @returns {Promise<Photo[]>}
 */
export async function waiting(user) {
  /** @type {Photo[]} */
  const all = await run("readonly", (store) => store.getAll());
  return all.filter((photo) => photo.user === user);
}
