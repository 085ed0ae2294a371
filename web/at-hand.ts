// The conversation of this page, with a new key where it needs one.

import { Conversation, type ConversationData } from "./conversation.ts";
import { getJson } from "./fetching.ts";
import { newKey } from "./granting.ts";
import { unlockedOrLeave } from "./keyring.ts";
import { post, Refusal } from "./post.ts";

let current: Promise<Conversation> | undefined;

/** The conversation of this page; goes to the locked page when there are no keys. */
export function theConversation(): Promise<Conversation> {
  current ??= load();
  return current;
}

/** The conversation by mail that this one goes on from, read on the same page; null when there is none. */
export async function theOneBefore(): Promise<Conversation | null> {
  const text = document.getElementById("conversation-before")?.textContent;
  return text ? new Conversation(JSON.parse(text) as ConversationData, await unlockedOrLeave()) : null;
}

async function load(): Promise<Conversation> {
  const text = document.getElementById("conversation")?.textContent ?? "";
  return renewed(new Conversation(JSON.parse(text) as ConversationData, await unlockedOrLeave()));
}

/** The same with a new key, when it needs one. What cannot be renewed here can be read; the server seals nothing new. */
async function renewed(old: Conversation): Promise<Conversation> {
  if (!old.data.needs_key) return old;
  const path = `/api/conversations/${old.data.ref}`;
  try {
    const new_key = await newKey(old, old.holders());
    // Another browser may have been quicker: then its key is as good.
    await post(`${path}/new-key`, { new_key }).catch((error) => quickerIs(error));
    return new Conversation(await getJson<ConversationData>(path), old.keyring);
  } catch {
    return old;
  }
}

function quickerIs(error: unknown): void {
  if (!(error instanceof Refusal && error.status === 409)) throw error;
}
