// Making an encrypted answer: a whole mail with its headers protected (RFC 9788), signed by the line's key and encrypted
// to the writer's key alone. Nobody on the way reads more than that the line wrote, to whom and when.

import { createMessage, encrypt, type PrivateKey, type PublicKey, readPrivateKey } from "openpgp/lightweight";
import { renewed } from "./keys.ts";
import { type Letter, mailOf } from "./mime.ts";
import { NotOpened } from "./trouble.ts";

/**
 * What an answer is made of. `secrets`: the line's, armored, newest first. `keys`: what came of the writer's key, each
 * binary, the pinned one first; of the others only what has its fingerprint counts.
 */
export interface Answering {
  secrets: string[];
  keys: Uint8Array[];
  letter: Letter;
}

/** The armored mail. Throws NotOpened: "no-writer-key" when no key can be encrypted to, "no-key" when none signs. */
export async function makeAnswer({ secrets, keys, letter }: Answering): Promise<string> {
  const key = await usable(keys);
  const signer = await signing(secrets);
  const message = await createMessage({ binary: mailOf(letter, addressOf(key)) });
  return (await encrypt({ message, encryptionKeys: key, signingKeys: signer, format: "armored" })) as string;
}

/** The pinned key in its newest state. A key with another fingerprint is another key. */
async function usable(keys: Uint8Array[]): Promise<PublicKey> {
  const key = await renewed(keys);
  try {
    if (key && (await key.getEncryptionKey())) return key;
  } catch {
    // Expired, revoked, or for signing alone.
  }
  throw new NotOpened("no-writer-key");
}

async function signing(secrets: string[]): Promise<PrivateKey> {
  for (const armoredKey of secrets) {
    try {
      const key = await readPrivateKey({ armoredKey });
      const { keyPacket } = await key.getSigningKey();
      // Who answers has no primary key; who has one does not sign with it either.
      if (key.subkeys.some((one) => one.keyPacket === keyPacket)) return key;
    } catch {
      // Expired or revoked.
    }
  }
  throw new NotOpened("no-key");
}

/** The first address of the key, for the protected To; "" when it names none. */
function addressOf(key: PublicKey): string {
  return key.users.map((user) => user.userID?.email ?? "").find((one) => /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(one)) ?? "";
}
