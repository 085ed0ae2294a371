import assert from "node:assert/strict";
import { test } from "node:test";
import { span } from "./times.ts";

const MINUTE = 60_000;

test("it says a span in one unit, cut down", () => {
  const said = [0, 59, 60, 71 * 60 + 59, 72 * 60, 100 * 60].map((minutes) => span(minutes * MINUTE, "en"));
  assert.deepEqual(said, ["0 min", "59 min", "1 hr", "71 hr", "3 days", "4 days"]);
});

test("it says nothing below nothing", () => {
  assert.equal(span(-5 * MINUTE, "en"), "0 min");
});
