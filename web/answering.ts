// How an answer would leave, and whose key it would be made for: asked once a page, when its letters are open.

import type { Conversation } from "./conversation.ts";
import { isAnsweredEncrypted } from "./encrypted.ts";
import { type TheirKey, theirKey } from "./writers-key.ts";
import { wayTo } from "./writing.ts";

/**
 * `no-key`: it has to be encrypted, and there is no key to do it with. `ended`: nothing can be encrypted any more to the
 * key that they gave at the door, where the answer waits then. `theirs`: of who is answered encrypted.
 */
export interface Answering {
  way: "page" | "mail" | "encrypted" | "no-key" | "ended";
  writer: string;
  theirs: TheirKey | null;
}

const asked = new WeakMap<Conversation, Promise<Answering>>();

/** Throws NoWay, NotOpened. */
export function answering(conversation: Conversation): Promise<Answering> {
  const found = asked.get(conversation) ?? ask(conversation);
  asked.set(conversation, found);
  return found;
}

async function ask(conversation: Conversation): Promise<Answering> {
  if (!conversation.data.delivery) return { way: "page", writer: "", theirs: null };
  const to = await wayTo(conversation);
  const { writer } = to;
  if (!isAnsweredEncrypted(conversation, to)) return { way: "mail", writer, theirs: null };
  const theirs = await theirKey(conversation, to);
  return { way: theirs.current?.fit === "yes" ? "encrypted" : to.key ? "ended" : "no-key", writer, theirs };
}
