// For tests: the line's key, a writer's key, and mails as writers' programs make them.

import { createMessage, encrypt, generateKey, type PrivateKey, readPrivateKey } from "openpgp/lightweight";
import { makeKey } from "./line-key.ts";

export const LINE = "hello@lantern.example";
export const WREN = "wren@writer.example";

/** A writer's key; `options` of openpgp's own. */
export async function writerKey(options: Record<string, unknown> = {}): Promise<PrivateKey> {
  const { privateKey } = await generateKey({ userIDs: { email: WREN }, format: "object", ...options });
  return privateKey as unknown as PrivateKey;
}

export const line = await makeKey(LINE);
export const wren = await writerKey();

export function binary(key: PrivateKey): Uint8Array {
  return key.toPublic().write() as Uint8Array;
}

/** What Wren writes to the line, armored; signed with `by` unless null. */
export async function written(text: string, by: PrivateKey | null = wren): Promise<string> {
  const found = await encrypt({
    message: await createMessage({ binary: new TextEncoder().encode(text) }),
    encryptionKeys: (await readPrivateKey({ armoredKey: line.whole })).toPublic(),
    ...(by ? { signingKeys: by } : {}),
    format: "armored",
  });
  return found as string;
}

/** The outside of RFC 3156. */
export function outside(armored: string): Uint8Array {
  return bytes(
    'Subject: [...]\r\nContent-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"\r\n\r\n' +
      "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n" +
      `--b\r\nContent-Type: application/octet-stream\r\n\r\n${armored}\r\n--b--\r\n`,
  );
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
