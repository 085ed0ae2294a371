// An attachment is sealed on its own: one row of JSON that names its place and its size, a newline, the data, and
// zero bytes up to the padded size of it all.

import { WrongPlace } from "./envelope.ts";
import { Broken, type Identity, seal, unseal } from "./identities.ts";
import { padWithZeros } from "./padding.ts";
import { numberIn, textIn, utf8, versionOneOf } from "./rows.ts";

export interface AttachmentHead {
  v: 1;
  conversation: string;
  message: string;
  ref: string;
  /** The size of the data without padding. */
  bytes: number;
}

const NEWLINE = 0x0a;

/** An attachment sealed to `recipient`. Throws RangeError when the head does not fit the data. */
export async function sealAttachment(
  recipient: string,
  head: AttachmentHead,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (head.v !== 1 || head.bytes !== data.length) throw new RangeError("the head does not fit the data");
  const { v, conversation, message, ref, bytes } = head;
  const row = utf8(`${JSON.stringify({ v, conversation, message, ref, bytes })}\n`);
  const whole = new Uint8Array(row.length + data.length);
  whole.set(row);
  whole.set(data, row.length);
  return seal(recipient, padWithZeros(whole));
}

/** The data of the attachment `ref` of a message. Throws NotForYou, Broken, or WrongPlace when it is another's. */
export async function openAttachment(
  identity: Identity,
  sealed: Uint8Array,
  conversation: string,
  message: string,
  ref: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await unseal(identity, sealed);
  const start = plain.indexOf(NEWLINE) + 1;
  const head = versionOneOf(plain.subarray(0, start));
  for (const [name, wanted] of Object.entries({ conversation, message, ref }))
    if (textIn(head, name) !== wanted) throw new WrongPlace("an attachment of another place");
  const end = start + numberIn(head, "bytes");
  if (end > plain.length || plain.subarray(end).some((byte) => byte !== 0)) throw new Broken("another size");
  return plain.slice(start, end);
}
