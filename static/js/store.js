// Photos that wait to be sent, in IndexedDB: they outlive the page, the browser and the phone's
// battery. An entry is {token, user, url, event, eventToken, fields, picture}.

const NAME = "grant-reports";
const PHOTOS = "photos";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS, { keyPath: "token" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

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

export const put = (photo) => run("readwrite", (store) => store.put(photo));
export const get = (token) => run("readonly", (store) => store.get(token));
export const remove = (token) => run("readwrite", (store) => store.delete(token));

export const removeAll = (tokens) =>
  run("readwrite", (store) => {
    for (const token of tokens) store.delete(token);
    return store.count();
  });

export async function waiting(user) {
  const all = await run("readonly", (store) => store.getAll());
  return all.filter((photo) => photo.user === user);
}
