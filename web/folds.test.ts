import assert from "node:assert/strict";
import { test } from "node:test";
import { foldsOf } from "./folds.ts";

const QUOTE = "> How do you sleep?\n>\n> Ada\n";

/** The text with each fold in brackets. */
function folded(text: string): string {
  const signs = [...text];
  for (const [start, end] of foldsOf(text).reverse()) {
    signs.splice(end, 0, "]");
    signs.splice(start, 0, "[");
  }
  return signs.join("");
}

// As the named programs write them, each in a language of its own.
const ATTRIBUTIONS = {
  Thunderbird: "On 11/29/26 12:57 PM, Lantern wrote:\n",
  "Thunderbird in German": "Am 29.11.26 um 12:57 schrieb Lantern:\n",
  "Thunderbird in French": "Le 29/11/2026 à 12:57, Lantern a écrit :\n",
  "Thunderbird in Japanese": "On 2026/11/29 21:57, Lantern wrote:\n",
  Mutt: "On Sun, Nov 29, 2026 at 12:57:11PM +0000, Lantern wrote:\n",
  "K-9": "Am 29. November 2026 12:57:00 MEZ schrieb Lantern <hello@lantern.example>:\n",
  "Apple Mail, with an empty row": "On 29 Nov 2026, at 12:57, Lantern <hello@lantern.example> wrote:\n\n",
  "Apple Mail in Arabic": "في ٢٩/١١/٢٠٢٦، الساعة ١٢:٥٧ م، كتب Lantern:\n",
  "broken in the middle": "On Sun, 29 Nov 2026 at 12:57, Lantern of the harbor\n<hello@lantern.example> wrote:\n",
};

for (const [program, attribution] of Object.entries(ATTRIBUTIONS)) {
  test(`a quote and what stands above it are one fold: ${program}`, () => {
    assert.equal(folded(`${attribution}${QUOTE}\n静か𝄞\n`), `[${attribution}${QUOTE}]\n静か𝄞\n`);
    assert.equal(folded(`静か𝄞\n\n${attribution}${QUOTE}`), `静か𝄞\n\n[${attribution}${QUOTE}]`);
  });
}

test("the writer's own words above a quote stay", () => {
  for (const own of [
    "They wrote me this:\n",
    "On 11/29/26 they were at my door.\n",
    "At 12:57 on 11/29/26 they wrote this to my employer, and I do not know what to do now.\n",
    "On 11/29/26 at 12:57 PM:\n\n\n",
    `It was ${"so ".repeat(80)}on 11/29/26 12:57:\n`,
  ]) {
    assert.equal(folded(`${own}${QUOTE}`), `${own}[${QUOTE}]`);
  }
});

test("between two quotes only the row that belongs to the second is folded with it", () => {
  const row = "On 11/29/26 1:08 PM, Ada wrote:\n";
  assert.equal(folded(`${QUOTE}Four hours.\n${row}${QUOTE}`), `[${QUOTE}]Four hours.\n[${row}${QUOTE}]`);
  assert.equal(folded(`${QUOTE}${row}> Yes.\nNo.\n`), `[${QUOTE}][${row}> Yes.\n]No.\n`);
});

test("a signature is folded to the end, with what stands in it", () => {
  assert.equal(folded(`Quiet.\n-- \nWren\n${QUOTE}`), `Quiet.\n[-- \nWren\n${QUOTE}]`);
});

test("where nothing else is left, nothing is folded", () => {
  for (const text of [QUOTE, `${QUOTE}-- \nWren\n`, "", "\n"]) assert.deepEqual(foldsOf(text), []);
});
