// Public keys that came with a mail: what a person is told of them before they say whose key it is.

import { type PublicKey, readKeys } from "openpgp/lightweight";

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

/** What is to be said of the keys in these bytes, each armored or binary; what is none is left out. */
export async function describe(found: Uint8Array[]): Promise<KeyFacts[]> {
  const keys = (await Promise.all(found.slice(0, MOST_KEYS * 2).map(keysIn))).flat();
  return Promise.all(keys.slice(0, MOST_KEYS * 2).map(factsOf));
}

/** All public keys in these bytes; a secret one that somebody sent by mistake counts as its public half. */
export async function keysIn(data: Uint8Array): Promise<PublicKey[]> {
  if (data.length > LARGEST_BYTES) return [];
  try {
    const text = new TextDecoder("latin1").decode(data);
    const armored = text.includes("-----BEGIN PGP");
    const keys = await (armored ? readKeys({ armoredKeys: text }) : readKeys({ binaryKeys: data }));
    return keys.map((key) => key.toPublic());
  } catch {
    return [];
  }
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
