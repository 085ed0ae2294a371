// What is inside a sealed message: {"v":1,"body":"<JSON text>","sig":"<base64, or empty>"}, padded with spaces.
// The body is text in text, so that what is signed are bytes and not a reading of them. The name inside must be the
// name outside: a reader checks that the body names the place where it was found.

import { type Body, readBody, writtenBody } from "./body.ts";
import { pad } from "./padding.ts";
import { textIn, utf8, versionOneOf } from "./rows.ts";
import { isSignedBy, type Seed, sign } from "./signing.ts";

export interface Message {
  body: Body;
  /** What the signature is over. */
  bodyBytes: Uint8Array<ArrayBuffer>;
  /** "" when not signed. */
  sig: string;
}

/** A message or attachment that does not belong where it was found. */
export class WrongPlace extends Error {
  override name = "WrongPlace";
}

/** A message that its author did not sign. */
export class NotSigned extends Error {
  override name = "NotSigned";
}

/** A padded message ready to seal; signed when there is a seed. Throws RangeError for a body that is none. */
export async function pack(body: Body, seed: Seed | null): Promise<Uint8Array<ArrayBuffer>> {
  const text = writtenBody(body);
  const sig = seed ? await sign(seed, utf8(text)) : "";
  return pad(utf8(JSON.stringify({ v: 1, body: text, sig })));
}

/** What was packed. Throws Broken for anything else. Nothing in it is checked yet: see `check`. */
export function unpack(plain: Uint8Array): Message {
  const row = versionOneOf(plain);
  const text = textIn(row, "body");
  return { body: readBody(text), bodyBytes: utf8(text), sig: textIn(row, "sig") };
}

/**
 * Return if a message is what it was found as. `verifyKey` is the author's, null for what nobody signs (the writer's,
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
  const here = body.line === line && body.conversation === conversation;
  if (!here || body.message !== messageRef || body.keyEpoch !== keyEpoch) throw new WrongPlace("of another place");
  if (verifyKey && !(await isSignedBy(verifyKey, message.bodyBytes, message.sig))) throw new NotSigned("not signed");
}
