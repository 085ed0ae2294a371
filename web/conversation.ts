// A conversation, opened in this browser: its identities, epoch by epoch, and what was read in it.
// What to seal to is computed from the identity that was opened, never taken from the page.

import { fromBase64, type Keyring } from "./keyring.ts";
import { type Body, NotForYou, openGrant, recipientOf } from "./seal/index.ts";

export interface Person {
  member: string;
  alias: string;
  roles: string[];
  here: boolean;
  key: string;
  recipient: string;
}

export interface ConversationData {
  ref: string;
  version: number;
  channel: string;
  /** It was begun by encrypted mail: nothing leaves in the clear. */
  encrypted: boolean;
  /** It was not: how many encrypted mails came later, of whomever. */
  encrypted_later: number;
  /** As whom and under which subject an encrypted answer is written; null on the web door. */
  letterhead: { name: string; address: string; subject: string } | null;
  state: string;
  responsible: string;
  keys: { epoch: number; recipient: string; back_link: string }[];
  grant: string;
  /** A holder is gone or lost a device: a new epoch comes before anything is sealed. */
  needs_key: boolean;
  holders: Person[];
  people: Person[];
  delivery: { day: string; recipient: string } | null;
  first: Stored | null;
  /** The word of a seeker of the door that answers leave by mail; `encrypted`: with a key of theirs in it. */
  by_mail: (Stored & { encrypted: boolean }) | null;
  /** What holders said of the writer's key for encrypted answers, oldest first. */
  writers_keys: MembersWord[];
  /** Their word that they want to be told that an answer waits, once somebody at that address said yes. */
  notice: { said: Stored; delivery: { day: string; recipient: string } } | null;
  /** The seeker's codes: a new epoch has to open for them too. */
  ways: WayBack[];
  /** The address of the seeker's page, where an answer by mail may carry a link to it; else "". */
  page: string;
}

export interface Stored {
  ref: string;
  epoch: number;
  src: string;
}

/** A member's own word; `verify`: their keys, base64. */
export interface MembersWord extends Stored {
  author: string;
  verify: string[];
}

export interface WayBack {
  ref: string;
  recipient: string;
  /** The seeker's signed word for it. */
  vouched: Stored;
}

export class Conversation {
  readonly data: ConversationData;
  readonly keyring: Keyring;
  /** What was opened on this page, by message ref. */
  readonly bodies = new Map<string, Body>();
  /** The public keys that stood inside encrypted mails, by message ref. */
  readonly enclosed = new Map<string, Uint8Array[]>();
  readonly #identities = new Map<number, string>();
  #settle: () => void = () => undefined;
  /** Done when every letter of the page has been tried. */
  readonly read: Promise<void> = new Promise((resolve) => {
    this.#settle = resolve;
  });

  constructor(data: ConversationData, keyring: Keyring) {
    this.data = data;
    this.keyring = keyring;
  }

  /** The newest epoch. */
  get epoch(): number {
    return this.data.keys[0]?.epoch ?? 0;
  }

  settle(): void {
    this.#settle();
  }

  /** The identity of an epoch: the newest from my grant, older ones down the back links. Throws NotForYou. */
  async identity(epoch: number = this.epoch): Promise<string> {
    const known = this.#identities.get(epoch);
    if (known) return known;
    const found = await this.#open(epoch);
    this.#identities.set(epoch, found);
    return found;
  }

  /** What to seal to. */
  async recipient(): Promise<string> {
    return recipientOf(await this.identity());
  }

  /** Whether the page names another recipient of the newest epoch than the one that was opened: new mail goes there. */
  async isSwapped(): Promise<boolean> {
    return this.data.keys[0]?.recipient !== (await this.recipient());
  }

  holds(member: string): boolean {
    return this.data.holders.some((one) => one.member === member);
  }

  /** Somebody with the key that is granted to now. */
  person(member: string): Person | undefined {
    return [...this.data.people, ...this.data.holders].find((one) => one.member === member);
  }

  /** Who holds it, each with the key that is granted to now. */
  holders(): Person[] {
    return this.data.holders.flatMap((one) => this.person(one.member) ?? []);
  }

  /** Who holds it once I have taken it: I, and the leads who held it; all who held it, when I take over from another. */
  claimers(): Person[] {
    if (this.data.state !== "waiting") return this.holders();
    return this.holders().filter((one) => one.member === this.keyring.member || one.roles.includes("lead"));
  }

  leads(): Person[] {
    return this.data.people.filter((one) => one.roles.includes("lead"));
  }

  async #open(epoch: number): Promise<string> {
    if (epoch === this.epoch) return this.keyring.openGrant(fromBase64(this.data.grant));
    const newer = this.data.keys.find((key) => key.epoch === epoch + 1);
    if (epoch > this.epoch || !newer?.back_link) throw new NotForYou();
    return openGrant(await this.identity(epoch + 1), fromBase64(newer.back_link));
  }
}
