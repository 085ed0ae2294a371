// Public keys that came with a mail: what a person is told of them before they say whose key it is.

import { type Key, type PublicKey, readKeys } from "openpgp/lightweight";
import { countBlocks } from "./key-blocks.ts";

export type Fit = "yes" | "expired" | "revoked" | "no-encryption";

/**
 * One key. `fingerprint`: upper-case hex; `addresses`: as its user ids name them; `madeAt`, `endsAt`: ISO 8601, "" for
 * no end; `binary`: the key without what strangers signed on it.
 */
export interface KeyFacts {
  fingerprint: string;
  addresses: string[];
  madeAt: string;
  endsAt: string;
  fit: Fit;
  binary: Uint8Array;
}

const MOST_KEYS = 10;
/** Larger ones are not read: keys were made unusable by signatures that others put on them. */
const LARGEST_BYTES = 1024 * 1024;
/** So that the word it stands in is no larger than the server takes. */
const LARGEST_OWN_BYTES = 8 * 1024;

/** What is to be said of the keys in these bytes, each armored or binary; what is none is left out. */
export async function describe(found: Uint8Array[]): Promise<KeyFacts[]> {
  const keys = (await Promise.all(found.slice(0, MOST_KEYS * 2).map(keysIn))).flat();
  return Promise.all(keys.slice(0, MOST_KEYS * 2).map(factsOf));
}

/** All public keys in these bytes; a secret one that somebody sent by mistake counts as its public half. */
export async function keysIn(data: Uint8Array): Promise<PublicKey[]> {
  return (await read(data)).map((key) => key.toPublic());
}

async function read(data: Uint8Array): Promise<Key[]> {
  if (data.length > LARGEST_BYTES) return [];
  try {
    const text = new TextDecoder("latin1").decode(data);
    const armored = text.includes("-----BEGIN PGP");
    return await (armored ? readKeys({ armoredKeys: text }) : readKeys({ binaryKeys: data }));
  } catch {
    return [];
  }
}

/** Why a key is not taken; "none" also for several. */
export type Unfit = "none" | "secret" | "large" | Exclude<Fit, "yes">;

/** The one key that somebody gives as their own, without its pictures and what strangers signed on it; or why not. */
export async function own(data: Uint8Array): Promise<{ facts: KeyFacts | null; unfit: Unfit | "" }> {
  const not = (unfit: Unfit) => ({ facts: null, unfit });
  const keys = await read(data);
  if (keys.some((key) => key.isPrivate()) || countBlocks(data, "PRIVATE")) return not("secret");
  const [key, ...more] = keys;
  if (!key || more.length || countBlocks(data, "PUBLIC") > 1) return not("none");
  key.users = key.users.filter((user) => user.userID);
  const facts = await factsOf(key.toPublic());
  if (facts.fit !== "yes") return not(facts.fit);
  return facts.binary.length > LARGEST_OWN_BYTES ? not("large") : { facts, unfit: "" };
}

/** The newest state of the first key, renewed by what of the others is the very same one; null when it is none. */
export async function renewed(found: Uint8Array[]): Promise<PublicKey | null> {
  const [first, ...later] = await Promise.all(found.map(onlyKeyIn));
  let key = first ?? null;
  for (const one of later) {
    if (key && one?.getFingerprint() === key.getFingerprint()) key = await key.update(one);
  }
  return key;
}

/** What is to be said of that. */
export async function usable(found: Uint8Array[]): Promise<KeyFacts | null> {
  const key = await renewed(found);
  return key && factsOf(key);
}

/** Exactly one key; what names several names nobody. */
async function onlyKeyIn(data: Uint8Array): Promise<PublicKey | null> {
  const [key, ...more] = await keysIn(data);
  return more.length ? null : (key ?? null);
}

async function factsOf(key: PublicKey): Promise<KeyFacts> {
  const ends = await key.getExpirationTime().catch(() => null);
  const emails = key.users.map((user) => user.userID?.email ?? "").filter((one) => one !== "");
  const fit = await fitOf(key, ends);
  for (const user of key.users) user.otherCertifications = [];
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    addresses: [...new Set(emails)],
    madeAt: key.getCreationTime().toISOString(),
    endsAt: ends instanceof Date ? ends.toISOString() : "",
    fit,
    binary: key.write() as Uint8Array,
  };
}

async function fitOf(key: PublicKey, ends: Date | number | null): Promise<Fit> {
  if (await key.isRevoked().catch(() => false)) return "revoked";
  if (ends instanceof Date && ends.getTime() <= Date.now()) return "expired";
  const usable = await key.getEncryptionKey().catch(() => null);
  return usable ? "yes" : "no-encryption";
}
