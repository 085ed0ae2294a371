import assert from "node:assert/strict";
import { test } from "node:test";
import { knownOf } from "./offering.ts";
import type { Body } from "./seal/index.ts";

function said(time: string, extra: Record<string, unknown>, kind = "in"): Body {
  return { kind, time: `2026-11-${time}T10:00:00Z`, extra } as Body;
}

test("knows the newest language and country that the seeker wrote, in whatever order the letters were opened", () => {
  const bodies = [
    said("03", { language: "pt-BR" }),
    said("04", { language: "de" }, "out"),
    said("02", { language: "fr", asked: { country: "CH" } }),
    said("01", { language: "en", asked: { country: "IE" } }),
  ];
  for (const order of [bodies, [...bodies].reverse()])
    assert.deepEqual(knownOf(order), { language: "pt", country: "CH" });
});

test("knows nothing of a conversation in which nothing is said of it", () => {
  assert.deepEqual(knownOf([]), { language: "", country: "" });
  assert.deepEqual(knownOf([said("01", { asked: { country: 7 } })]), { language: "", country: "" });
});
