import assert from "node:assert/strict";
import { test } from "node:test";
import { secondsUntil, type Wishes, wishesIn } from "./wishes.ts";

const EVENING: Wishes = { start: 18, end: 22, ahead: 60, language: "en", subject: 0, has_link: false };

/** Minutes until the notice leaves, at the earliest and the latest. */
function minutes(wishes: Wishes, at: string): [number, number] {
  const of = (chance: number) => Math.round(secondsUntil(wishes, new Date(at), chance) / 60);
  return [of(0), of(1)];
}

test("waits for the hours on their own clock", () => {
  assert.deepEqual(minutes(EVENING, "2026-11-29T12:00:00Z"), [300, 310]);
  assert.deepEqual(minutes(EVENING, "2026-11-29T17:30:00Z"), [2, 12]);
  assert.deepEqual(minutes(EVENING, "2026-11-29T20:53:00Z"), [2, 7]);
  assert.deepEqual(minutes(EVENING, "2026-11-29T20:59:00Z"), [1201, 1211]);
});

test("knows hours over midnight, clocks behind UTC, and no hours at all", () => {
  const night = { ...EVENING, start: 22, end: 6, ahead: 1140 };
  assert.deepEqual(minutes(night, "2026-11-29T10:00:00Z"), [2, 12]);
  assert.deepEqual(minutes(night, "2026-11-29T11:00:00Z"), [960, 970]);
  assert.deepEqual(minutes({ ...EVENING, start: 0, end: 24 }, "2026-11-29T23:59:00Z"), [2, 12]);
});

test("takes nothing for wishes that is none", () => {
  assert.deepEqual(wishesIn({ ...EVENING }), EVENING);
  for (const said of [undefined, null, "evening", {}, { ...EVENING, start: "18" }, { ...EVENING, has_link: 1 }])
    assert.equal(wishesIn(said), null);
});
