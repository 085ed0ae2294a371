// The files that go with an answer: chosen, listed by name, type and size, removed, kept sealed until it is sent.
// Attribute: keep (kept for the answer of this conversation). Parts: input, list, options, neutral, progress, status.

import type { Leaving } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { openedFiles } from "../attachments.ts";
import { type Attached, attachedFrom, bytesOf, fit, neutrallyNamed } from "../files.ts";
import { forgetFiles, keepFiles, keptFiles } from "../kept-files.ts";
import type { Body } from "../seal/index.ts";
import { sizeInWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";

export class PeerFiles extends HTMLElement {
  #files: Attached[] = [];
  /** What was kept is back: nothing is chosen before, or it would come back twice. */
  #restored: Promise<void> = Promise.resolve();
  /** One thing after the other, as it was done: an older choice is never kept over a newer one. */
  #kept: Promise<void> = Promise.resolve();
  /** Reading and opening what is to go along, which takes its time on a slow device. */
  #work: Promise<unknown> = Promise.resolve();
  /** How often something could not be taken. */
  #missed = 0;

  connectedCallback(): void {
    this.#input.addEventListener("change", () => this.#begin(this.#choose()));
    document.addEventListener("peer-leaving", this.#leaving);
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-remove]");
      if (button) this.#remove(Number(button.dataset.remove));
    });
    // What does not come back hinders nobody who chooses anew.
    if (this.hasAttribute("keep")) this.#restored = this.#restore().catch(() => undefined);
    this.#begin(this.#restored);
    // On a slow device some are chosen before this script is there.
    if (this.#input.files?.length) this.#begin(this.#choose());
  }

  disconnectedCallback(): void {
    document.removeEventListener("peer-leaving", this.#leaving);
  }

  /** Under their own names, as the record has them. */
  get files(): Attached[] {
    return [...this.#files];
  }

  /** Under the names by which they leave. */
  get leaving(): Attached[] {
    const isNeutral = partOf<HTMLInputElement>(this, "neutral").checked;
    return isNeutral ? neutrallyNamed(this.#files, (number) => textOf(this, "neutral-name", { number })) : this.files;
  }

  /**
   * Return when all that was chosen or kept is there, and whether nothing was missed meanwhile; that is said where it is.
   * Nothing is sent before: a file that is still read or opened would stay behind.
   */
  async isWhole(): Promise<boolean> {
    const missed = this.#missed;
    await this.#work;
    return this.#missed === missed;
  }

  /** Add files; says so when they are too large together, and then adds none of them. */
  async add(more: Attached[]): Promise<void> {
    await this.#restored;
    if (!fit([...this.#files, ...more])) return this.#miss("too-large");
    this.#files.push(...more);
    this.#changed();
  }

  /** Add those of a message that was opened. Throws when one of them does not open. */
  addOf(body: Body): Promise<void> {
    const adding = this.#addOpened(body);
    this.#begin(adding);
    return adding;
  }

  async #addOpened(body: Body): Promise<void> {
    try {
      await this.add(await openedFiles(await theConversation(), body));
    } catch (error) {
      this.#missed += 1;
      throw error;
    }
  }

  /** They were sent. */
  async clear(): Promise<void> {
    this.#files = [];
    await this.#afterOthers(async () => forgetFiles((await theConversation()).data.ref));
  }

  /** How much of it has reached the server, from 0 to 1. */
  progress = (share: number): void => {
    const bar = partOf<HTMLProgressElement>(this, "progress");
    bar.hidden = !this.#files.length;
    bar.value = share;
  };

  #begin(work: Promise<void>): void {
    this.#work = Promise.allSettled([this.#work, work]);
  }

  #leaving = (event: Event): void => {
    (event as CustomEvent<Leaving>).detail.waitFor(this.#work.then(() => this.#kept));
  };

  async #choose(): Promise<void> {
    try {
      const chosen = await Promise.all([...(this.#input.files ?? [])].map(attachedFrom));
      await this.add(chosen);
    } catch {
      this.#miss("unreadable");
    } finally {
      this.#input.value = "";
    }
  }

  #miss(name: string): void {
    this.#missed += 1;
    this.#say(name);
  }

  #remove(at: number): void {
    this.#files.splice(at, 1);
    this.#input.focus();
    this.#changed();
  }

  async #restore(): Promise<void> {
    const conversation = await theConversation();
    this.#files.unshift(...(await keptFiles(conversation.keyring, conversation.data.ref)));
    this.#draw();
  }

  #changed(): void {
    this.#draw();
    this.#say("attached", { number: this.#files.length, size: sizeInWords(bytesOf(this.#files)) });
    if (!this.hasAttribute("keep")) return;
    const files = this.files;
    // Where a browser keeps nothing they are there all the same.
    const keeping = this.#afterOthers(async () => {
      const conversation = await theConversation();
      await keepFiles(conversation.keyring, conversation.data.ref, files);
    });
    void keeping.catch(() => undefined);
  }

  #afterOthers(keep: () => Promise<void>): Promise<void> {
    this.#kept = this.#kept.catch(() => undefined).then(keep);
    return this.#kept;
  }

  #draw(): void {
    partOf(this, "list").replaceChildren(...this.#files.map((one, at) => this.#row(one, at)));
    partOf(this, "options").hidden = !this.#files.length;
  }

  #row(one: Attached, at: number): HTMLElement {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = one.name;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cdx-button cdx-button--weight-quiet";
    button.dataset.remove = String(at);
    button.textContent = textOf(this, "remove");
    const whose = document.createElement("span");
    whose.className = "hide";
    whose.textContent = ` ${one.name}`;
    button.append(whose);
    row.append(name, ` · ${one.type} · ${sizeInWords(one.data.length)} `, button);
    return row;
  }

  #say(name: string, facts: Record<string, string | number> = {}): void {
    partOf(this, "status").textContent = this.#files.length || name !== "attached" ? textOf(this, name, facts) : "";
  }

  get #input(): HTMLInputElement {
    return partOf<HTMLInputElement>(this, "input");
  }
}

customElements.define("peer-files", PeerFiles);
