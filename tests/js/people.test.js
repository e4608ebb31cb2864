// The script of the running total reads each number of the server's table as the server does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readPeople } from "../../static/js/people.js";

/** @type {{written: string, means: number | null | string}[]} */
const rows = JSON.parse(readFileSync(new URL("../outreach/counts.json", import.meta.url), "utf-8"));

for (const { written, means } of rows) {
  test(`“${written}” is ${means}`, () => {
    const expected = typeof means === "string" ? undefined : means;
    assert.equal(readPeople(written), expected);
  });
}
