import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, changesOf } from "./changes.ts";

const before = (changes: Change[]) => changes.flatMap((one) => (one.kind === "ins" ? [] : one.text)).join("");
const after = (changes: Change[]) => changes.flatMap((one) => (one.kind === "del" ? [] : one.text)).join("");

test("it finds nothing where nothing changed", () => {
  assert.deepEqual(changesOf("as it was", "as it was"), [{ kind: "same", text: "as it was" }]);
  assert.deepEqual(changesOf("", ""), []);
});

test("it strikes before it shows what is new", () => {
  assert.deepEqual(changesOf("Report this today. Rest well.", "Tell me more. Rest well."), [
    { kind: "del", text: "Report this today. " },
    { kind: "ins", text: "Tell me more. " },
    { kind: "same", text: "Rest well." },
  ]);
});

test("it leaves no lone word between two changes", () => {
  const found = changesOf("a b same c d. The end of it all.", "x y same v w. The end of it all.");
  assert.deepEqual(
    found.map((one) => one.kind),
    ["del", "ins", "same"],
  );
});

test("it keeps both sides whole, whatever was typed", () => {
  const words = ["one ", "two ", "three\n\n", "four ", " ", "é"];
  const pick = (seed: number) =>
    Array.from({ length: seed % 9 }, (_, at) => words[(seed * (at + 3)) % words.length]).join("");
  for (let seed = 0; seed < 400; seed += 1) {
    const [old, now] = [pick(seed), pick(seed * 7 + 1)];
    const found = changesOf(old, now);
    assert.equal(before(found), old);
    assert.equal(after(found), now);
  }
});

test("it does not choke on a whole new text", () => {
  const old = "word ".repeat(3000);
  const now = "other ".repeat(3000);
  assert.equal(after(changesOf(old, now)), now);
});
