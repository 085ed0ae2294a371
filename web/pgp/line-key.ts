// The line's OpenPGP key: made, renewed, revoked. Only a lead's browser does this; the server never has a secret of it.
// The profile is the one that GnuPG 2.2 reads: version 4, Ed25519 and Curve25519 in their older form, no AEAD. The
// primary key certifies and revokes; two subkeys, valid a year, read and sign.

import {
  generateKey,
  type PrivateKey,
  readKey,
  readPrivateKey,
  revokeKey,
  type SecretKeyPacket,
  type SubkeyOptions,
} from "openpgp/lightweight";

export const YEAR_SECONDS = 366 * 24 * 3600;
/** "A newer key takes its place", and "not used any more" (RFC 4880, 5.2.3.23): what was signed before stays good. */
const SUPERSEDED = { flag: 1, string: "" };
const RETIRED = { flag: 3, string: "" };

/** What is published and what is sealed. `whole` has the primary key, `subkeys` has not; both armored. */
export interface Made {
  certificate: Uint8Array;
  fingerprint: string;
  expiresAt: string;
  whole: string;
  subkeys: string;
}

/** A new key for the line's address. */
export async function makeKey(address: string): Promise<Made> {
  const { privateKey } = await generateKey({
    userIDs: { email: address },
    type: "ecc",
    curve: "ed25519Legacy",
    subkeys: subkeys(),
    format: "object",
  });
  return made(privateKey);
}

/** The same key with new subkeys; the ones there were are revoked and stay, for older mail. */
export async function renewKey(whole: string): Promise<Made> {
  let key = await readPrivateKey({ armoredKey: whole });
  const primary = key.keyPacket as SecretKeyPacket;
  for (const [at, subkey] of key.subkeys.entries()) {
    const isRevoked = subkey.revocationSignatures.length > 0;
    if (!isRevoked) key.subkeys[at] = await subkey.revoke(primary, SUPERSEDED);
  }
  for (const options of subkeys()) key = await key.addSubkey({ type: "ecc", curve: curveOf(options), ...options });
  return made(key);
}

/** The public half of a key that counts no more, binary. */
export async function revokedCertificate(whole: string): Promise<Uint8Array> {
  const key = await readPrivateKey({ armoredKey: whole });
  const { publicKey } = await revokeKey({ key, reasonForRevocation: RETIRED, format: "object" });
  return publicKey.write();
}

/** The secret without the primary key, to give to who answers. */
export async function withoutPrimary(whole: string): Promise<string> {
  const key = await readPrivateKey({ armoredKey: whole });
  (key.keyPacket as SecretKeyPacket).makeDummy();
  return key.armor();
}

/** The fingerprint of an armored key, in upper-case hex. */
export async function fingerprintOf(armoredKey: string): Promise<string> {
  return (await readKey({ armoredKey })).getFingerprint().toUpperCase();
}

function subkeys(): SubkeyOptions[] {
  return [
    { sign: false, keyExpirationTime: YEAR_SECONDS },
    { sign: true, keyExpirationTime: YEAR_SECONDS },
  ];
}

function curveOf(options: SubkeyOptions): SubkeyOptions["curve"] {
  return options.sign ? "ed25519Legacy" : "curve25519Legacy";
}

async function made(key: PrivateKey): Promise<Made> {
  const whole = key.armor();
  return {
    certificate: key.toPublic().write(),
    fingerprint: key.getFingerprint().toUpperCase(),
    expiresAt: new Date(Date.now() + YEAR_SECONDS * 1000).toISOString(),
    whole,
    subkeys: await withoutPrimary(whole),
  };
}
