// Identities open, recipients seal, a grant is an identity sealed to a recipient.
// One sealed thing is one binary age v1 file to one recipient (https://c2sp.org/age), never armored, never with a
// passphrase. Identities and recipients are opaque texts; which kinds there are is decided here and nowhere else.

import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** What opens: "AGE-SECRET-KEY-1...", or an X25519 private key that no script can read. */
export type Identity = string | CryptoKey;

/** Sealed to somebody else. */
export class NotForYou extends Error {
  override name = "NotForYou";
}

/** Damaged, malformed, or not in our form. */
export class Broken extends Error {
  override name = "Broken";
}

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
// A file to nobody is not a file to somebody else.
const BEGINNING = "age-encryption.org/v1\n-> ";
// How the age library says that no stanza of the header is for the identity.
const NO_MATCH = "no identity matched any of the file's recipients";

/** A new identity. */
export function newIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** The recipient "age1..." that seals to an identity. Throws Broken when it is none. */
export async function recipientOf(identity: Identity): Promise<string> {
  const known = knownIdentity(identity);
  return brokenUnless(() => identityToRecipient(known));
}

/** One binary age file with one stanza, for `recipient`. Throws Broken when that is none. */
export async function seal(recipient: string, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (!RECIPIENT.test(recipient)) throw new Broken("not a recipient");
  return brokenUnless(async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return ownBytes(await encrypter.encrypt(data));
  });
}

/** What was sealed. Throws NotForYou, or Broken; never gives part of it. */
export async function unseal(identity: Identity, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const known = knownIdentity(identity);
  const beginning = new TextDecoder().decode(sealed.subarray(0, BEGINNING.length));
  if (beginning !== BEGINNING) throw new Broken("not an age file");
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(known);
    return ownBytes(await decrypter.decrypt(sealed));
  } catch (error) {
    if (error instanceof Error && error.message === NO_MATCH) throw new NotForYou("sealed to another recipient");
    throw new Broken("not a whole age file");
  }
}

/** `identity`, sealed to `recipient`. Throws Broken when either is none. */
export async function grant(identity: string, recipient: string): Promise<Uint8Array<ArrayBuffer>> {
  // Asked for its recipient, a mistyped identity shows.
  await recipientOf(identity);
  return seal(recipient, new TextEncoder().encode(identity));
}

/** The identity in a grant. Throws NotForYou, or Broken when it holds anything else. */
export async function openGrant(identity: Identity, sealed: Uint8Array): Promise<string> {
  const found = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await unseal(identity, sealed));
  await recipientOf(found);
  return found;
}

function knownIdentity<Kind extends Identity>(identity: Kind): Kind {
  const known = typeof identity === "string" ? IDENTITY.test(identity) : identity.algorithm.name === "X25519";
  if (!known) throw new Broken("not an identity");
  return identity;
}

async function brokenUnless<Found>(act: () => Promise<Found>): Promise<Found> {
  try {
    return await act();
  } catch {
    throw new Broken("not a key");
  }
}

// The age library's types leave open whether memory is shared; what it makes never is.
function ownBytes(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return data as Uint8Array<ArrayBuffer>;
}
