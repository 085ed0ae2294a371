import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundCovers, covered, type Mask, masksOf, masksOfFiles, withWord } from "./masks.ts";

test("it covers by code points, and keeps the length", () => {
  const masks: Mask[] = [
    [2, 6, "name"],
    [7, 11, "address"],
  ];
  const found = covered("😀 Wren a@b. ok", masks);
  assert.equal(Array.from(found.text).length, Array.from("😀 Wren a@b. ok").length);
  assert.deepEqual(found.hidden, [
    ["Wren", "name"],
    ["a@b.", "address"],
  ]);
  assert.deepEqual(aroundCovers(found.text), ["😀 ", " ", " ok"]);
});

test("it covers nothing that lies outside, or twice", () => {
  const masks: Mask[] = [
    [0, 99, "name"],
    [3, 3, "name"],
    [0, 2, "name"],
    [1, 3, "name"],
  ];
  assert.deepEqual(covered("abc", masks).hidden, [["ab", "name"]]);
});

test("a sign that somebody wrote covers nothing", () => {
  assert.deepEqual(aroundCovers(covered("a\ufdd0\ufdd1b", []).text), ["a\ufffd\ufffdb"]);
});

test("it puts one word in place of each", () => {
  assert.equal(withWord("<p>Wren</p>", [[3, 7, "name"]], "[hidden]"), "<p>[hidden]</p>");
});

test("it believes no mask that is none", () => {
  for (const masks of [undefined, null, 1, {}, { text: 1 }, { text: [1, [1, 2], [1, "2", "name"], [1, 2, "x"]] }])
    assert.deepEqual(masksOf({ masks }, "text"), []);
  assert.deepEqual(masksOf({ masks: { text: [[1, 2, "name"]] } }, "text"), [[1, 2, "name"]]);
  for (const masks of [undefined, 1, {}, { files: 1 }]) assert.deepEqual(masksOfFiles({ masks }), []);
  assert.deepEqual(masksOfFiles({ masks: { files: [7, [[1, 2, "name"], [1]]] } }), [[], [[1, 2, "name"]]]);
});
