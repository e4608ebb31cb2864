// The queue of photos by itself: a store in memory, a server that answers as it is told.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { AGAIN, PhotoQueue } from "../../static/js/photo-queue.js";

/** @typedef {import("../../static/js/store.js").Photo} Photo */
/** @typedef {import("../../static/js/photo-queue.js").Answer} Answer */

const addresses = { url: "/upload/", takeOutUrl: "/take-out/" };
const RECEIVED = { status: 200, body: { photo: "/photos/1/" } };
const TAKEN_OUT = { status: 200, body: null };

/** @type {Map<string, Photo>} */
let kept;
/** What the server was asked, in order. @type {string[]} */
let asked;
/** What the page was told. @type {string[]} */
let told;
/** @type {Set<string>} */
let open;
/** @type {(photo: Photo, signal: AbortSignal) => Promise<Answer> | Answer} */
let onSend;
/** @type {(photo: Photo) => Promise<Answer> | Answer} */
let onTakeOut;
/** @type {PhotoQueue} */
let queue;

/** @param {string} token @returns {Photo} */
function photo(token, more = {}) {
  const picture = new Blob([token]);
  return {
    token,
    user: "7",
    ...addresses,
    event: "",
    eventToken: "",
    fields: [],
    picture,
    ...more,
  };
}

/** Until nothing is to be done at once any more. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  await new Promise((done) => setImmediate(done));
}

const wait = async () => {
  mock.timers.tick(AGAIN);
  await settle();
};

const store = {
  /** @param {string} token */
  get: async (token) => kept.get(token),
  /** @param {string} token @param {(now: Photo | undefined) => Photo | null | undefined} act */
  change: async (token, act) => {
    const changed = act(kept.get(token));
    if (changed) kept.set(token, changed);
    else if (changed === null) kept.delete(token);
  },
  /** @param {string} user */
  waiting: async (user) => [...kept.values()].filter((each) => each.user === user),
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  kept = new Map();
  asked = [];
  told = [];
  open = new Set(["a", "b"]);
  onSend = () => RECEIVED;
  onTakeOut = () => TAKEN_OUT;
  queue = new PhotoQueue("7", {
    store,
    server: {
      send: async (each, progress, signal) => {
        asked.push(`send ${each.token}`);
        progress(50);
        return onSend(each, signal);
      },
      takeOut: async (each) => {
        asked.push(`take out ${each.token}`);
        return onTakeOut(each);
      },
    },
    page: {
      sending: () => undefined,
      later: (token) => told.push(`${token} later`),
      locked: (token, sentence) => told.push(`${token} locked: ${sentence}`),
      failed: (token, status) => told.push(`${token} failed: ${status}`),
      refused: (token, sentence, isKept) => told.push(`${token} refused: ${sentence} ${isKept}`),
      received: (token) => told.push(`${token} received`),
      isOpen: (token) => open.has(token),
      moved: () => undefined,
    },
  });
});

/** An answer that comes when `reply` is called, and fails when the request is aborted. */
function held() {
  /** @type {(answer: Answer) => void} */
  let reply = () => undefined;
  onSend = (_photo, signal) =>
    new Promise((resolve, reject) => {
      reply = resolve;
      signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
  return (/** @type {Answer} */ answer) => reply(answer);
}

test("a photo with a receipt leaves the queue", async () => {
  await queue.add(photo("a"));
  await settle();

  assert.deepEqual(asked, ["send a"]);
  assert.deepEqual(told, ["a received"]);
  assert.equal(kept.size, 0);
});

test("without a connection it waits, and is sent again", async () => {
  onSend = () => Promise.reject(new Error("connection"));
  await queue.add(photo("a"));
  await settle();
  assert.equal(kept.size, 1);
  onSend = () => RECEIVED;

  await wait();

  assert.deepEqual(asked, ["send a", "send a"]);
  assert.deepEqual(told, ["a later", "a received"]);
});

test("another user's photos are left alone", async () => {
  kept.set("x", photo("x", { user: "8" }));

  await queue.run();

  assert.deepEqual(asked, []);
});

for (const status of [400, 404, 405, 411, 413, 414, 415, 431, 422, 451]) {
  test(`${status} without a sentence of ours loses no picture`, async () => {
    onSend = () => ({ status, body: null });

    await queue.add(photo("a"));
    await settle();
    await wait();

    assert.deepEqual(told, [`a failed: ${status}`]);
    assert.ok(kept.get("a")?.picture);
    onSend = () => RECEIVED;
    await queue.tryAgain("a");
    await settle();
    assert.equal(kept.size, 0);
  });
}

for (const status of [0, 200, 302, 401, 403, 408, 429, 500, 502, 503, 504]) {
  test(`after ${status} without a receipt it is tried again`, async () => {
    onSend = () => ({ status, body: null });

    await queue.add(photo("a"));
    await settle();
    assert.ok(kept.get("a")?.picture);
    onSend = () => RECEIVED;
    await wait();

    assert.deepEqual(told, ["a later", "a received"]);
  });
}

test("what the server refuses waits for the person, who may throw it away", async () => {
  onSend = () => ({ status: 422, body: { refused: "This is no picture." } });
  await queue.add(photo("a"));
  await settle();
  await wait();
  assert.deepEqual(told, ["a refused: This is no picture. true"]);
  assert.equal(kept.get("a")?.stuck, "This is no picture.");

  await queue.takeOut("a", /** @type {Photo} */ (kept.get("a")));
  await settle();

  assert.equal(kept.size, 0);
  assert.deepEqual(asked, ["send a", "take out a"]);
});

test("the picture of a survivor does not stay on the telephone", async () => {
  onSend = () => ({ status: 422, body: { refused: "Never.", forget: true } });

  await queue.add(photo("a"));
  await settle();

  assert.equal(kept.size, 0);
  assert.deepEqual(told, ["a refused: Never. false"]);
});

test("a photo of a closed period stays, and the next one goes on", async () => {
  onSend = ({ token }) =>
    token === "a" ? { status: 409, body: { refused: "It is closed." } } : RECEIVED;

  kept.set("b", photo("b"));
  await queue.add(photo("a"));
  await settle();

  assert.deepEqual([...kept.keys()], ["a"]);
  assert.ok(told.includes("a locked: It is closed."));
  assert.ok(told.includes("b received"));
});

test("taken out while it is sent, it is taken out on the server too", async () => {
  held();
  await queue.add(photo("a"));
  await settle();

  await queue.takeOut("a", addresses);
  await settle();

  assert.deepEqual(asked, ["send a", "take out a"]);
  assert.deepEqual(told, []);
  assert.equal(kept.size, 0);
});

test("a receipt that comes all the same is not the last word", async () => {
  const reply = held();
  await queue.add(photo("a"));
  await settle();
  // Marked by another page: this one knows nothing of it.
  kept.set("a", photo("a", { takenOut: true, picture: undefined }));
  reply(RECEIVED);
  await settle();

  assert.deepEqual(asked, ["send a", "take out a"]);
  assert.equal(kept.size, 0);
});

test("taken out after its receipt, it is taken out on the server", async () => {
  await queue.add(photo("a"));
  await settle();

  await queue.takeOut("a", addresses);
  await settle();

  assert.deepEqual(asked, ["send a", "take out a"]);
});

test("taken out without a connection, the server hears of it later", async () => {
  await queue.add(photo("a"));
  await settle();
  onTakeOut = () => Promise.reject(new Error("connection"));
  await queue.takeOut("a", addresses);
  await settle();
  await wait();
  assert.equal(kept.get("a")?.takenOut, true);
  assert.equal(kept.get("a")?.picture, undefined);
  onTakeOut = () => TAKEN_OUT;

  await wait();

  assert.equal(kept.size, 0);
  assert.deepEqual(asked, ["send a", "take out a", "take out a", "take out a"]);
});

test("another page goes on with what was taken out", async () => {
  kept.set("a", photo("a", { takenOut: true, picture: undefined }));

  await queue.run();

  assert.deepEqual(asked, ["take out a"]);
  assert.equal(kept.size, 0);
});

test("taken out before it was made small, it is not sent", async () => {
  onTakeOut = () => Promise.reject(new Error("connection"));
  await queue.takeOut("a", addresses);
  await settle();

  await queue.add(photo("a"));
  await settle();

  assert.deepEqual(new Set(asked), new Set(["take out a"]));
  assert.equal(kept.get("a")?.takenOut, true);
});

test("what is said about a photo brings back nothing that was taken out", async () => {
  onTakeOut = () => Promise.reject(new Error("connection"));
  await queue.takeOut("a", addresses);

  await queue.describe("a", [["caption", "A morning."]]);

  assert.equal(kept.get("a")?.takenOut, true);
  assert.deepEqual(kept.get("a")?.fields, []);
});

test("the server says why a photo cannot be taken out", async () => {
  onTakeOut = () => ({ status: 409, body: { refused: "A report shows it." } });

  await queue.takeOut("a", addresses);
  await settle();

  assert.deepEqual(told, ["a locked: A report shows it."]);
  assert.equal(kept.size, 0);
});

test("what the server knows as taken out leaves the queue", async () => {
  onSend = () => ({ status: 410, body: { refused: "It was taken out." } });

  await queue.add(photo("a"));
  await settle();

  assert.equal(kept.size, 0);
});

test("what was said while it was on its way follows, if its form is gone", async () => {
  open.clear();
  const reply = held();
  await queue.add(photo("a"));
  await settle();
  await queue.describe("a", [["caption", "A morning."]]);
  onSend = () => RECEIVED;
  reply(RECEIVED);
  await settle();

  assert.deepEqual(asked, ["send a", "send a"]);
  assert.equal(kept.size, 0);
});

test("two runs at once send each photo once", async () => {
  kept.set("a", photo("a"));
  kept.set("b", photo("b"));

  await Promise.all([queue.run(), queue.run()]);
  await settle();

  assert.deepEqual(asked, ["send a", "send b"]);
});
