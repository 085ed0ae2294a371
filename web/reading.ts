// Opening one letter: unseal, unpack, and check that it is what the page says it is.

import type { Conversation } from "./conversation.ts";
import { getBytes } from "./fetching.ts";
import { fromBase64 } from "./keyring.ts";
import { type Body, check, unpack, unseal, WrongPlace } from "./seal/index.ts";

/** What the page says of a letter. `verify`: the author's keys, base64; none for what the seeker or the line wrote. */
export interface Frame {
  ref: string;
  epoch: number;
  kind: string;
  author: string;
  verify: string[];
  sealed: string;
  src: string;
}

/** Kinds that only a member writes, and signs. */
const SIGNED = new Set(["out", "note", "draft"]);

/** The letter's body. Throws NotForYou, Broken, WrongPlace, NotSigned, or Refusal when it cannot be fetched. */
export async function readLetter(conversation: Conversation, frame: Frame): Promise<Body> {
  // The server could show one message at two places.
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

async function opened(conversation: Conversation, frame: Frame, sealed: Uint8Array): Promise<Body> {
  const message = unpack(await unseal(await conversation.identity(frame.epoch), sealed));
  const { line } = conversation.keyring;
  const verified = async (key: Uint8Array | null) =>
    check(message, line, conversation.data.ref, frame.ref, frame.epoch, key);
  if (message.body.kind !== frame.kind || message.body.author !== frame.author) throw new WrongPlace();
  if (SIGNED.has(frame.kind)) await anyOf(frame.verify, verified);
  else await verified(null);
  return message.body;
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
