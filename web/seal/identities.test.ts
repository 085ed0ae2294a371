import assert from "node:assert/strict";
import { test } from "node:test";
import { bech32 } from "@scure/base";
import { Broken, grant, NotForYou, newIdentity, openGrant, recipientOf, seal, unseal } from "./index.ts";

const lantern = new TextEncoder().encode("The lantern is lit.");

async function pair(): Promise<{ identity: string; recipient: string }> {
  const identity = await newIdentity();
  return { identity, recipient: await recipientOf(identity) };
}

/** A key that no script can read, and its recipient. */
async function lockedPair(): Promise<{ identity: CryptoKey; recipient: string }> {
  const made = (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])) as CryptoKeyPair;
  return { identity: made.privateKey, recipient: await recipientOf(made.privateKey) };
}

test("it opens what was sealed to it", async () => {
  const { identity, recipient } = await pair();
  for (const data of [new Uint8Array(), lantern, new Uint8Array(200_000).fill(7)])
    assert.deepEqual(await unseal(identity, await seal(recipient, data)), data);
});

test("it opens with a key that no script can read", async () => {
  const { identity, recipient } = await lockedPair();
  assert.deepEqual(await unseal(identity, await seal(recipient, lantern)), lantern);
  const granted = await newIdentity();
  assert.equal(await openGrant(identity, await grant(granted, recipient)), granted);
});

test("it writes one stanza of a binary file", async () => {
  const { recipient } = await pair();
  const header = Buffer.from(await seal(recipient, lantern)).toString("latin1");
  assert.match(header, /^age-encryption\.org\/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- /);
});

test("it never seals the same twice", async () => {
  const { recipient } = await pair();
  assert.notDeepEqual(await seal(recipient, lantern), await seal(recipient, lantern));
});

test("it does not open what is another's", async () => {
  const { recipient } = await pair();
  const sealed = await seal(recipient, lantern);
  await assert.rejects(unseal(await newIdentity(), sealed), NotForYou);
  await assert.rejects(unseal((await lockedPair()).identity, sealed), NotForYou);
});

test("it opens nothing that was cut", async () => {
  const { identity, recipient } = await pair();
  const sealed = await seal(recipient, lantern);
  for (let size = 0; size < sealed.length; size += 1)
    await assert.rejects(unseal(identity, sealed.subarray(0, size)), Broken);
});

test("it opens nothing in which a bit was flipped", async () => {
  const { identity, recipient } = await pair();
  const sealed = await seal(recipient, lantern);
  for (let place = 0; place < sealed.length; place += 1) {
    const flipped = sealed.with(place, (sealed[place] ?? 0) ^ (1 << (place % 8)));
    await assert.rejects(unseal(identity, flipped), (error) => error instanceof Broken || error instanceof NotForYou);
  }
});

test("it calls every unusable key broken", async () => {
  const { identity, recipient } = await pair();
  const mistyped = (key: string) => key.slice(0, -1) + [...key.slice(20)].find((letter) => letter !== key.at(-1));
  const keys = ["", "age1", identity.toLowerCase(), recipient.toUpperCase(), mistyped(identity), `${identity} `];
  for (const key of keys) {
    await assert.rejects(recipientOf(key), Broken);
    await assert.rejects(unseal(key, await seal(recipient, lantern)), Broken);
    await assert.rejects(grant(key, recipient), Broken);
  }
  for (const key of ["", identity, recipient.toUpperCase(), mistyped(recipient), `${recipient} `, "age1pq1qqqq"])
    await assert.rejects(seal(key, lantern), Broken);
});

test("it takes no grant that holds something else", async () => {
  const { identity, recipient } = await pair();
  const other = await newIdentity();
  for (const inside of ["", "The lantern is lit.", recipient, `${other}\n`, other.toLowerCase()])
    await assert.rejects(openGrant(identity, await seal(recipient, new TextEncoder().encode(inside))), Broken);
});

test("it refuses a recipient with whom everybody shares a secret", async () => {
  for (const point of [0, 1]) {
    const bytes = new Uint8Array(32);
    bytes[0] = point;
    await assert.rejects(seal(bech32.encodeFromBytes("age", bytes), lantern), Broken);
  }
});
