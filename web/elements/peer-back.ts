// Coming back: seven words, forgiving. Parts: form, words, open, status.

import { once } from "../acting.ts";
import { Refusal } from "../post.ts";
import { plain, readCode, typedWords, UnreadableCode } from "../seal/index.ts";
import { comeBack } from "../seeking.ts";
import { partOf, textOf } from "../texts.ts";
import { listOf, meant } from "../word-lists.ts";
import type { Opened, PeerDoor } from "./peer-door.ts";

const COUNT = 7;

export class PeerBack extends HTMLElement {
  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void once(partOf(this, "open"), () => this.#open());
    });
    partOf(this, "words").addEventListener("input", () => void this.#hint());
  }

  async #open(): Promise<void> {
    const field = partOf<HTMLTextAreaElement>(this, "words");
    this.#tell("opening");
    const door = this.closest("peer-door") as PeerDoor;
    try {
      door.opened = await this.#opened(field.value, door.line);
      field.value = "";
      this.#tell("");
      this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "read" }));
    } catch (error) {
      if (error instanceof UnreadableCode) this.#unread(error, field.value);
      else this.#tell(error instanceof Refusal && error.status !== 404 ? "failed" : "opens-nothing");
      field.focus();
    }
  }

  /** What a text may mean is tried one after the other: the look-up tells which it is. */
  async #opened(text: string, line: string): Promise<Opened> {
    let last: unknown = null;
    for await (const code of meant(text, COUNT)) {
      try {
        return await comeBack(code, line);
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 404)) throw error;
        last = error;
      }
    }
    throw last;
  }

  /** Say while typing how a slip is read, and how many words are still missing. */
  async #hint(): Promise<void> {
    const text = partOf<HTMLTextAreaElement>(this, "words").value;
    const typed = typedWords(text);
    this.#tell("");
    if (typed.length !== COUNT) return;
    const list = await listOf().catch(() => null);
    if (!list) return;
    try {
      const words = readCode(text, COUNT, [list]).words(list);
      const at = words.findIndex((word, place) => plain(typed[place] ?? "") !== plain(word));
      if (at >= 0) this.#tell("repaired", { typed: typed[at] ?? "", read: words[at] ?? "" });
    } catch (error) {
      if (!(error instanceof UnreadableCode)) throw error;
    }
  }

  #unread(error: UnreadableCode, text: string): void {
    const at = error.positions[0];
    if (at) this.#tell("unreadable", { number: at, typed: typedWords(text)[at - 1] ?? "" });
    else this.#tell("count", { count: typedWords(text).length });
  }

  #tell(name: string, facts: Record<string, string | number> = {}): void {
    partOf(this, "status").textContent = name && textOf(this, name, facts);
  }
}

customElements.define("peer-back", PeerBack);
