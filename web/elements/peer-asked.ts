// Two questions after the end. The answers go with a word that belongs to no conversation, and not at once: at a moment
// that this browser draws, or when the page is left, so that the server cannot tell them from those of others by time.
// Parts: form (with radios "helped" and "again").

import { partOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";

const SOONEST_MS = 20_000;
const LATEST_MS = 600_000;

export class PeerAsked extends HTMLElement {
  #waiting: { word: string; helped: number | null; again: number | null } | null = null;

  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep();
    });
    addEventListener("pagehide", this.#send);
  }

  disconnectedCallback(): void {
    removeEventListener("pagehide", this.#send);
    this.#send();
  }

  #keep(): void {
    const door = this.closest("peer-door") as PeerDoor;
    const [helped, again] = [this.#step("helped"), this.#step("again")];
    if (door.word && (helped || again)) {
      this.#waiting = { word: door.word, helped, again };
      setTimeout(this.#send, SOONEST_MS + Math.random() * (LATEST_MS - SOONEST_MS));
    }
    door.word = "";
    door.opened = null;
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "thanks" }));
  }

  #step(name: string): number | null {
    const chosen = this.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`);
    return chosen && Number(chosen.value);
  }

  #send = (): void => {
    if (!this.#waiting) return;
    navigator.sendBeacon("/api/door/answers", JSON.stringify(this.#waiting));
    this.#waiting = null;
  };
}

customElements.define("peer-asked", PeerAsked);
