// The same places as the door finds, by the same examples.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Masks, type Person, placesOf, type Read } from "./masking.ts";

type Vector = Read & { people: Person[]; masks: Masks };

test("finds what the vectors say", () => {
  const vectors = JSON.parse(readFileSync("../vectors/masks.json", "utf8")) as Vector[];
  assert.ok(vectors.length > 10);
  for (const one of vectors) {
    assert.deepEqual(placesOf(one, one.people, "lantern.example"), one.masks, JSON.stringify(one));
  }
});

test("takes a bounded time for what somebody wrote to take long", () => {
  const text = `${"Wren, ".repeat(50_000)}Reed`;
  const read = { subject: "", text, html: "", folds: [], files: [] };
  assert.equal(placesOf(read, [{ name: "Wren Reed", address: "" }], "").text?.length, 1);
});
