import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { workedOut } from "./working.ts";

const goalOf = (word: string, number: number): string => createHash("sha256").update(`${word}${number}`).digest("hex");

test("it finds the number behind the word", async () => {
  for (const number of [0, 1, 99, 100, 1999])
    assert.equal(await workedOut("a:page:word", goalOf("a:page:word", number), 2000), number);
});

test("it stops at the last number, and does nothing where nothing is asked", async () => {
  assert.equal(await workedOut("a:page:word", goalOf("a:page:word", 2000), 2000), 0);
  assert.equal(await workedOut("a:page:word", "", 0), 0);
});
