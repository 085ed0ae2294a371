// Members sign what they write: Ed25519 (RFC 8032) over a fixed line of text and the bytes of the body, so that a
// signature of a message is never one of anything else.

import { base64 } from "@scure/base";

/** What signs: 32 bytes, or an Ed25519 private key that no script can read. */
export type Seed = Uint8Array | CryptoKey;

const CONTEXT = new TextEncoder().encode("peerline message 1\n");
const ED25519 = { name: "Ed25519" };
// PKCS #8 of RFC 8410 before the 32 bytes of the seed.
const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** 32 random bytes. */
export function newSigningSeed(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The 32 bytes that verify what a seed signs. A key that no script can read does not tell them: it throws. */
export async function verifyKeyOf(seed: Seed): Promise<Uint8Array<ArrayBuffer>> {
  const key = await privateKey(seed, true);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  return new Uint8Array(base64.decode(`${x.replaceAll("-", "+").replaceAll("_", "/")}=`));
}

/** The signature of a body, in standard base64. */
export async function sign(seed: Seed, body: Uint8Array): Promise<string> {
  const key = await privateKey(seed, false);
  return base64.encode(new Uint8Array(await crypto.subtle.sign(ED25519, key, inContext(body))));
}

/** Whether `signature` (standard base64) is one of `body` by that key. False for anything malformed. */
export async function isSignedBy(verifyKey: Uint8Array, body: Uint8Array, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", new Uint8Array(verifyKey), ED25519, false, ["verify"]);
    const bytes = new Uint8Array(base64.decode(signature));
    return await crypto.subtle.verify(ED25519, key, bytes, inContext(body));
  } catch {
    return false;
  }
}

async function privateKey(seed: Seed, readable: boolean): Promise<CryptoKey> {
  if (!(seed instanceof Uint8Array)) return seed;
  if (seed.length !== 32) throw new RangeError("a seed is 32 bytes");
  return crypto.subtle.importKey("pkcs8", new Uint8Array([...PKCS8, ...seed]), ED25519, readable, ["sign"]);
}

function inContext(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(CONTEXT.length + body.length);
  whole.set(CONTEXT);
  whole.set(body, CONTEXT.length);
  return whole;
}
