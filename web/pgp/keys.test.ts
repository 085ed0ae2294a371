// What is said of a public key that came with a mail.

import assert from "node:assert/strict";
import { test } from "node:test";
import { revokeKey } from "openpgp/lightweight";
import { blocksIn } from "./key-blocks.ts";
import { describe, own, usable } from "./keys.ts";
import { openMail } from "./open.ts";
import { binary, bytes, line, outside, WREN, wren, writerKey, written } from "./testing.ts";

const other = await writerKey({ userIDs: { email: "sol@writer.example" } });
const LONG_AGO = new Date("2020-01-02T03:04:05Z");

test("fingerprint, addresses, days, and whether anything can be encrypted to it", async () => {
  const [one] = await describe([binary(wren)]);
  const said = [one?.fingerprint, one?.addresses, one?.endsAt, one?.fit];
  assert.deepEqual(said, [wren.getFingerprint().toUpperCase(), [WREN], "", "yes"]);
  const old = await writerKey({ date: LONG_AGO, keyExpirationTime: 86_400 });
  const signer = await writerKey({ subkeys: [] });
  const found = await describe([binary(old), binary(signer)]);
  assert.deepEqual([found[0]?.madeAt, found[0]?.endsAt], ["2020-01-02T03:04:05.000Z", "2020-01-03T03:04:05.000Z"]);
  assert.deepEqual(
    found.map((facts) => facts.fit),
    ["expired", "no-encryption"],
  );
});

test("armored, several in one, and a secret key sent by mistake count as public keys", async () => {
  const other = await writerKey();
  const armored = bytes(wren.toPublic().armor());
  const both = new Uint8Array([...binary(wren), ...binary(other)]);
  const found = await describe([armored, both, bytes(other.armor())]);
  assert.deepEqual(
    found.map((facts) => facts.fingerprint),
    [wren, wren, other, other].map((key) => key.getFingerprint().toUpperCase()),
  );
  assert.ok(found.every((facts) => !new TextDecoder("latin1").decode(facts.binary).includes("PRIVATE")));
  assert.deepEqual(await describe([found.at(-1)?.binary ?? new Uint8Array()]), [found.at(-1)]);
});

test("who gives a key as their own gives one public key, without pictures and what strangers signed", async () => {
  const { facts, unfit } = await own(bytes(wren.toPublic().armor()));
  assert.deepEqual([facts?.fingerprint, unfit], [wren.getFingerprint().toUpperCase(), ""]);
  assert.deepEqual((await own(facts?.binary ?? new Uint8Array())).facts, facts);
});

test("a secret key is no key to give, however it comes", async () => {
  const { armored, secret } = { armored: bytes(wren.armor()), secret: wren.write() as Uint8Array };
  const broken = bytes(wren.armor().slice(0, 200));
  const beside = bytes(wren.toPublic().armor() + wren.armor());
  for (const data of [armored, secret, broken, beside, new Uint8Array([...binary(wren), ...secret])]) {
    assert.deepEqual(await own(data), { facts: null, unfit: "secret" });
  }
});

test("nor is what nothing can be encrypted to, what names several or nobody, and what is too large", async () => {
  const old = await writerKey({ date: LONG_AGO, keyExpirationTime: 86_400 });
  const { publicKey: revoked } = await revokeKey({ key: wren, format: "object" });
  const many = Array.from({ length: 40 }, (_, at) => ({ name: "w".repeat(100), email: `${at}@writer.example` }));
  const armored = wren.toPublic().armor();
  const cases: [Uint8Array, string][] = [
    [binary(old), "expired"],
    [revoked.write() as Uint8Array, "revoked"],
    [binary(await writerKey({ subkeys: [] })), "no-encryption"],
    [binary(await writerKey({ userIDs: many })), "large"],
    [bytes(armored + armored), "none"],
    [new Uint8Array([...binary(wren), ...binary(other)]), "none"],
    [bytes("Hello"), "none"],
    [new Uint8Array(2_000_000), "none"],
  ];
  for (const [data, unfit] of cases) assert.deepEqual(await own(data), { facts: null, unfit });
});

test("what is no key, or larger than any, is left out", async () => {
  assert.deepEqual(
    await describe([bytes("Hello"), new Uint8Array(), new Uint8Array(2_000_000), new Uint8Array(9)]),
    [],
  );
  assert.equal(await usable([]), null);
  assert.equal(await usable([new Uint8Array([...binary(wren), ...binary(await writerKey())])]), null);
});

test("keys inside an encrypted mail are found: as a file, in the text, and in a header that nobody sees", async () => {
  const armored = wren.toPublic().armor();
  const file = `Content-Type: application/pgp-keys; name=0x1.asc\r\nContent-Disposition: attachment\r\n\r\n${armored}`;
  const keydata = btoa(String.fromCharCode(...binary(wren)));
  const cases = [
    `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\nHere.\r\n--m\r\n${file}\r\n--m--\r\n`,
    `Content-Type: text/plain\r\n\r\nHere.\r\n\r\n${armored}\r\n`,
    `Autocrypt: addr=${WREN}; keydata=${keydata}\r\nContent-Type: text/plain\r\n\r\nHere.\r\n`,
  ];
  for (const inside of cases) {
    const found = await openMail(outside(await written(inside)), { secrets: [line.subkeys], kept: null, keys: [] });
    const [one] = await describe(found.keys);
    assert.equal(one?.fingerprint, wren.getFingerprint().toUpperCase(), inside.slice(0, 40));
  }
});

test("a good signature says by which of the known keys", async () => {
  const given = { secrets: [line.subkeys], kept: null, keys: [binary(await writerKey()), binary(wren)] };
  const found = await openMail(outside(await written("Content-Type: text/plain\r\n\r\nHello.\r\n")), given);
  assert.deepEqual([found.signed, found.by], ["good", wren.getFingerprint().toUpperCase()]);
});

test("a quoted block is no key", () => {
  assert.deepEqual(blocksIn(wren.toPublic().armor().replace(/^/gm, "> ")), []);
});
