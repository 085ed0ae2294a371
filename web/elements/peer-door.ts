// The steps of the seeker's page, all under one address: write, link, words, kept, back, read, asked, gone. It holds what the steps
// share, in memory only, and blanks the page after quiet minutes once something was opened.
// Attributes: line, started, language, loaded (seconds a page must be old before it sends).

import { tokenIn } from "../door-link.ts";
import type { Begun, Proof, Seeking, Shown } from "../seeking.ts";
import { dayInWords } from "../sizes.ts";
import { keepStep } from "../steps.ts";
import { partOf, showStep, textOf } from "../texts.ts";
import { listOf } from "../word-lists.ts";

const QUIET_MS = 15 * 60_000;

export interface Opened {
  seeking: Seeking;
  shown: Shown;
  proof: Proof;
}

export class PeerDoor extends HTMLElement {
  /** What this page has begun: until the words are kept it can be deleted without them. */
  begun: Begun | null = null;
  opened: Opened | null = null;
  /** The token of a link from a mail, until it is used. */
  link = "";
  /** For the two questions after the end. */
  word = "";
  /** The day (ISO 8601) after which no backup of what was deleted opens for anybody. */
  backupsGoneBy = "";
  #quiet = 0;

  connectedCallback(): void {
    // Before it is needed: later a connection may be gone, and asking then would tell that somebody has written.
    void listOf().catch(() => undefined);
    this.addEventListener("peer-step", (event) => this.go((event as CustomEvent<string>).detail));
    this.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLElement>("[data-go]");
      if (!link) return;
      event.preventDefault();
      this.go(link.dataset.go ?? "write");
    });
    addEventListener("hashchange", this.#follow);
    this.#follow();
    for (const name of ["input", "keydown", "pointerdown"]) this.addEventListener(name, () => this.#stay());
  }

  /** The conversation at hand: who proves it how, and what seals in it. Null when none is open. */
  get mine(): { seeking: Seeking; mine: Partial<Proof> & { pass_word?: string } } | null {
    const { begun, opened } = this;
    if (begun) return { seeking: begun.seeking, mine: { pass_word: begun.pass } };
    return opened && { seeking: opened.seeking, mine: opened.proof };
  }

  disconnectedCallback(): void {
    removeEventListener("hashchange", this.#follow);
  }

  get line(): string {
    return this.getAttribute("line") ?? "";
  }

  /** Show a step. The address stays, so that leaving replaces one entry of the history. */
  go(name: string): void {
    if (name === "back" || name === "write") this.opened = null;
    if (name === "gone") this.#tellOfBackups();
    showStep(this, name);
    keepStep(name);
    this.dispatchEvent(new CustomEvent("peer-shown", { detail: name }));
    this.#stay();
    scrollTo({ top: 0 });
  }

  /** Show the step of a link. Its token leaves the address at once, so that no history and no screen shows it. */
  #follow = (): void => {
    const link = tokenIn(location.hash);
    if (!link) return;
    history.replaceState(null, "", location.pathname + location.search);
    this.link = link;
    // The other elements of the page are defined after this one.
    queueMicrotask(() => this.go("link"));
  };

  #tellOfBackups(): void {
    const facts = { day: dayInWords(this.backupsGoneBy) };
    partOf(this, "backups").textContent = textOf(this, "gone-backups", facts);
  }

  /** After quiet minutes what was opened is gone from the page. */
  #stay(): void {
    clearTimeout(this.#quiet);
    if (this.opened) this.#quiet = window.setTimeout(() => this.go("back"), QUIET_MS);
  }
}

customElements.define("peer-door", PeerDoor);
