// An attachment is sealed on its own: one row of JSON that names its place and its size, a newline, the data, and
// zero bytes up to the padded size of it all.

import { objectOf, textOf, utf8, WrongPlace } from "./envelope.ts";
import { Broken, type Identity, seal, unseal } from "./identities.ts";
import { padWithZeros } from "./padding.ts";

export interface AttachmentHead {
  v: 1;
  conversation: string;
  message: string;
  ref: string;
  /** The size of the data without padding. */
  bytes: number;
}

const NEWLINE = 0x0a;

/** An attachment sealed to `recipient`. Throws RangeError when the head tells another size than the data has. */
export async function sealAttachment(
  recipient: string,
  head: AttachmentHead,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (head.bytes !== data.length) throw new RangeError("the head tells another size");
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
  const head = objectOf(textOf(plain.subarray(0, start)));
  if (head.v !== 1) throw new Broken("an unknown version");
  if (head.conversation !== conversation || head.message !== message || head.ref !== ref)
    throw new WrongPlace("an attachment of another place");
  return dataOf(plain.subarray(start), head.bytes);
}

function dataOf(rest: Uint8Array<ArrayBuffer>, bytes: unknown): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(bytes)) throw new Broken("not a size");
  const size = bytes as number;
  if (size < 0 || size > rest.length) throw new Broken("less data than the head tells");
  if (rest.subarray(size).some((byte) => byte !== 0)) throw new Broken("more data than the head tells");
  return rest.slice(0, size);
}
