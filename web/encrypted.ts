// A mail that came encrypted with OpenPGP: opened here and nowhere else. Whoever opens it by the line's key keeps the
// key of that one mail, sealed to the conversation, so that whoever holds the conversation later needs no line key.
// Answers to it are made here too: they leave encrypted or not at all.

import { openedData } from "./attachments.ts";
import type { Conversation } from "./conversation.ts";
import { getJson } from "./fetching.ts";
import type { Attached } from "./files.ts";
import { fromBase64, type Keyring, toBase64 } from "./keyring.ts";
import { type Masks, placesOf } from "./masking.ts";
import type { Inner, OneKey } from "./pgp/open.ts";
import { NotOpened } from "./pgp/trouble.ts";
import { ask } from "./pgp.ts";
import { post } from "./post.ts";
import { readFirst } from "./reading.ts";
import { type Body, pad, recipientOf, seal, unseal } from "./seal/index.ts";
import { type Known, keysToAnswer, keysToCheck, type Way } from "./writers-key.ts";

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

/** What is inside; `known`: of a good signature, how the key became known by which it is good. */
export type Opened = Inner & { known: Known };

/** Open it. `kept`: the sealed key of this mail, base64, "" for none. Throws NotOpened. */
export async function openEncrypted(conversation: Conversation, body: Body, kept: string): Promise<Opened> {
  const checked = await keysToCheck(conversation, await readFirst(conversation).catch(() => null));
  const found = await openedMail(conversation, body, { kept, keys: checked.map((one) => one.key) });
  conversation.enclosed.set(body.message, found.keys);
  return { ...found, known: await howKnown(found.by, checked) };
}

/** The name of the sentence on who signed it. */
export function signatureOf({ around, signed, known }: Opened): string {
  if (around) return "around";
  return signed === "good" && known !== "first" ? `good-${known}` : signed;
}

/** The first that has this fingerprint; the key of the first mail for none. */
async function howKnown(fingerprint: string, checked: { key: Uint8Array; known: Known }[]): Promise<Known> {
  for (const { key, known } of fingerprint ? checked : []) {
    const facts = await ask("describe", { keys: [key] });
    if (facts.some((one) => one.fingerprint === fingerprint)) return known;
  }
  return "first";
}

async function openedMail(
  conversation: Conversation,
  body: Body,
  { kept, keys }: { kept: string; keys: Uint8Array[] },
): Promise<Inner> {
  const original = body.attachments.filter((one) => one.name === "original.eml").at(-1);
  if (!original) throw new NotOpened("broken");
  const raw = await openedData(conversation, body, original);
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

/** Where what was inside tells who wrote: by the names in its own head and in the key that came with the first mail. */
export function masksInside(conversation: Conversation, body: Body, inner: Inner): Masks {
  const { subject, text, html, folds } = body;
  const files = [...body.attachments, ...inner.files].map((one) => one.name);
  const ownDomain = conversation.data.letterhead?.address.split("@").at(-1) ?? "";
  return placesOf({ subject, text, html, folds, files }, inner.people, ownDomain);
}

/**
 * Whether the writer whom answers go to wrote encrypted, at first or later; somebody else who has the reply address
 * counts for nothing. What stands on an older page of the conversation could be theirs.
 */
export function wroteEncrypted(conversation: Conversation, writer: string): boolean {
  if (conversation.data.encrypted) return true;
  const seen = [...conversation.bodies.values()].filter((one) => one.kind === "in" && one.way === "mail+pgp");
  return seen.length < conversation.data.encrypted_later || seen.some((one) => one.writer === writer);
}

/** Whether an answer leaves encrypted or not at all: they wrote so, or gave a key at the door. */
export function isAnsweredEncrypted(conversation: Conversation, to: Way): boolean {
  return to.key !== null || wroteEncrypted(conversation, to.writer);
}

/** The answer as an encrypted mail, for its copy for delivery. Throws NotOpened when there is no key of `to` for it. */
export async function encryptedAnswer(
  conversation: Conversation,
  to: Way,
  text: string,
  files: Attached[],
): Promise<{ text: string; date: string }> {
  const keys = await keysToAnswer(conversation, to);
  if (!keys.length || !conversation.data.letterhead) throw new NotOpened("no-writer-key");
  const { name, address, subject } = conversation.data.letterhead;
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const boundary = `=_${toBase64(crypto.getRandomValues(new Uint8Array(18))).replace(/[^a-z0-9]/gi, "_")}`;
  const letter = { from: { name, address }, subject, at, text, files, boundary };
  const secrets = await lineSecrets(conversation.keyring);
  return { text: await ask("answer", { secrets, keys, letter }), date: at.toISOString() };
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
