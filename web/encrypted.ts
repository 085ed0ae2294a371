// A mail that came encrypted with OpenPGP: opened here and nowhere else. Whoever opens it by the line's key keeps the
// key of that one mail, sealed to the conversation, so that whoever holds the conversation later needs no line key.

import { openedData } from "./attachments.ts";
import type { Conversation } from "./conversation.ts";
import { getJson } from "./fetching.ts";
import { fromBase64, type Keyring, toBase64 } from "./keyring.ts";
import type { Inner, OneKey } from "./pgp/open.ts";
import { NotOpened } from "./pgp/trouble.ts";
import { ask } from "./pgp.ts";
import { post } from "./post.ts";
import { readFirst } from "./reading.ts";
import { type Body, pad, recipientOf, seal, unseal } from "./seal/index.ts";

/** What the server has of the line's keys for one member. */
interface Part {
  fingerprint: string;
  version: number;
  has_primary: boolean;
  sealed: string;
}

interface KeptKey {
  v: number;
  conversation: string;
  message: string;
  algorithm: string;
  key: string;
}

/** Whether a message is one that only its holder's browser can open. */
export function isEncrypted(body: Body): boolean {
  return body.kind === "in" && String(body.extra.encrypted ?? "").startsWith("pgp-");
}

/** What is inside. `kept`: the sealed key of this mail, base64, "" for none. Throws NotOpened. */
export async function openEncrypted(conversation: Conversation, body: Body, kept: string): Promise<Inner> {
  const original = body.attachments.filter((one) => one.name === "original.eml").at(-1);
  if (!original) throw new NotOpened("broken");
  const raw = await openedData(conversation, body, original);
  const keys = await writersKeys(conversation);
  const known = kept ? await keptKey(conversation, body, kept).catch(() => null) : null;
  if (known) {
    // A wrong one that somebody kept keeps nobody from opening it by the line's key.
    const found = await ask("open", { raw, keys: { secrets: [], kept: known, keys } }).catch(() => null);
    if (found) return found;
  }
  const secrets = await lineSecrets(conversation.keyring);
  if (!secrets.length) throw new NotOpened("no-key");
  const found = await ask("open", { raw, keys: { secrets, kept: null, keys } });
  await keepKey(conversation, body, found.key).catch(() => undefined);
  return found;
}

/** The secrets of the line's keys that this member has, armored, newest first; only whole ones, only of one key. */
export async function lineSecrets(keyring: Keyring, isWhole = false, fingerprint = ""): Promise<string[]> {
  const { parts } = await getJson<{ parts: Part[] }>("/api/mail-key");
  const found: string[] = [];
  const wanted = parts.filter(
    (one) => (one.has_primary || !isWhole) && (fingerprint || one.fingerprint) === one.fingerprint,
  );
  for (const part of wanted) {
    const plain = await keyring.open((identity) => unseal(identity, fromBase64(part.sealed))).catch(() => null);
    if (!plain) continue;
    const inside = JSON.parse(new TextDecoder().decode(plain)) as { line: string; fingerprint: string; secret: string };
    if (inside.line === keyring.line && inside.fingerprint === part.fingerprint) found.push(inside.secret);
  }
  return found;
}

/** A secret of the line's key, sealed to a member. */
export async function sealPart(recipient: string, line: string, fingerprint: string, secret: string): Promise<string> {
  return toBase64(await seal(recipient, padded({ v: 1, line, fingerprint, secret })));
}

/** The key that came with what the seeker wrote first. What came later could be of anybody who knows the address. */
async function writersKeys(conversation: Conversation): Promise<Uint8Array[]> {
  const first = await readFirst(conversation).catch(() => null);
  const key = first?.extra.autocrypt;
  return typeof key === "string" && key ? [fromBase64(key)] : [];
}

async function keptKey(conversation: Conversation, body: Body, kept: string): Promise<OneKey> {
  const plain = await unseal(await conversation.identity(body.keyEpoch), fromBase64(kept));
  const found = JSON.parse(new TextDecoder().decode(plain)) as KeptKey;
  if (found.v !== 1 || found.conversation !== body.conversation || found.message !== body.message) {
    throw new NotOpened("broken");
  }
  return { algorithm: found.algorithm, data: fromBase64(found.key) };
}

async function keepKey(conversation: Conversation, body: Body, key: OneKey): Promise<void> {
  const { conversation: ref, message } = body;
  const kept: KeptKey = { v: 1, conversation: ref, message, algorithm: key.algorithm, key: toBase64(key.data) };
  const recipient = await recipientOf(await conversation.identity(body.keyEpoch));
  await post(`/api/messages/${message}/key`, { sealed: toBase64(await seal(recipient, padded({ ...kept }))) });
}

function padded(data: Record<string, unknown>): Uint8Array {
  return pad(new TextEncoder().encode(JSON.stringify(data)));
}
