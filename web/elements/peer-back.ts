// Coming back: seven words, forgiving. Parts: form, words, open, status.

import { typedWords } from "../member-keys.ts";
import { Refusal } from "../post.ts";
import { readCode, UnreadableCode } from "../seal/index.ts";
import { comeBack } from "../seeking.ts";
import { partOf, textOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";

const COUNT = 7;

export class PeerBack extends HTMLElement {
  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#open();
    });
    partOf(this, "words").addEventListener("input", () => this.#hint());
  }

  async #open(): Promise<void> {
    const field = partOf<HTMLTextAreaElement>(this, "words");
    const button = partOf<HTMLButtonElement>(this, "open");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    this.#tell("opening");
    const door = this.closest("peer-door") as PeerDoor;
    try {
      door.opened = await comeBack(readCode(typedWords(field.value).join(" "), COUNT), door.line);
      field.value = "";
      this.#tell("");
      this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "read" }));
    } catch (error) {
      if (error instanceof UnreadableCode) this.#unread(error, field.value);
      else this.#tell(error instanceof Refusal && error.status !== 404 ? "failed" : "opens-nothing");
      field.focus();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  /** Say while typing how a slip is read, and how many words are still missing. */
  #hint(): void {
    const typed = typedWords(partOf<HTMLTextAreaElement>(this, "words").value);
    this.#tell("");
    if (typed.length !== COUNT) return;
    try {
      const words = readCode(typed.join(" "), COUNT).words();
      const at = words.findIndex((word, place) => (typed[place] ?? "").toLowerCase() !== word);
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
