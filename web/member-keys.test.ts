import assert from "node:assert/strict";
import { test } from "node:test";
import { isWord } from "./asked-back.ts";
import { ENGLISH } from "./english.ts";
import { Keyring, type Me, toBase64 } from "./keyring.ts";
import { newBundle, newWords, open, publicHalves, read, wrapFor } from "./member-keys.ts";
import {
  type Bundle,
  Code,
  grant,
  NotForYou,
  newIdentity,
  recipientOf,
  sealBundle,
  UnreadableCode,
} from "./seal/index.ts";

const LINE = "lanternlanternlanternlante";

async function keyring(bundles: Bundle[], opened: Bundle): Promise<Keyring> {
  const keys = bundles.map(async (bundle, at) => {
    const { recipient } = await publicHalves(bundle);
    const older = bundles[at - 1];
    const back_link = older ? toBase64(await sealBundle(recipient, older)) : "";
    return { ref: `key${at}`, epoch: at + 1, recipient, back_link };
  });
  const me = { line: LINE, member: "ada", keys: (await Promise.all(keys)).reverse() } as unknown as Me;
  const { privateKey } = (await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign"])) as CryptoKeyPair;
  return new Keyring(me, bundles.indexOf(opened) + 1, opened.identity, privateKey);
}

async function grantTo(bundle: Bundle): Promise<{ identity: string; sealed: Uint8Array }> {
  const identity = await newIdentity();
  return { identity, sealed: await grant(identity, await recipientOf(bundle.identity)) };
}

test("reads a code with slips and says which", async () => {
  // A fixed one: a slip in some other words would lie as near to a second word.
  const code = new Code(98_765_432_109_876_543_210n, 7);
  const words = code.words(ENGLISH);
  const found = await read(`1. ${words[0]?.toUpperCase()}, ${words.slice(1, 6).join(" ")} ${words[6]}x`, LINE);
  assert.equal(found.code.number, code.number);
  assert.deepEqual(found.repaired, [{ typed: `${words[6]}x`, read: words[6] }]);
  assert.match(found.proof.look_up, /^[0-9a-f]{64}$/);
});

test("refuses what is no code", async () => {
  await assert.rejects(read("qqqqqqq wwwwwww xxxxxxx yyyyyyy zzzzzzz vvvvvvv kkkkkkk", LINE), UnreadableCode);
});

test("knows a word that is typed back", () => {
  const sheet = newWords("sheet");
  const words = sheet.words(ENGLISH);
  assert.ok(isWord(sheet, 4, ` ${words[4]?.toUpperCase()} `, ENGLISH));
  assert.ok(!isWord(sheet, 4, words.find((word) => word !== words[4]) ?? "", ENGLISH));
  assert.ok(!isWord(sheet, 4, "", ENGLISH));
});

test("opens a bundle by the words it was wrapped with", async () => {
  const bundle = await newBundle();
  const code = newWords("code");
  const wrap = await wrapFor("code", code, bundle, LINE);
  const found = await read(code.words(ENGLISH).join(" "), LINE);
  assert.deepEqual(found.proof, { look_up: wrap.look_up, sign_in: wrap.sign_in });
  const opened = await open(found, { ...wrap, epoch: 1 });
  assert.equal(opened.bundle.identity, bundle.identity);
});

test("opens grants to the newest key and, by back links, to older ones", async () => {
  const bundles = await Promise.all([newBundle(), newBundle(), newBundle()]);
  const ring = await keyring(bundles, bundles[2] as Bundle);
  for (const bundle of bundles) {
    const { identity, sealed } = await grantTo(bundle);
    assert.equal(await ring.openGrant(sealed), identity);
  }
});

test("opens no grant of another member, and none to a newer key", async () => {
  const bundles = await Promise.all([newBundle(), newBundle()]);
  const ring = await keyring(bundles, bundles[0] as Bundle);
  await assert.rejects(ring.openGrant((await grantTo(await newBundle())).sealed), NotForYou);
  await assert.rejects(ring.openGrant((await grantTo(bundles[1] as Bundle)).sealed), NotForYou);
});
