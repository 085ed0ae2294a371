// Leaving quickly, after GOV.UK's research: a button that is always there, or Shift three times; never Escape, which
// stops a page from loading. The page is blank in the same frame, its one entry in the history is replaced.
// It may listen before all of the page is there: nothing is looked for in it before somebody leaves.
// Parts: status (says "1 of 3" to screen readers). Texts: pressed.

import { partOf, textOf } from "../texts.ts";

const WITHIN_MS = 5000;
const TIMES = 3;

export class PeerLeave extends HTMLElement {
  #pressed: number[] = [];

  connectedCallback(): void {
    this.addEventListener("click", this.#leave);
    document.addEventListener("keydown", this.#count);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#count);
  }

  #count = (event: KeyboardEvent): void => {
    if (event.key !== "Shift") {
      this.#pressed = [];
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    this.#pressed = [...this.#pressed.filter((at) => now - at < WITHIN_MS), now];
    if (this.#pressed.length >= TIMES) this.#leave();
    else partOf(this, "status").textContent = textOf(this, "pressed", { number: this.#pressed.length });
  };

  #leave = (event?: Event): void => {
    event?.preventDefault();
    const there = this.querySelector("a")?.href ?? "/leave/";
    document.documentElement.classList.add("gone");
    document.title = "";
    navigator.sendBeacon("/leave/");
    document.body.replaceChildren();
    location.replace(there);
  };
}

customElements.define("peer-leave", PeerLeave);
