// Opening one letter: unseal, unpack, and check that it is what the page says it is.

import type { Conversation, MembersWord, WayBack } from "./conversation.ts";
import { getBytes } from "./fetching.ts";
import { fromBase64 } from "./keyring.ts";
import { type Body, check, NotSigned, unpack, unseal, WrongPlace } from "./seal/index.ts";
import { type Wishes, wishesIn } from "./wishes.ts";

/**
 * What the page says of a letter. `verify`: the author's keys, base64; none for what the seeker or the line wrote.
 * `way`: left out where the page does not say it.
 */
export interface Frame {
  ref: string;
  epoch: number;
  kind: string;
  author: string;
  way?: string;
  verify: string[];
  sealed: string;
  src: string;
}

/** Kinds that only members write. */
const OF_MEMBERS = new Set(["out", "note", "draft", "past"]);
/** So far may the server's time and the one inside the seal be apart: clocks of devices are wrong by that much. */
const MOST_APART_MS = 3_600_000;

/** The letter's body. Throws NotForYou, Broken, WrongPlace, NotSigned, or Refusal when it cannot be fetched. */
export async function readLetter(conversation: Conversation, frame: Frame): Promise<Body> {
  // The server could show one message at two places; the page opens the one that stands first.
  if (conversation.bodies.has(frame.ref)) throw new WrongPlace();
  const sealed = frame.sealed ? fromBase64(frame.sealed) : await getBytes(frame.src);
  const body = await opened(conversation, frame, sealed);
  conversation.bodies.set(frame.ref, body);
  return body;
}

/** The first thing the seeker said, which may stand on an older page; null when there is none. */
export async function readFirst(conversation: Conversation): Promise<Body | null> {
  const first = conversation.data.first;
  if (!first) return null;
  const known = conversation.bodies.get(first.ref);
  if (known) return known;
  const frame: Frame = { ...first, kind: "in", author: "writer", verify: [], sealed: "" };
  return opened(conversation, frame, await getBytes(first.src));
}

/** Whether a letter says of itself another time than the page (ISO 8601) says. */
export function isOfAnotherTime(body: Body, at: string): boolean {
  // Said this way around, what is no time at all differs too.
  return !(Math.abs(Date.parse(body.time) - Date.parse(at)) <= MOST_APART_MS);
}

async function opened(conversation: Conversation, frame: Frame, sealed: Uint8Array): Promise<Body> {
  const message = unpack(await unseal(await conversation.identity(frame.epoch), sealed));
  const { line } = conversation.keyring;
  const verified = async (key: Uint8Array | null) =>
    check(message, line, conversation.data.ref, frame.ref, frame.epoch, key);
  const { kind, author, way } = message.body;
  if (kind !== frame.kind || author !== frame.author || way !== (frame.way ?? way)) throw new WrongPlace();
  if (isOfMember(frame)) await anyOf(frame.verify, verified);
  else await verified(await seekersKey(conversation, frame, message.body));
  return message.body;
}

/** What a member wrote is signed, whoever the page says wrote it. */
function isOfMember(frame: Frame): boolean {
  return OF_MEMBERS.has(frame.kind) || frame.way === "desk";
}

/**
 * What signs the words of a seeker who writes by the door; null for mail, which nobody signs. The first of them names
 * the key, so that later on nobody who only knows the conversation's recipient, as the server does, can add to them.
 */
async function seekersKey(conversation: Conversation, frame: Frame, body: Body): Promise<Uint8Array | null> {
  if (!body.way.startsWith("web")) return null;
  const isFirst = frame.ref === conversation.data.first?.ref;
  const first = isFirst ? body : await readFirst(conversation);
  const key = first?.extra.verify;
  if (typeof key !== "string") throw new NotSigned("no key of the seeker");
  return fromBase64(key);
}

/** Return if the seeker's own signed word says that this way back is theirs. Throws WrongPlace, NotSigned, and so on. */
export async function checkWay(conversation: Conversation, way: WayBack): Promise<void> {
  const { ref, epoch, src } = way.vouched;
  const frame: Frame = { ref, epoch, src, kind: "event", author: "writer", way: "web", verify: [], sealed: "" };
  const body = await opened(conversation, frame, await getBytes(src)).catch((error) => {
    if (error instanceof WrongPlace) throw new NotSigned("not the seeker's word");
    throw error;
  });
  if (body.extra.way_back !== way.recipient) throw new NotSigned("another way back");
}

/**
 * The seeker's own signed word that answers to the door leave by mail, with the card they go to, perhaps with their
 * public key; null when there is none. Throws what stops it from being theirs.
 */
export async function readMailWay(conversation: Conversation): Promise<Body | null> {
  const way = conversation.data.by_mail;
  if (!way) return null;
  const frame: Frame = { ...way, kind: "event", author: "writer", way: "web", verify: [], sealed: "" };
  const body = await opened(conversation, frame, await getBytes(way.src));
  if (body.extra.answers_by !== "mail" || !body.card) throw new WrongPlace("another word");
  if (way.encrypted && typeof body.extra.pgp_key !== "string") throw new WrongPlace("no key in it");
  return body;
}

/** A holder's signed word which key is the writer's. Throws what stops it from being theirs. */
export async function readKeyWord(conversation: Conversation, word: MembersWord): Promise<Body> {
  const { ref, epoch, src, author, verify } = word;
  const frame: Frame = { ref, epoch, src, author, kind: "event", way: "desk", verify, sealed: "" };
  const body = await opened(conversation, frame, await getBytes(src));
  const said = body.extra.writers_key as { key?: unknown; writer?: unknown; not?: unknown } | undefined;
  if (typeof said?.key !== "string" || typeof said.writer !== "string" || !Array.isArray(said.not)) {
    throw new WrongPlace("another word");
  }
  return body;
}

/**
 * The seeker's own signed word that they want to be told that an answer waits: the card of that address, and how; null
 * when there is none. Throws what stops it from being theirs.
 */
export async function readNotice(conversation: Conversation): Promise<{ card: string; wishes: Wishes } | null> {
  const said = conversation.data.notice?.said;
  if (!said) return null;
  const frame: Frame = { ...said, kind: "event", author: "writer", way: "web", verify: [], sealed: "" };
  const body = await opened(conversation, frame, await getBytes(said.src));
  const wishes = wishesIn(body.extra.notice);
  if (!wishes || !body.card) throw new WrongPlace("another word");
  return { card: body.card, wishes };
}

/** A member may have had several keys; one of them has to have signed. Throws what the last one threw. */
async function anyOf(keys: string[], verified: (key: Uint8Array) => Promise<void>): Promise<void> {
  let last: unknown = new WrongPlace();
  for (const key of keys) {
    try {
      return await verified(fromBase64(key));
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
