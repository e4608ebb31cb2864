// The script of the running total reads each number of the server's table as the server does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readPeople } from "../../static/js/people.js";

const file = new URL("../outreach/what_is_read.json", import.meta.url);
const table = JSON.parse(readFileSync(file, "utf-8"))["numbers of people"];
/** @type {[string, number | null | undefined][]} */
const rows = [
  ...Object.entries({ ...table.read, ...table["read as an estimate"] }),
  ...table["read as not counted"].map((/** @type {string} */ text) => [text, null]),
  ...table["asked about"].map((/** @type {string} */ text) => [text, undefined]),
  ...table.refused.map((/** @type {string} */ text) => [text, undefined]),
];

for (const [text, count] of rows) {
  test(`“${text}” is ${count}`, () => assert.equal(readPeople(text), count));
}
