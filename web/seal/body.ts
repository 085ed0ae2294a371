// The body of a message: its fields, in their order, and their forms. Fields that this version does not know are kept.

import { Broken } from "./identities.ts";
import { type Form, isListOf, isNumber, isObject, isText, objectOf } from "./rows.ts";

export interface AttachmentFacts {
  ref: string;
  name: string;
  type: string;
  /** The size of the data without padding. */
  bytes: number;
  /** In hexadecimal. */
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
  /** [start, end, kind]: parts of the text to show folded, in Unicode code points. */
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

type Known = Exclude<keyof Body, "extra">;

// In the order in which they are written: the name in JSON, and the form that a reader asks for.
const FIELDS: Record<Known, [string, Form]> = {
  line: ["line", isText],
  conversation: ["conversation", isText],
  keyEpoch: ["key_epoch", isNumber],
  message: ["message", isText],
  kind: ["kind", isText],
  author: ["author", isText],
  time: ["time", isText],
  way: ["way", isText],
  writer: ["writer", isText],
  subject: ["subject", isText],
  text: ["text", isText],
  html: ["html", isText],
  folds: ["folds", isListOf(isFold)],
  attachments: ["attachments", isListOf(isAttachment)],
  inReplyTo: ["in_reply_to", isText],
  problems: ["problems", isListOf(isText)],
  card: ["card", isText],
  parser: ["parser", isText],
};
const KNOWN = Object.entries(FIELDS) as [Known, [string, Form]][];
const NAMES = new Set(KNOWN.map(([, [name]]) => name));
const KINDS = new Set(["in", "out", "note", "draft", "event", "past"]);
const WAYS = new Set(["mail", "mail+pgp", "web", "web-noscript", "desk"]);

/** The JSON text of a body. Throws RangeError for one that a reader would refuse. */
export function writtenBody(body: Body): string {
  if (!KINDS.has(body.kind) || !WAYS.has(body.way)) throw new RangeError("an unknown kind or way");
  if (Object.keys(body.extra).some((name) => NAMES.has(name))) throw new RangeError("a field's name is taken");
  const known = Object.fromEntries(KNOWN.map(([field, [name]]) => [name, body[field]]));
  const text = JSON.stringify({ ...known, ...body.extra });
  try {
    readBody(text);
  } catch {
    throw new RangeError("a field of the body is missing or malformed");
  }
  return text;
}

/** The body that was written so; all known fields have to be there. Throws Broken. */
export function readBody(text: string): Body {
  const row = objectOf(text);
  const known = KNOWN.map(([field, [name, fits]]) => {
    if (!fits(row[name])) throw new Broken(`${name} is missing or malformed`);
    return [field, row[name]];
  });
  const extra = Object.fromEntries(Object.entries(row).filter(([name]) => !NAMES.has(name)));
  return { ...Object.fromEntries(known), extra } as Body;
}

function isFold(value: unknown): boolean {
  return Array.isArray(value) && value.length === 3 && isNumber(value[0]) && isNumber(value[1]) && isText(value[2]);
}

function isAttachment(value: unknown): boolean {
  return isObject(value) && [value.ref, value.name, value.type, value.sha256].every(isText) && isNumber(value.bytes);
}
