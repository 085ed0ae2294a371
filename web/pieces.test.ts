import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf } from "./pieces.ts";

test("it folds quotes and the signature, by code points", () => {
  const text = "😀 Hello\n\n> you wrote\n\n-- \nWren";
  const start = Array.from(text).indexOf(">");
  const end = Array.from(text).indexOf("-");
  const length = Array.from(text).length;
  assert.deepEqual(
    piecesOf(text, [
      [end, length, "signature"],
      [start, end, "quote"],
    ]),
    [
      { kind: "text", text: "😀 Hello", rows: 1 },
      { kind: "quote", text: "> you wrote", rows: 1 },
      { kind: "signature", text: "-- \nWren", rows: 2 },
    ],
  );
});

test("it shows forty rows of a very long text and folds the rest", () => {
  const found = piecesOf(Array.from({ length: 140 }, (_, at) => `row ${at}`).join("\n"), []);
  assert.deepEqual(
    found.map(({ kind, rows }) => [kind, rows]),
    [
      ["text", 40],
      ["long", 140],
    ],
  );
});

test("it loses nothing to folds that are wrong", () => {
  for (const folds of [[[5, 2, "quote"]], [[0, 99, "quote"]], [[-1, 2, "quote"]]] as [number, number, string][][]) {
    assert.equal(piecesOf("all of it", folds)[0]?.text, "all of it");
  }
});

test("it has no piece for no text", () => {
  assert.deepEqual(piecesOf(" \n\n", []), []);
});
