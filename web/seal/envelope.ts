// What is inside a sealed message: {"v":1,"body":"<JSON text>","sig":"<base64, or empty>"}, padded with spaces.
// The body is text in text, so that what is signed are bytes and not a reading of them. A reader checks that the
// body names the place where it was found. Fields that this version does not know are kept.

import { Broken } from "./identities.ts";
import { pad } from "./padding.ts";
import { isSignedBy, type Seed, sign } from "./signing.ts";

export interface AttachmentFacts {
  ref: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

export interface Body {
  line: string;
  conversation: string;
  keyEpoch: number;
  message: string;
  /** in, out, note, draft, event */
  kind: string;
  /** A member's ref, "writer" or "line". */
  author: string;
  /** ISO 8601 in UTC with milliseconds. */
  time: string;
  /** mail, mail+pgp, web, web-noscript, desk */
  way: string;
  writer: string;
  subject: string;
  text: string;
  html: string;
  /** [start, end, kind] in Unicode code points of the text. */
  folds: [number, number, string][];
  attachments: AttachmentFacts[];
  inReplyTo: string;
  problems: string[];
  /** The address card, sealed to the address key, in base64; "" if there is none. */
  card: string;
  parser: string;
  /** Fields that this version does not know. */
  extra: Record<string, unknown>;
}

export interface Message {
  body: Body;
  /** What the signature is over. */
  bodyBytes: Uint8Array<ArrayBuffer>;
  sig: string;
}

/** A message that does not belong where it was found. */
export class WrongPlace extends Error {
  override name = "WrongPlace";
}

/** A message that its author did not sign. */
export class NotSigned extends Error {
  override name = "NotSigned";
}

type Known = Exclude<keyof Body, "extra">;

// In the order in which they are written.
const NAMES: Record<Known, string> = {
  line: "line",
  conversation: "conversation",
  keyEpoch: "key_epoch",
  message: "message",
  kind: "kind",
  author: "author",
  time: "time",
  way: "way",
  writer: "writer",
  subject: "subject",
  text: "text",
  html: "html",
  folds: "folds",
  attachments: "attachments",
  inReplyTo: "in_reply_to",
  problems: "problems",
  card: "card",
  parser: "parser",
};
const FIELDS = Object.entries(NAMES) as [Known, string][];
const WRITTEN = new Set(Object.values(NAMES));

/** A message ready to seal; signed when there is a seed. Throws RangeError when `extra` has a name of the body. */
export async function pack(body: Body, seed: Seed | null): Promise<Uint8Array<ArrayBuffer>> {
  if (Object.keys(body.extra).some((name) => WRITTEN.has(name))) throw new RangeError("that name is taken");
  const known = Object.fromEntries(FIELDS.map(([field, name]) => [name, body[field]]));
  const text = JSON.stringify({ ...known, ...body.extra });
  const sig = seed ? await sign(seed, utf8(text)) : "";
  return pad(utf8(JSON.stringify({ v: 1, body: text, sig })));
}

/** What was packed. Throws Broken for anything else. Nothing in it is checked yet: see `check`. */
export function unpack(plain: Uint8Array): Message {
  const { v, body, sig } = objectOf(textOf(plain));
  if (v !== 1) throw new Broken("an unknown version");
  if (typeof body !== "string" || typeof sig !== "string") throw new Broken("not a message");
  const bodyBytes = utf8(body);
  // Half a surrogate pair has no bytes that could be signed.
  if (textOf(bodyBytes) !== body) throw new Broken("not a message");
  return { body: bodyOf(objectOf(body)), bodyBytes, sig };
}

/**
 * Whether a message is what it was found as. `verifyKey` is the author's, null for what nobody signs (the writer's,
 * the line's). Throws WrongPlace or NotSigned.
 */
export async function check(
  message: Message,
  line: string,
  conversation: string,
  messageRef: string,
  keyEpoch: number,
  verifyKey: Uint8Array | null,
): Promise<void> {
  const { body } = message;
  const here =
    body.line === line &&
    body.conversation === conversation &&
    body.message === messageRef &&
    body.keyEpoch === keyEpoch;
  if (!here) throw new WrongPlace("a message of another place");
  if (verifyKey && !(await isSignedBy(verifyKey, message.bodyBytes, message.sig))) throw new NotSigned("not signed");
}

/** The object that a JSON text is. Throws Broken. */
export function objectOf(text: string): Record<string, unknown> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Broken("not JSON");
  }
  if (!isObject(found)) throw new Broken("not a JSON object");
  return found;
}

/** The text that bytes are in UTF-8. Throws Broken. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Broken("not UTF-8");
  }
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function bodyOf(found: Record<string, unknown>): Body {
  const known = FIELDS.map(([field, name]) => {
    const value = found[name];
    if (!FORMS[field](value)) throw new Broken("a field of the body is missing or malformed");
    return [field, value];
  });
  const extra = Object.fromEntries(Object.entries(found).filter(([name]) => !WRITTEN.has(name)));
  return { ...Object.fromEntries(known), extra } as Body;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isListOf(isOne: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(isOne);
}

function isFold(value: unknown): boolean {
  return Array.isArray(value) && value.length === 3 && isCount(value[0]) && isCount(value[1]) && isText(value[2]);
}

function isAttachment(value: unknown): boolean {
  if (!isObject(value)) return false;
  return [value.ref, value.name, value.type, value.sha256].every(isText) && isCount(value.bytes);
}

const FORMS: Record<Known, (value: unknown) => boolean> = {
  line: isText,
  conversation: isText,
  keyEpoch: isCount,
  message: isText,
  kind: isText,
  author: isText,
  time: isText,
  way: isText,
  writer: isText,
  subject: isText,
  text: isText,
  html: isText,
  folds: isListOf(isFold),
  attachments: isListOf(isAttachment),
  inReplyTo: isText,
  problems: isListOf(isText),
  card: isText,
  parser: isText,
};
