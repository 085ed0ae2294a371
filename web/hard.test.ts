// The same answers as the door, by the same examples.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hardIn, hardOf } from "./hard.ts";
import type { Body } from "./seal/index.ts";

interface Vector {
  text: string;
  has_picture: boolean;
  kinds: string[];
}

test("finds what the vectors say", () => {
  const vectors = JSON.parse(readFileSync("../vectors/hard.json", "utf8")) as Vector[];
  for (const { text, has_picture, kinds } of vectors) assert.deepEqual(hardIn(text, has_picture), kinds, text);
});

const letter = { kind: "in", subject: "", text: "I cannot sleep.", folds: [], attachments: [], extra: {} };

function of(change: Record<string, unknown>): string[] {
  return hardOf({ ...letter, ...change } as unknown as Body);
}

test("adds to what the door found, and believes none but its own words", () => {
  assert.deepEqual(of({}), []);
  assert.deepEqual(of({ extra: { hard: ["threat"] } }), ["threat"]);
  assert.deepEqual(of({ extra: { hard: ["threat"] }, text: "You bitch" }), ["slur", "threat"]);
  for (const hard of ["threat", ["nonsense"], null, 7, {}]) assert.deepEqual(of({ extra: { hard } }), []);
});

test("looks at the subject, and not at what was quoted or what helpers wrote", () => {
  assert.deepEqual(of({ subject: "You bitch" }), ["slur"]);
  assert.deepEqual(of({ text: "No.\n> You bitch\n", folds: [[4, 16, "quote"]] }), []);
  assert.deepEqual(of({ kind: "out", text: "You bitch" }), []);
});

test("warns of pictures that come with hardly a word", () => {
  const attachments = [{ ref: "", name: "", type: "image/png", bytes: 1, sha256: "" }];
  assert.deepEqual(of({ text: "Look", attachments }), ["picture"]);
  assert.deepEqual(of({ text: "This is what they posted of my house.", attachments }), []);
});
