import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Body,
  Broken,
  check,
  isSignedBy,
  NotSigned,
  newSigningSeed,
  pack,
  pad,
  paddedSize,
  sign,
  unpack,
  verifyKeyOf,
} from "./index.ts";

const body = (fields: Partial<Body> = {}): Body => ({
  line: "lantern",
  conversation: "conversation",
  keyEpoch: 1,
  message: "message",
  kind: "out",
  author: "ada",
  time: "2026-11-25T10:05:00.250Z",
  way: "desk",
  writer: "",
  subject: "",
  text: "Yes. Begin where you like. 🪶",
  html: "",
  folds: [[0, 3, "quote"]],
  attachments: [{ ref: "ref", name: "a.png", type: "image/png", bytes: 3, sha256: "00" }],
  inReplyTo: "",
  problems: ["charset"],
  card: "",
  parser: "",
  extra: {},
  ...fields,
});

test("it gives back what was packed, and keeps fields that it does not know", async () => {
  const packed = body({ extra: { form: "risk", answers: { today: null } } });
  const message = unpack(await pack(packed, null));
  assert.deepEqual(message.body, packed);
  assert.equal(message.sig, "");
  assert.deepEqual(unpack(await pack(message.body, null)), message);
});

test("it keeps a field with any name", async () => {
  const extra = JSON.parse('{"__proto__":{"kind":"in"},"":1,"7":[],"toString":"x"}');
  const { body: found } = unpack(await pack(body({ extra }), null));
  assert.equal(JSON.stringify(Object.entries(found.extra).sort()), JSON.stringify(Object.entries(extra).sort()));
  assert.equal(found.kind, "out");
});

test("it writes the fields in their order, padded", async () => {
  const plain = await pack(body(), null);
  assert.equal(plain.length, 1024);
  const { body: text } = JSON.parse(new TextDecoder().decode(plain));
  assert.match(
    text,
    /^\{"line":"lantern","conversation":"conversation","key_epoch":1,"message":"message","kind":"out",/,
  );
  assert.match(text, /"in_reply_to":"","problems":\["charset"\],"card":"","parser":""\}$/);
});

test("it packs no body that a reader would refuse", async () => {
  const wrong: object[] = [{ kind: "letter" }, { way: "fax" }, { keyEpoch: -1 }, { text: "\ud83e" }, { folds: [[0]] }];
  for (const fields of [...wrong, { extra: { text: "another" } }, { subject: undefined }])
    await assert.rejects(pack(body(fields as Partial<Body>), null), RangeError);
});

test("it signs with a seed, and with a key that no script can read", async () => {
  const seed = newSigningSeed();
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, false, ["sign"]);
  const verifyKey = await verifyKeyOf(seed);
  for (const signer of [seed, key]) {
    const message = unpack(await pack(body(), signer));
    await check(message, "lantern", "conversation", "message", 1, verifyKey);
  }
  await assert.rejects(verifyKeyOf(key));
});

test("it takes no signature of another body or by another member", async () => {
  const seed = newSigningSeed();
  const other = await verifyKeyOf(newSigningSeed());
  const message = unpack(await pack(body(), seed));
  await assert.rejects(check(message, "lantern", "conversation", "message", 1, other), NotSigned);
  const sig = await sign(seed, message.bodyBytes);
  assert.equal(sig, message.sig);
  assert.equal(await isSignedBy(await verifyKeyOf(seed), message.bodyBytes.subarray(1), sig), false);
});

test("it refuses every message that was cut before its padding", async () => {
  const plain = await pack(body(), newSigningSeed());
  const end = plain.findLastIndex((byte) => byte !== 0x20);
  for (let size = 0; size <= end; size += 1) assert.throws(() => unpack(plain.subarray(0, size)), Broken);
});

test("it pads to few sizes, never less and little more", () => {
  const sizes = new Set<number>();
  for (let size = 0; size < 300_000; size += 97) {
    const padded = paddedSize(size);
    assert.ok(padded >= size && (padded === 1024 || padded <= size * 1.12));
    assert.equal(paddedSize(padded), padded);
    sizes.add(padded);
  }
  assert.ok(sizes.size < 200);
  assert.equal(pad(new Uint8Array(1025)).length, paddedSize(1025));
  for (const size of [-1, 0.5, Number.NaN]) assert.throws(() => paddedSize(size), RangeError);
});
