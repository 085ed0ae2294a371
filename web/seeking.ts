// The seeker's side of a conversation: begun, coded, opened and written in here, sealed in this browser. Nothing of it
// is kept anywhere: when the page goes, only the seven words lead back.

import { inPieces, type Progress, whole } from "./by-pieces.ts";
import type { Attached, SealedFile } from "./files.ts";
import { fromBase64, toBase64 } from "./keyring.ts";
import { post, postLarge } from "./post.ts";
import {
  type Body,
  type Code,
  check,
  grant,
  keysOfCode,
  newCode,
  newIdentity,
  newSigningSeed,
  openGrant,
  recipientOf,
  seal,
  unpack,
  unseal,
  verifyKeyOf,
  WrongPlace,
} from "./seal/index.ts";
import type { Wishes } from "./wishes.ts";
import { newRef, type SealedMessage, sealApart, sealSaid } from "./writing.ts";

export interface Said {
  ref: string;
  kind: string;
  epoch: number;
  way: string;
  at: string;
  size_class: number;
  sealed: string;
}

/** What the server shows to who proves a code. */
export interface Shown {
  line: string;
  conversation: string;
  keys: { epoch: number; back_link: string }[];
  sealed: string;
  sealed_seed: string;
  is_kept: boolean;
  messages: Said[];
  due_at: string | null;
  is_closed: boolean;
  holders: number;
  readers: number;
  openings: number;
  is_by_mail: boolean;
  /** My word with my OpenPGP key in it, while answers are encrypted to that. */
  key_word: Said | null;
  /** How it stands with the notice: asked, confirmed, or "". */
  notice: string;
  /** For the two questions after the end: a word that belongs to no conversation; "" when there is none. */
  asked: string;
}

export interface Proof {
  look_up: string;
  proof: string;
}

/** Whom a conversation may be sealed to. `word`: for the pieces of its files. */
export interface Offer {
  token: string;
  line: string;
  keys: { ref: string; recipient: string }[];
  word: string;
}

/** A conversation in the hands of its seeker. */
export class Seeking {
  readonly line: string;
  readonly conversation: string;
  /** The newest epoch and its identity. */
  readonly epoch: number;
  readonly identity: string;
  /** Signs what the seeker writes, so that nobody who only knows the recipient can add in their name. */
  readonly seed: Uint8Array<ArrayBuffer>;

  constructor(of: {
    line: string;
    conversation: string;
    epoch: number;
    identity: string;
    seed: Uint8Array<ArrayBuffer>;
  }) {
    this.line = of.line;
    this.conversation = of.conversation;
    this.epoch = of.epoch;
    this.identity = of.identity;
    this.seed = of.seed;
  }

  /** What I say, signed and sealed. `asked`: what goes with the first message. */
  async say(kind: "in" | "event", text: string, extra: Record<string, unknown>): Promise<SealedMessage> {
    const recipient = await recipientOf(this.identity);
    return sealSaid(recipient, this, { kind, author: "writer", way: "web", text, extra }, []);
  }

  /** What I say first, its files beside it. */
  async sayFirst(text: string, extra: Record<string, unknown>, files: Attached[]) {
    const said = { kind: "in", author: "writer", way: "web", text, extra } as const;
    return sealApart(await recipientOf(this.identity), this, said, files);
  }

  /**
   * My word that answers leave by mail. `known`: the address as a sealed card, and the writer known by it; `key`: my
   * OpenPGP key, base64, to which they are encrypted then; "" for none.
   */
  async sayByMail(known: { card: string; writer: string }, key: string): Promise<SealedMessage> {
    const extra = { answers_by: "mail", ...(key ? { pgp_key: key } : {}) };
    const said = { kind: "event", author: "writer", way: "web", text: "", extra };
    return sealSaid(await recipientOf(this.identity), this, { ...said, ...known }, []);
  }

  /** My word that I want to be told that an answer waits. `card`: the address for it, as a sealed card. */
  async sayNotice(card: string, wishes: Wishes): Promise<SealedMessage> {
    const said = { kind: "event", author: "writer", way: "web", text: "", extra: { notice: wishes }, card };
    return sealSaid(await recipientOf(this.identity), this, said, []);
  }

  /** A new code for this conversation, and what the server keeps of it. */
  async newWay(): Promise<{ code: Code; proof: Proof; made: Record<string, unknown> }> {
    const code = newCode();
    const keys = await keysOfCode(code, this.line);
    const recipient = await recipientOf(keys.identity);
    const proof = proofOf(keys);
    const made = {
      ...proof,
      recipient,
      sealed: toBase64(await grant(this.identity, recipient)),
      sealed_seed: toBase64(await seal(recipient, this.seed)),
      vouched: await this.say("event", "", { way_back: recipient }),
    };
    return { code, proof, made };
  }
}

export interface Begun {
  seeking: Seeking;
  /** Lets this browser make the first code, or delete what it sent. */
  pass: string;
  dueAt: string | null;
  /** Begun by a link from a mail: nothing was written yet. */
  isLinked: boolean;
}

interface Stored {
  pass_word: string;
  due_at: string | null;
}

/** What a link begins, made here and not stored yet. */
export interface Prepared {
  seeking: Seeking;
  data: Record<string, unknown>;
}

/** What is to be sent: sent twice, it is stored once. */
export interface Ready extends Prepared {
  word: string;
  files: SealedFile[];
}

/** Whom to seal to. It uses up the word of the page. Throws Refusal. */
export async function offered(of: { started: string; number: number; language: string }): Promise<Offer> {
  return post<Offer>("/api/door/offer", { ...of, language: of.language || null });
}

/** A new word for a page whose word does not serve any more. Throws Refusal. */
export async function startAnew() {
  const { wait, ...start } = await post<{ word: string; tries: number; goal: string; wait: number }>(
    "/api/door/started",
    {},
  );
  return { ...start, from: performance.now() + wait * 1000 };
}

/** A conversation, made here and not sent yet. */
export async function prepare(
  offer: Offer,
  text: string,
  asked: Record<string, unknown>,
  with_: { language: string; urgent: boolean; files: Attached[] },
): Promise<Ready> {
  const language = with_.language || null;
  const identity = await newIdentity();
  const seed = newSigningSeed();
  const seeking = new Seeking({ line: offer.line, conversation: newRef(), epoch: 1, identity, seed });
  const grants: Record<string, string> = {};
  for (const key of offer.keys) grants[key.ref] = toBase64(await grant(identity, key.recipient));
  const verify = toBase64(await verifyKeyOf(seed));
  const said = {
    opens: true,
    verify,
    ...(Object.keys(asked).length ? { asked } : {}),
    ...(language ? { language } : {}),
  };
  const { message, sealedFiles: files } = await seeking.sayFirst(text, said, with_.files);
  const recipient = await recipientOf(identity);
  const { conversation } = seeking;
  const data = { token: offer.token, conversation, recipient, grants, message, language, urgent: with_.urgent };
  return { seeking, data, word: offer.word, files };
}

const SEND = "/api/door/send";

/** How it goes, and what ends it. */
export interface Telling {
  told: (progress: Progress) => void;
  stop?: AbortSignal | undefined;
}

/** Send it: its files in pieces, which go on by themselves after a lost connection, then the rest. Throws Refusal. */
export async function begin({ seeking, data, word, files }: Ready, telling: Telling): Promise<Begun> {
  const answer = await (files.length
    ? inPieces<Stored>(SEND, data, { word, files, ...telling })
    : postLarge<Stored>(SEND, data, () => undefined));
  return { seeking, pass: answer.pass_word, dueAt: answer.due_at, isLinked: false };
}

/** Delete what was sent, and arrived although its answer got lost. Throws Refusal, also when it has not arrived. */
export async function takeBack({ data, word, files }: Ready): Promise<void> {
  const named = files.length ? { ...data, word, files: await Promise.all(files.map(whole)) } : data;
  const { pass_word } = await postLarge<Stored>(SEND, named, () => undefined);
  await post("/api/door/take-back", { pass_word });
}

/** Erase the pieces that were sent under a word. Throws Refusal. */
export async function giveUp(word: string): Promise<void> {
  await post("/api/door/pieces", { word, files: [] });
}

/** Make what a link begins, sealed to those who hold the conversation by mail. Uses nothing up. Throws Refusal. */
export async function prepareByLink(link: string): Promise<Prepared> {
  const { line, keys } = await post<Omit<Offer, "token">>("/api/door/link", { link });
  const identity = await newIdentity();
  const seed = newSigningSeed();
  const seeking = new Seeking({ line, conversation: newRef(), epoch: 1, identity, seed });
  const grants: Record<string, string> = {};
  for (const key of keys) grants[key.ref] = toBase64(await grant(identity, key.recipient));
  const verify = toBase64(await verifyKeyOf(seed));
  const message = await seeking.say("in", "", { opens: true, verify, linked: true });
  const recipient = await recipientOf(identity);
  return { seeking, data: { link, conversation: seeking.conversation, recipient, grants, message } };
}

/** Store it; the link is used up. The same sent twice is begun once. Throws Refusal. */
export async function beginByLink({ seeking, data }: Prepared): Promise<Begun> {
  const answer = await post<{ pass_word: string }>("/api/door/go-on", data);
  return { seeking, pass: answer.pass_word, dueAt: null, isLinked: true };
}

/** What the server knows a code by; the words stay here. */
export function proofOf(keys: { lookUp: string; signIn: string }): Proof {
  return { look_up: fromHex(keys.lookUp), proof: fromHex(keys.signIn) };
}

/** Come back with a code. Throws Refusal (404 when it opens nothing), NotForYou, Broken. */
export async function comeBack(code: Code, line: string): Promise<{ seeking: Seeking; shown: Shown; proof: Proof }> {
  const keys = await keysOfCode(code, line);
  const proof = proofOf(keys);
  const shown = await post<Shown>("/api/door/open", proof);
  const identity = await openGrant(keys.identity, fromBase64(shown.sealed));
  const seed = await unseal(keys.identity, fromBase64(shown.sealed_seed));
  const epoch = shown.keys[0]?.epoch ?? 0;
  return { seeking: new Seeking({ ...shown, epoch, identity, seed }), shown, proof };
}

/** Opens what was said, epoch by epoch down the back links. */
export class Reading {
  readonly #seeking: Seeking;
  readonly #shown: Shown;
  readonly #proof: Proof;
  readonly #identities = new Map<number, string>();
  readonly #seen = new Set<string>();
  #verify: Uint8Array<ArrayBuffer> | null = null;

  constructor(seeking: Seeking, shown: Shown, proof: Proof) {
    this.#seeking = seeking;
    this.#shown = shown;
    this.#proof = proof;
    this.#identities.set(seeking.epoch, seeking.identity);
  }

  /** One message, checked. Own words have to carry the signature that the first of them names. */
  async open(said: Said): Promise<Body> {
    if (this.#seen.has(said.ref)) throw new WrongPlace("shown twice");
    this.#seen.add(said.ref);
    const sealed = said.sealed ? fromBase64(said.sealed) : await this.fetch("message", said.ref);
    const message = unpack(await unseal(await this.identity(said.epoch), sealed));
    const { body } = message;
    if (body.kind !== said.kind) throw new WrongPlace("another kind");
    if (body.kind === "in" && body.extra.opens === true) this.#verify = fromBase64(String(body.extra.verify ?? ""));
    const key = body.kind === "in" && body.way.startsWith("web") ? this.#verify : null;
    await check(message, this.#seeking.line, this.#seeking.conversation, said.ref, said.epoch, key);
    return body;
  }

  /** A word of mine that is no message, as the server keeps it. Throws what stops it from being mine. */
  async own(said: Said): Promise<Body> {
    const message = unpack(await unseal(await this.identity(said.epoch), fromBase64(said.sealed)));
    const { line, conversation, seed } = this.#seeking;
    await check(message, line, conversation, said.ref, said.epoch, await verifyKeyOf(seed));
    return message.body;
  }

  async identity(epoch: number): Promise<string> {
    const known = this.#identities.get(epoch);
    if (known) return known;
    const newer = this.#shown.keys.find((key) => key.epoch === epoch + 1);
    if (!newer?.back_link) throw new WrongPlace("no way to that epoch");
    const found = await openGrant(await this.identity(epoch + 1), fromBase64(newer.back_link));
    this.#identities.set(epoch, found);
    return found;
  }

  /** Sealed bytes of a message or an attachment. */
  async fetch(what: "message" | "attachment", ref: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(`/api/door/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...this.#proof, ref }),
      credentials: "omit",
    });
    if (!response.ok) throw new WrongPlace("not there");
    return new Uint8Array(await response.arrayBuffer());
  }
}

function fromHex(text: string): string {
  const bytes = text.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return toBase64(Uint8Array.from(bytes));
}
