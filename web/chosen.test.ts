import assert from "node:assert/strict";
import { test } from "node:test";
import { fits, LARGEST_BYTES, LARGEST_FILE_BYTES, MOST_FILES } from "./chosen.ts";

test("it fits ten files, 25 megabytes each and fifty together, no more", () => {
  const sizes = (...all: number[]) => all.map((bytes) => ({ name: "a", type: "", data: new Uint8Array(bytes) }));
  assert.deepEqual([LARGEST_FILE_BYTES, LARGEST_BYTES, MOST_FILES], [25_000_000, 50_000_000, 10]);
  assert.equal(fits(sizes(LARGEST_FILE_BYTES, LARGEST_BYTES - LARGEST_FILE_BYTES)), true);
  assert.equal(fits(sizes(LARGEST_FILE_BYTES + 1)), false);
  assert.equal(fits(sizes(LARGEST_FILE_BYTES, LARGEST_BYTES - LARGEST_FILE_BYTES - 5, 6)), false);
  assert.equal(fits(sizes(...Array.from({ length: MOST_FILES + 1 }, () => 1))), false);
});
