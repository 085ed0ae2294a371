// Shows the words of a new code or sheet, and asks two of them back. Fires "kept" when both were right.
// Parts: list, asking (a form with two fields named by data-ask), status. Acts: copy, print, written, again.

import { isWord, twoOf } from "../asked-back.ts";
import { ENGLISH } from "../english.ts";
import type { Code } from "../seal/index.ts";
import { partOf, showStep, textOf } from "../texts.ts";

export class PeerWords extends HTMLElement {
  #code: Code | null = null;
  #asked: number[] = [];

  connectedCallback(): void {
    this.addEventListener("click", this.#act);
    this.addEventListener("submit", this.#answer);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#act);
    this.removeEventListener("submit", this.#answer);
  }

  /** Show a code. It is in no attribute and in no field, and gone from the page once kept. */
  show(code: Code): void {
    this.#code = code;
    const rows = code.words(ENGLISH).map((word) => {
      const row = document.createElement("li");
      row.textContent = word;
      return row;
    });
    partOf(this, "list").replaceChildren(...rows);
    this.hidden = false;
    showStep(this, "words");
  }

  #act = (event: Event): void => {
    const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
    if (act === "print") print();
    if (act === "copy") void this.#copy();
    if (act === "written") this.#ask();
    if (act === "again") showStep(this, "words");
  };

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#code?.words(ENGLISH).join(" ") ?? "");
    partOf(this, "copied").textContent = textOf(this, "copied");
  }

  #ask(): void {
    if (!this.#code) return;
    this.#asked = twoOf(this.#code.count);
    this.#fields().forEach((field, at) => {
      field.value = "";
      const label = this.querySelector(`label[for="${field.id}"] span`);
      if (label) label.textContent = textOf(this, "word", { number: (this.#asked[at] ?? 0) + 1 });
    });
    partOf(this, "status").textContent = "";
    showStep(this, "asking");
  }

  #answer = (event: Event): void => {
    event.preventDefault();
    const code = this.#code;
    if (!code) return;
    const wrong = this.#fields().findIndex((field, at) => !isWord(code, this.#asked[at] ?? 0, field.value, ENGLISH));
    if (wrong >= 0) {
      partOf(this, "status").textContent = textOf(this, "another", { number: (this.#asked[wrong] ?? 0) + 1 });
      this.#fields()[wrong]?.focus();
      return;
    }
    this.#code = null;
    partOf(this, "list").replaceChildren();
    this.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
  };

  #fields(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input")];
  }
}

customElements.define("peer-words", PeerWords);
