// The page of a conversation: opens its letters, newest first, and says so once at the start and once at the end.
// Parts: subject (the h1, in the seeker's words; missing on a review), status.

import { theConversation, theOneBefore } from "../at-hand.ts";
import type { Conversation } from "../conversation.ts";
import { drawNotice } from "../drawing.ts";
import { hardIn } from "../hard.ts";
import { masksOf, withWord } from "../masks.ts";
import { readFirst, readMailWay, readNotice } from "../reading.ts";
import type { Body } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";
import { textOf as textOfLetter } from "../texts-of-letters.ts";
import { hour } from "../times.ts";
import { isAnyTime } from "../wishes.ts";
import type { PeerLetter } from "./peer-letter.ts";

// What takes less is shown at once, without bars.
const BARS_AFTER_MS = 300;
const LONGEST_TITLE = 60;

export class PeerConversation extends HTMLElement {
  connectedCallback(): void {
    void this.#open();
  }

  async #open(): Promise<void> {
    await customElements.whenDefined("peer-letter");
    const bars = setTimeout(() => this.#showBars(), BARS_AFTER_MS);
    const conversation = await theConversation();
    try {
      await conversation.identity();
      if (await conversation.isSwapped()) partOf(this, "status").after(drawNotice("swapped"));
      await this.#openLetters(conversation);
    } catch {
      this.#say("cannot");
    } finally {
      clearTimeout(bars);
      conversation.settle();
    }
  }

  async #openLetters(conversation: Conversation): Promise<void> {
    const letters = [...this.querySelectorAll<PeerLetter>("peer-letter")];
    const copies = new Set(letters.filter((one, place) => letters.findIndex((other) => isSame(one, other)) < place));
    letters.reverse();
    // Two linked conversations, each opened with its own key and checked as its own.
    const before = await theOneBefore();
    for (const letter of letters) await letter.open((isBefore(letter) && before) || conversation, copies.has(letter));
    before?.settle();
    const mine = letters.filter((letter) => !isBefore(letter));
    const first = await this.#markOthers(conversation, mine);
    const named = before && (await this.#markOthers(before, letters.filter(isBefore)));
    this.#nameIt(letters, named ?? first);
    await this.#sayHours(conversation);
    if (letters.length) this.#say("opened");
  }

  /** The heading is the seeker's own words. */
  #nameIt(letters: PeerLetter[], first: Body | null): void {
    const heading = this.querySelector<HTMLElement>('[data-part="subject"]');
    if (!heading || !first) return;
    // Of an encrypted mail the subject is inside what the letter opened.
    const opened = letters.find((letter) => letter.body?.message === first.message)?.body ?? first;
    const subject = hardIn(titleOf(opened), false).length ? "" : titleOf(opened);
    if (subject) heading.textContent = subject;
    for (const letter of letters) letter.leaveOutSubject(subject);
  }

  /** Letters of other writers are marked. Returns what the seeker said first, null when that does not open. */
  async #markOthers(conversation: Conversation, letters: PeerLetter[]): Promise<Body | null> {
    const first = await readFirst(conversation).catch(() => null);
    if (!first) return null;
    // Who writes by mail into a conversation of the door is the seeker only by the address that they gave there.
    const writer = first.way.startsWith("web") ? await this.#given(conversation) : first.writer;
    for (const letter of letters) if (letter.body?.kind === "in" && isOfOther(letter.body, writer)) letter.markOther();
    return first;
  }

  /** At which hours the seeker is told that an answer waits: only holders can read that. */
  async #sayHours(conversation: Conversation): Promise<void> {
    const part = this.querySelector<HTMLElement>('[data-part="hours"]');
    const told = await readNotice(conversation).catch(() => null);
    if (!part || !told || isAnyTime(told.wishes)) return;
    const { start, end } = told.wishes;
    part.textContent = textOf(this, "hours", { start: hour(start), end: hour(end) });
  }

  async #given(conversation: Conversation): Promise<string> {
    const given = await readMailWay(conversation).catch(() => null);
    return given?.writer ?? "";
  }

  #showBars(): void {
    const bars = [...this.querySelectorAll(".sealed")];
    for (const one of bars) one.classList.add("now");
    this.#say("opening", { number: 0, all: bars.length });
  }

  #say(name: string, facts: Record<string, number> = {}): void {
    partOf(this, "status").textContent = textOf(this, name, facts);
  }
}

function isBefore(letter: Element): boolean {
  return letter.hasAttribute("before");
}

function isSame(one: Element, other: Element): boolean {
  return one.getAttribute("ref") === other.getAttribute("ref");
}

/** What came by the door is signed; a mail is known by its writer. */
function isOfOther(body: Body, writer: string): boolean {
  return !body.way.startsWith("web") && body.writer !== writer;
}

/** The seeker's subject; by the door, where there is none, how their first words begin. */
function titleOf(body: Body): string {
  if (body.subject || !body.way.startsWith("web"))
    return withWord(body.subject, masksOf(body.extra, "subject"), textOfLetter("mask-name"));
  const start = body.text.trim().split("\n", 1)[0] ?? "";
  return start.length > LONGEST_TITLE ? `${start.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "")} …` : start;
}

customElements.define("peer-conversation", PeerConversation);
