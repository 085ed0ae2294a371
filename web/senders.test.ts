import assert from "node:assert/strict";
import { test } from "node:test";
import { senderSentences } from "./senders.ts";

test("it says whether anybody vouches", () => {
  const said = (verified: boolean, how: string, ...problems: string[]) => senderSentences({ verified, how, problems });
  assert.deepEqual(said(true, "dkim"), ["sender-vouched"]);
  assert.deepEqual(said(true, "front"), ["sender-vouched"]);
  assert.deepEqual(said(true, "practice"), ["sender-practice"]);
  assert.deepEqual(said(false, ""), ["sender-anybody"]);
  assert.deepEqual(said(false, "", "not-checked"), ["sender-unchecked"]);
  assert.deepEqual(said(false, "", "policy-refuses"), ["sender-refused"]);
});

test("it believes no word it does not know", () => {
  assert.deepEqual(senderSentences({ verified: true, how: "a-word", problems: "x" }), ["sender-anybody"]);
  assert.deepEqual(senderSentences({ verified: "yes", how: "dkim", problems: [7, "toString"] }), ["sender-anybody"]);
});

test("it says what is odd behind it", () => {
  const sender = { verified: true, how: "spf", problems: ["looks-like-us", "address-in-name"] };
  assert.deepEqual(senderSentences(sender), ["sender-vouched", "sender-address-in-name", "sender-looks-like-us"]);
});

test("it says nothing of what did not come by mail", () => {
  for (const sender of [undefined, null, "dkim", 1]) assert.deepEqual(senderSentences(sender), []);
});
