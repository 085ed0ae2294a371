import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOf } from "./mail-frame.ts";

const cases: [string, string][] = [
  ["https://bank.example@writer.example/x", "writer.example"],
  ["https://WRITER.example:8443/", "writer.example:8443"],
  ["https://b\u0430nk.example/", "xn--bnk-6cd.example"],
  ["mailto:Wren%40writer.example?subject=x", "wren@writer.example"],
  ["mailto:%E0%A4%A", ""],
  ["javascript:x", ""],
  ["//writer.example", ""],
  ["", ""],
];

for (const [href, target] of cases) {
  test(`it says of ${JSON.stringify(href)} that it leads to ${JSON.stringify(target)}`, () => {
    assert.equal(targetOf(href), target);
  });
}
