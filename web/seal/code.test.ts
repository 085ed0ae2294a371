import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGLISH } from "../english.ts";
import { Code, newCode, readCode, readings, UnreadableCode, WordList } from "./index.ts";

const LIST = Array.from({ length: 2048 }, (_, row) => new Code(BigInt(row) << 66n, 7).words(ENGLISH)[0] ?? "");

const unreadable = (positions: number[]) => (error: unknown) => {
  assert.ok(error instanceof UnreadableCode);
  assert.deepEqual(error.positions, positions);
  return true;
};

test("it has words that four letters tell apart", () => {
  assert.equal(new Set(LIST.map((word) => word.slice(0, 4))).size, 2048);
  assert.ok(LIST.every((word) => /^[a-z]{3,}$/.test(word)));
});

test("it reads every code that it makes", () => {
  for (const count of [7, 12] as const) {
    for (let turn = 0; turn < 50; turn += 1) {
      const code = newCode(count);
      assert.equal(code.words(ENGLISH).length, count);
      assert.deepEqual(readCode(code.words(ENGLISH).join(" "), count, [ENGLISH]), code);
    }
  }
});

test("it reads every word from its first four letters", () => {
  for (const [row, word] of LIST.entries()) {
    const typed = [...Array(6).fill(LIST[0]), word.slice(0, 4)].join(" ");
    assert.equal(readCode(typed, 7, [ENGLISH]).number, BigInt(row));
  }
});

test("it reads any one letter of a code that is left out, or cannot read that word", () => {
  const code = newCode();
  const words = code.words(ENGLISH);
  const word = words[2] ?? "";
  for (let place = 0; place < word.length; place += 1) {
    const typed = words.with(2, word.slice(0, place) + word.slice(place + 1)).join(" ");
    const read = readOrPositions(typed);
    // A slip may make another word of the list, or lie between two.
    if (Array.isArray(read)) assert.deepEqual(read, [3]);
    else assert.equal(read.words(ENGLISH).filter((one, at) => one !== words[at]).length <= 1, true);
  }
});

function readOrPositions(typed: string): Code | number[] {
  try {
    return readCode(typed, 7, [ENGLISH]);
  } catch (error) {
    if (error instanceof UnreadableCode) return error.positions;
    throw error;
  }
}

test("it names the words that it cannot read", () => {
  const words = newCode().words(ENGLISH);
  assert.throws(() => readCode(words.with(0, "qqqqqq").with(6, "xxxxxx").join(" "), 7, [ENGLISH]), unreadable([1, 7]));
  assert.throws(() => readCode(words.slice(1).join(" "), 7, [ENGLISH]), unreadable([]));
  assert.throws(() => readCode("", 7, [ENGLISH]), unreadable([]));
});

test("it knows no number that is too big", () => {
  assert.throws(() => new Code(1n << 77n, 7), RangeError);
  assert.throws(() => new Code(-1n, 12), RangeError);
});

test("it reads nothing where there is no list", () => {
  assert.throws(() => readCode(newCode().words(ENGLISH).join(" "), 7, []), unreadable([]));
});

test("it leaves out no list that has just these words, however many have them", () => {
  const lists = Array.from({ length: 6 }, (_, at) => new WordList([...LIST.slice(at), ...LIST.slice(0, at)].join(" ")));
  const code = new Code(5n, 7);
  const last = lists.at(-1) ?? assert.fail();
  const found = readings(code.words(last).join(" "), 7, lists);
  assert.ok(found.some((one) => one.number === code.number));
});
