// Making what a helper says: the sealed record, and for a reply the copy that leaves.

import { base32nopad } from "@scure/base";
import type { Conversation } from "./conversation.ts";
import { hashOfLink, hasPlace, withToken } from "./door-link.ts";
import { encryptedAnswer, isAnsweredEncrypted } from "./encrypted.ts";
import { type Attached, type SealedFile, sealFile, withFiles } from "./files.ts";
import { fromBase64, toBase64 } from "./keyring.ts";
import { NotOpened } from "./pgp/trouble.ts";
import { readFirst, readMailWay, readNotice } from "./reading.ts";
import { type Body, pack, pad, type Seed, seal } from "./seal/index.ts";
import { secondsUntil } from "./wishes.ts";
import type { Way } from "./writers-key.ts";

export interface SealedAttachment extends Omit<SealedFile, "sealed"> {
  sealed: string;
}

export interface SealedMessage {
  ref: string;
  epoch: number;
  sealed: string;
  size_class: number;
  attachments: SealedAttachment[];
}

/** What is said. */
type Saying = Pick<Body, "kind" | "author" | "way" | "text" | "extra"> & Partial<Pick<Body, "card" | "writer">>;

/** Who says it, and where. */
interface Speaker {
  line: string;
  conversation: string;
  epoch: number;
  seed: Seed;
}

export interface Cargo {
  outgoing_ref: string;
  sealed: string;
  day: string;
  despite_stop?: boolean;
  encrypted?: boolean;
  not_theirs?: boolean;
  /** The hash of the token of a link to the seeker's page that stands in the copy. */
  door_link?: string | null;
}

export interface NoticeCargo {
  outgoing_ref: string;
  sealed: string;
  day: string;
  wait_seconds: number;
}

/**
 * What the seeker wrote first could not be opened: there is no address card to answer to, and nothing shows that the
 * key at hand is the conversation's.
 */
export class NoWay extends Error {}

/** The name of the sentence for why nothing was sent. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoWay) return "no-way";
  if (error instanceof NotOpened) return error.why === "no-writer-key" ? "no-writer-key" : "no-line-key";
  return "failed";
}

/** A new ref: 128 random bits. */
export function newRef(): string {
  return base32nopad.encode(crypto.getRandomValues(new Uint8Array(16))).toLowerCase();
}

/**
 * What I say, signed and sealed to the newest key of the conversation. Throws NoWay when that key does not lead to what
 * the seeker wrote first: the server could have granted me a key of its own.
 */
export async function sealMessage(
  conversation: Conversation,
  kind: "out" | "note" | "draft" | "event" | "past",
  text: string,
  extra: Record<string, unknown> = {},
  files: Attached[] = [],
): Promise<SealedMessage> {
  const { keyring, epoch, data } = conversation;
  await firstOf(conversation);
  const recipient = await conversation.recipient();
  const of = { line: keyring.line, conversation: data.ref, epoch, seed: keyring.seed };
  return sealSaid(recipient, of, { kind, author: keyring.member, way: "desk", text, extra }, files);
}

/** One thing said, with its files, signed and sealed; by whoever has the seed. */
export async function sealSaid(
  recipient: string,
  of: Speaker,
  said: Saying,
  files: Attached[],
): Promise<SealedMessage> {
  const { message, sealedFiles } = await sealApart(recipient, of, said, files);
  const attachments = sealedFiles.map((one) => ({ ...one, sealed: toBase64(one.sealed) }));
  return { ...message, attachments };
}

/** The same, with its files beside it: they travel by themselves. */
export async function sealApart(
  recipient: string,
  of: Speaker,
  said: Saying,
  files: Attached[],
): Promise<{ message: SealedMessage; sealedFiles: SealedFile[] }> {
  const { line, conversation, epoch } = of;
  const message = newRef();
  const place = () => ({ conversation, message, ref: newRef() });
  const attached = await Promise.all(files.map((one) => sealFile(recipient, place(), one)));
  const body: Body = {
    line,
    conversation,
    keyEpoch: epoch,
    message,
    time: new Date().toISOString(),
    writer: "",
    subject: "",
    html: "",
    folds: [],
    attachments: attached.map((one) => one.facts),
    inReplyTo: "",
    problems: [],
    card: "",
    parser: "",
    ...said,
  };
  const plain = await pack(body, of.seed);
  const sealed = toBase64(await seal(recipient, plain));
  return {
    message: { ref: message, epoch, sealed, size_class: plain.length, attachments: [] },
    sealedFiles: attached.map((one) => one.sealed),
  };
}

/** A copy that leaves although the seeker asked for no more mail: only after its sender was told. */
export function despiteStop(cargo: Cargo | null): Cargo | null {
  return cargo && { ...cargo, despite_stop: true };
}

/**
 * The copy for delivery, with files by the names they leave under; null where the answer waits on the web door: also
 * when nothing can be encrypted any more to the key that was given there. To who is answered encrypted it is an encrypted
 * mail. Throws NoWay, NotOpened.
 */
export async function sealCargo(
  conversation: Conversation,
  text: string,
  files: Attached[] = [],
): Promise<Cargo | null> {
  const { delivery, page, ref } = conversation.data;
  if (!delivery) return null;
  const outgoing = newRef();
  const { card, ...to } = await wayTo(conversation);
  const encrypted = isAnsweredEncrypted(conversation, to);
  // A link is made at the last moment, by who lets the answer leave: it stands in this copy and nowhere else.
  const token = hasPlace(text, page) ? newRef() : "";
  const leaving = token ? withToken(text, page, token) : text;
  const of = { v: 1, outgoing, conversation: ref, card };
  const mail = encrypted ? await encryptedOrNone(conversation, to, leaving, files) : null;
  if (encrypted && !mail) return null;
  const cargo = mail
    ? withFiles({ ...of, kind: "encrypted", ...mail }, [])
    : withFiles({ ...of, kind: "reply", text: leaving }, files);
  const sealed = toBase64(await seal(delivery.recipient, pad(cargo)));
  const door_link = token ? toBase64(hashOfLink(token)) : null;
  return { outgoing_ref: outgoing, sealed, day: delivery.day, encrypted, not_theirs: !encrypted, door_link };
}

/** Null for a key from the door that has ended: who gave it finds the answer there, and can give another. */
async function encryptedOrNone(conversation: Conversation, to: Way, text: string, files: Attached[]) {
  try {
    return await encryptedAnswer(conversation, to, text, files);
  } catch (error) {
    if (to.key && error instanceof NotOpened && error.why === "no-writer-key") return null;
    throw error;
  }
}

/**
 * The mail that says that an answer waits, for who asked for it at the door; null for everybody else. An answer leaves
 * also when no notice can be made: it waits for them anyway.
 */
export async function sealNotice(conversation: Conversation): Promise<NoticeCargo | null> {
  const { notice, ref } = conversation.data;
  const told = await readNotice(conversation).catch(() => null);
  if (!notice || !told) return null;
  const outgoing = newRef();
  // What the mail says is the server's, by the line's texts: here are no words of anybody's.
  const of = { v: 1, kind: "notice", outgoing, conversation: ref, text: "", ...told };
  const sealed = toBase64(await seal(notice.delivery.recipient, pad(withFiles(of, []))));
  const wait_seconds = secondsUntil(told.wishes, new Date());
  return { outgoing_ref: outgoing, sealed, day: notice.delivery.day, wait_seconds };
}

/**
 * The newest card of the writer who wrote first, or of the address that they gave at the door, and whose it is: answers
 * go there, whoever else knows the tag. Throws NoWay.
 */
export async function wayTo(conversation: Conversation): Promise<Way & { card: string }> {
  await conversation.read;
  const given = await readMailWay(conversation).catch(() => {
    throw new NoWay();
  });
  const first = await firstOf(conversation);
  if (given) {
    const card = newestCard([...conversation.bodies.values()], given.writer) || given.card;
    const { pgp_key } = given.extra;
    return { card, writer: given.writer, first, key: typeof pgp_key === "string" ? fromBase64(pgp_key) : null };
  }
  // Any other message may be of somebody who only knows the reply address.
  if (first.extra.opens !== true) throw new NoWay();
  const card = newestCard([...conversation.bodies.values()], first.writer) || first.card;
  if (!card) throw new NoWay();
  return { card, writer: first.writer, first, key: null };
}

/** What the seeker wrote first. Throws NoWay when the key at hand does not open it. */
async function firstOf(conversation: Conversation): Promise<Body> {
  const first = await readFirst(conversation).catch(() => null);
  if (!first) throw new NoWay();
  return first;
}

/** Of those messages, the newest card of that writer; "" when there is none. */
export function newestCard(bodies: Body[], writer: string): string {
  const of = bodies.filter((body) => body.kind === "in" && body.writer === writer && body.card);
  return of.sort((one, other) => other.time.localeCompare(one.time))[0]?.card ?? "";
}
