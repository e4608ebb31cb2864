// The queue of photos: each is sent by itself, with a receipt, and again after a failure. Only a
// receipt or the person takes a photo out of it; what was taken out on its way is taken out on the
// server too, as soon as that can be told of it.

/** @typedef {import("./store.js").Photo} Photo */
/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {{photo?: string, refused?: string, forget?: boolean} | null} body
 */
/**
 * @typedef {object} Store
 * @property {(token: string) => Promise<Photo | undefined>} get
 * @property {(token: string, act: (now: Photo | undefined) => Photo | null | undefined) => Promise<unknown>} change
 * @property {(user: string) => Promise<Photo[]>} waiting
 */
/**
 * Both reject when the connection fails or the signal aborts them.
 * @typedef {object} Server
 * @property {(photo: Photo, progress: (share: number) => void, signal: AbortSignal) => Promise<Answer>} send
 * @property {(photo: Photo) => Promise<Answer>} takeOut
 */
/**
 * What the page is told of a photo.
 * @typedef {object} Page
 * @property {(token: string, share: number) => void} sending
 * @property {(token: string) => void} later the connection failed: it is tried again
 * @property {(token: string, sentence: string) => void} locked its period is closed: it stays
 * @property {(token: string, status: number) => void} failed nobody said why: it stays
 * @property {(token: string, sentence: string, isKept: boolean) => void} refused
 * @property {(token: string, address: string) => void} received
 * @property {(token: string) => boolean} isOpen whether its form is on this page
 * @property {() => void} moved the queue is another by now
 */

export const AGAIN = 5000;

export class PhotoQueue {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {{token: string, controller: AbortController} | null} */
  #current = null;
  #isRunning = false;
  // What was tried since the last pause; taking out is another try than sending.
  #tried = new Set();

  /**
   * @param {string} user
   * @param {{store: Store, server: Server, page: Page}} parts
   */
  constructor(user, { store, server, page }) {
    this.user = user;
    this.store = store;
    this.server = server;
    this.page = page;
  }

  /** @param {Photo} photo */
  async add(photo) {
    // The person may have taken it out while its picture was made small.
    await this.store.change(photo.token, (now) => (now?.takenOut ? undefined : photo));
    this.run();
  }

  /**
   * @param {string} token
   * @param {[string, string][]} fields
   */
  describe(token, fields) {
    return this.store.change(token, (now) =>
      now && !now.takenOut ? { ...now, fields } : undefined,
    );
  }

  /**
   * Whatever became of it: not sent yet, on its way, or received.
   * @param {string} token
   * @param {{url: string, takeOutUrl: string}} addresses
   */
  async takeOut(token, { url, takeOutUrl }) {
    const about = { event: "", eventToken: "", fields: [], takenOut: true };
    await this.store.change(token, () => ({ token, user: this.user, url, takeOutUrl, ...about }));
    if (this.#current?.token === token) this.#current.controller.abort();
    this.run();
  }

  /** @param {string} token */
  async tryAgain(token) {
    await this.store.change(token, (now) => now && { ...now, stuck: undefined });
    this.#tried.delete(token);
    this.run();
  }

  async run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    this.page.moved();
    try {
      // Asked anew each time: more may have been chosen or taken out meanwhile.
      for (let photo = await this.#next(); photo; photo = await this.#next()) {
        this.#tried.add(keyOf(photo));
        const goesOn = await (photo.takenOut ? this.#takeOut(photo) : this.#send(photo));
        if (!goesOn) {
          this.#later();
          break;
        }
        this.page.moved();
      }
    } finally {
      this.#isRunning = false;
    }
    this.page.moved();
  }

  async #next() {
    const all = await this.store.waiting(this.user);
    return all.find((photo) => !photo.stuck && !this.#tried.has(keyOf(photo)));
  }

  #later() {
    this.#timer = setTimeout(() => {
      this.#tried.clear();
      this.run();
    }, AGAIN);
  }

  /**
   * Whether the next one may be tried at once.
   * @param {Photo} photo
   */
  async #takeOut(photo) {
    const answer = await this.server.takeOut(photo).catch(() => null);
    if (answer?.status === 200) {
      await this.store.change(photo.token, (now) => (now?.takenOut ? null : undefined));
      return true;
    }
    if (answer?.status === 409 && answer.body?.refused) {
      // Something counts on it by now: it stays on the server, and the person reads why.
      await this.store.change(photo.token, (now) => (now?.takenOut ? null : undefined));
      this.page.locked(photo.token, answer.body.refused);
      return true;
    }
    return false;
  }

  /** @param {Photo} photo */
  async #send(photo) {
    const controller = new AbortController();
    this.#current = { token: photo.token, controller };
    /** @type {Answer | null} */
    let answer = null;
    try {
      const progress = (/** @type {number} */ share) => this.page.sending(photo.token, share);
      answer = await this.server.send(photo, progress, controller.signal);
    } catch {
      // The connection failed, or the person took it out.
    } finally {
      this.#current = null;
    }
    if ((await this.store.get(photo.token))?.takenOut) return true;
    if (!answer) {
      this.page.later(photo.token);
      return false;
    }
    return this.#handle(photo, answer);
  }

  /**
   * @param {Photo} photo
   * @param {Answer} answer
   */
  async #handle(photo, { status, body }) {
    const { token } = photo;
    if (status === 200 && body?.photo) {
      await this.#acknowledge(photo);
      this.page.received(token, body.photo);
      return true;
    }
    if (status === 410) {
      await this.store.change(token, () => null);
      return true;
    }
    const refused = body?.refused;
    if (status === 422 && refused) {
      const isKept = !body.forget;
      await this.store.change(token, (now) => {
        if (!now || now.takenOut) return undefined;
        return isKept ? { ...now, stuck: refused } : null;
      });
      this.page.refused(token, refused, isKept);
      return true;
    }
    if (status === 409 && refused) {
      // It stays here, in case the period is returned.
      this.page.locked(token, refused);
      return true;
    }
    if (status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status)) {
      // Nobody who knows the photo said so, perhaps a proxy with a limit of its own.
      this.page.failed(token, status);
      return true;
    }
    this.page.later(token);
    return false;
  }

  /** @param {Photo} photo */
  #acknowledge(photo) {
    return this.store.change(photo.token, (now) => {
      if (!now || now.takenOut) return undefined;
      // Something was said about it while it was on its way, and its form is gone: sent once more.
      const isTold = JSON.stringify(now.fields) === JSON.stringify(photo.fields);
      if (isTold || this.page.isOpen(photo.token)) return null;
      this.#tried.delete(keyOf(photo));
      return undefined;
    });
  }
}

/** @param {Photo} photo */
const keyOf = (photo) => (photo.takenOut ? `${photo.token} taken out` : photo.token);
