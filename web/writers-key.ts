// Whose key an encrypted answer is made for. A key that the sender's own server vouches for is used as it came, with the
// first mail or from their domain; any other only after a holder said so, in a signed word that is sealed here. What
// comes later takes no place by itself.

import { openedData } from "./attachments.ts";
import type { Conversation } from "./conversation.ts";
import { fromBase64, toBase64 } from "./keyring.ts";
import { blocksIn } from "./pgp/key-blocks.ts";
import type { KeyFacts } from "./pgp/keys.ts";
import { NotOpened } from "./pgp/trouble.ts";
import { ask } from "./pgp.ts";
import { readKeyWord, readMailWay } from "./reading.ts";
import type { Body } from "./seal/index.ts";

/**
 * How a key became known: a holder confirmed it, it came with the first mail, their own domain names it, or it stands in
 * their signed word from the door.
 */
export type Known = "confirmed" | "first" | "directory" | "given";

/** Whom answers go to: the writer, what was said first, and the key that they gave at the door; null for none. */
export interface Way {
  first: Body;
  writer: string;
  key: Uint8Array | null;
}
/** Where a key stands that nobody confirmed: in a header, with their domain, with a mail, inside an encrypted one. */
export type Source = "autocrypt" | "directory" | "attached" | "inside";

/** A holder's word: this is the key, and of the others that were at hand it is none. */
export interface KeyWord {
  key: Uint8Array;
  writer: string;
  not: string[];
}

/** A key that could be theirs; `message` and `at` (ISO 8601) of what it came with; `vouched`: see `isVouchedFor`. */
export interface Offered extends KeyFacts {
  source: Source;
  message: string;
  at: string;
  vouched: boolean;
}

/** `current`: what answers are encrypted to, usable or not; null for none. `offered`: others, newest first. */
export interface TheirKey {
  current: (KeyFacts & { known: Known }) | null;
  offered: Offered[];
}

const LARGEST_FILE_BYTES = 1024 * 1024;
const KEY_FILE = /\.(?:asc|gpg|pgp|key)$/i;

/** All that holders said, oldest first. Throws NotOpened where one does not open: it could be the one that counts. */
async function wordsOf(conversation: Conversation): Promise<KeyWord[]> {
  const words: KeyWord[] = [];
  for (const one of conversation.data.writers_keys) {
    const body = await readKeyWord(conversation, one).catch(() => {
      throw new NotOpened("no-writer-key");
    });
    const { key, writer, not } = body.extra.writers_key as { key: string; writer: string; not: string[] };
    words.push({ key: fromBase64(key), writer, not });
  }
  return words;
}

/** What came of the key that answers to this writer are encrypted to, the key itself first; none for no key. */
export async function keysToAnswer(conversation: Conversation, to: Way): Promise<Uint8Array[]> {
  const begun = await begunWith(conversation, to);
  if (!begun) return [];
  return [begun.key, ...(to.key ? await anyKeys(conversation, to.writer) : laterKeys(conversation, to.writer))];
}

/** Keys that signatures are checked against, and how each became known: also older ones that were confirmed once. */
export async function keysToCheck(
  conversation: Conversation,
  first: Body | null,
): Promise<{ key: Uint8Array; known: Known }[]> {
  const words = await wordsOf(conversation).catch(() => []);
  const given = keyIn(await readMailWay(conversation).catch(() => null), "pgp_key");
  const of = (name: "autocrypt" | "web_key", known: Known) => keyIn(first, name).map((key) => ({ key, known }));
  return [
    ...given.map((key) => ({ key, known: "given" as const })),
    ...words.map(({ key }) => ({ key, known: "confirmed" as const })),
    ...of("autocrypt", "first"),
    ...of("web_key", "directory"),
  ];
}

/** The key of this writer as it stands, and what could take its place. Throws NotOpened. */
export async function theirKey(conversation: Conversation, to: Way): Promise<TheirKey> {
  const { first, writer } = to;
  const begun = await begunWith(conversation, to);
  const keys = await keysToAnswer(conversation, to);
  const told = keys.length ? await ask("usable", { keys }) : null;
  const current = told && begun ? { ...told, known: begun.known } : null;
  // Another key is theirs to give, at the door and behind their words.
  if (to.key) return { current, offered: [] };
  const words = (await wordsOf(conversation)).filter((one) => one.writer === writer);
  // A later word names only what was asked about then: what was refused before stays so.
  const refused = new Set([...words.flatMap((one) => one.not), current?.fingerprint]);
  const offered = (await allOffered(conversation, first, writer)).filter((one) => !refused.has(one.fingerprint));
  return { current, offered };
}

/** What a holder's word says, for sealing. */
export function keyWord(chosen: KeyFacts, writer: string, known: TheirKey): Record<string, unknown> {
  const others = [known.current, ...known.offered].flatMap((one) => one?.fingerprint ?? []);
  const not = [...new Set(others)].filter((one) => one !== chosen.fingerprint);
  return { writers_key: { key: toBase64(chosen.binary), fingerprint: chosen.fingerprint, writer, not } };
}

async function begunWith(
  conversation: Conversation,
  { first, writer, key: given }: Way,
): Promise<{ key: Uint8Array; known: Known } | null> {
  if (given) return { key: given, known: "given" };
  const word = (await wordsOf(conversation)).filter((one) => one.writer === writer).at(-1);
  if (word) return { key: word.key, known: "confirmed" };
  // Somebody else's mail says nothing of whom answers go to.
  if (first.kind !== "in" || first.writer !== writer) return null;
  const [key] = isVouchedFor(first) ? keyIn(first, "autocrypt") : [];
  if (key) return { key, known: "first" };
  const [found] = keyIn(first, "web_key");
  return found ? { key: found, known: "directory" } : null;
}

/** What came later counts only for renewing the very key that is known. */
function laterKeys(conversation: Conversation, writer: string): Uint8Array[] {
  const theirs = [...conversation.bodies.values()].filter((one) => one.kind === "in" && one.writer === writer);
  return theirs.flatMap((one) => [...(isVouchedFor(one) ? keyIn(one, "autocrypt") : []), ...keyIn(one, "web_key")]);
}

/** All that came with mails of this writer: it renews a key that only its owner can renew, whoever sent it. */
async function anyKeys(conversation: Conversation, writer: string): Promise<Uint8Array[]> {
  const mails = [...conversation.bodies.values()].filter((one) => one.kind === "in" && one.writer === writer);
  const found = await Promise.all(mails.map((mail) => keysOf(conversation, mail)));
  return found.flatMap((keys) => Object.values(keys).flat());
}

async function allOffered(conversation: Conversation, first: Body, writer: string): Promise<Offered[]> {
  const seen = new Map([[first.message, first], ...conversation.bodies]);
  const mails = [...seen.values()].filter((one) => one.kind === "in" && one.writer === writer && writer !== "");
  mails.sort((one, other) => other.time.localeCompare(one.time));
  const found = new Map<string, Offered>();
  for (const mail of mails) {
    for (const [source, keys] of Object.entries(await keysOf(conversation, mail))) {
      if (!keys.length) continue;
      for (const facts of await ask("describe", { keys })) {
        const from = { source: source as Source, message: mail.message, at: mail.time, vouched: isVouchedFor(mail) };
        if (!found.has(facts.fingerprint)) found.set(facts.fingerprint, { ...facts, ...from });
      }
    }
  }
  return [...found.values()];
}

/** The keys that one mail brought, by where they stood. */
async function keysOf(conversation: Conversation, mail: Body): Promise<Record<Source, Uint8Array[]>> {
  const isKey = (one: Body["attachments"][number]) =>
    (one.type === "application/pgp-keys" || KEY_FILE.test(one.name)) && one.bytes <= LARGEST_FILE_BYTES;
  const files = mail.attachments.filter(isKey).map((one) => openedData(conversation, mail, one).catch(() => null));
  const attached = (await Promise.all(files)).flatMap((one) => one ?? []);
  return {
    inside: conversation.enclosed.get(mail.message) ?? [],
    attached: [...attached, ...blocksIn(mail.text)],
    directory: keyIn(mail, "web_key"),
    autocrypt: keyIn(mail, "autocrypt"),
  };
}

function keyIn(body: Body | null, name: "autocrypt" | "web_key" | "pgp_key"): Uint8Array[] {
  const key = body?.extra[name];
  return typeof key === "string" && key ? [fromBase64(key)] : [];
}

/** Whether the sender's own server vouches for the mail: without that anybody could have put a key in. */
function isVouchedFor(body: Body): boolean {
  const { sender } = body.extra;
  return typeof sender === "object" && sender !== null && (sender as { verified?: unknown }).verified === true;
}
