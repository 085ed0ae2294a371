// Who opens a conversation: a new epoch of its key for some, or the newest key for one more.

import type { Conversation, Person } from "./conversation.ts";
import { toBase64 } from "./keyring.ts";
import { checkWay } from "./reading.ts";
import { grant, newIdentity, recipientOf } from "./seal/index.ts";

export interface NewKey {
  epoch: number;
  recipient: string;
  back_link: string;
  grants: Record<string, string>;
  ways: Record<string, string>;
}

/** A new epoch whose holders are exactly `keep`. */
export async function newKey(conversation: Conversation, keep: Person[]): Promise<NewKey> {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const grants: Record<string, string> = {};
  for (const person of keep) grants[person.key] = await grantTo(conversation, person, identity);
  const ways: Record<string, string> = {};
  for (const way of conversation.data.ways) {
    // The server could name a recipient of its own as the seeker's.
    await checkWay(conversation, way);
    ways[way.ref] = toBase64(await grant(identity, way.recipient));
  }
  const link = await grant(await conversation.identity(), recipient);
  return { epoch: conversation.epoch + 1, recipient, back_link: toBase64(link), grants, ways };
}

/** Grants of the newest key for people who do not hold it yet. */
export async function grantsFor(conversation: Conversation, people: Person[]): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  for (const person of people) {
    if (conversation.holds(person.member)) continue;
    made[person.key] = await grantTo(conversation, person, await conversation.identity());
  }
  return made;
}

async function grantTo({ keyring }: Conversation, person: Person, identity: string): Promise<string> {
  const mine = person.member === keyring.member;
  return toBase64(await grant(identity, mine ? await keyring.recipient() : person.recipient));
}
