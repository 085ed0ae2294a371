// The step behind a link from a mail: one button. Loading the page uses nothing up, for machines look at links in mails.
// Parts: first (what is said before), begin, status, over.

import { once } from "../acting.ts";
import { Refusal } from "../post.ts";
import { beginByLink, type Prepared, prepareByLink } from "../seeking.ts";
import { partOf, textOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";

export class PeerLink extends HTMLElement {
  // Kept for a second press: what was stored although its answer got lost is then not begun twice.
  #prepared: Prepared | null = null;

  connectedCallback(): void {
    const button = partOf(this, "begin");
    button.addEventListener("click", () => void once(button, () => this.#begin()));
    this.#door.addEventListener("peer-shown", (event) => {
      if ((event as CustomEvent<string>).detail === "link") this.#prepared = null;
    });
  }

  async #begin(): Promise<void> {
    this.#tell("beginning");
    try {
      this.#prepared ??= await prepareByLink(this.#door.link);
      this.#door.begun = await beginByLink(this.#prepared);
      this.#prepared = null;
      this.#door.link = "";
      this.#tell("");
      this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "words" }));
    } catch (error) {
      this.#failed(error instanceof Refusal ? error.status : 0);
    }
  }

  #failed(status: number): void {
    // Others hold it by now: the next press seals it to them.
    if (status === 409) this.#prepared = null;
    this.#tell(status === 404 ? "" : "failed");
    if (status !== 404) return;
    partOf(this, "first").hidden = true;
    partOf(this, "over").hidden = false;
    partOf(this, "over").focus();
  }

  #tell(name: string): void {
    partOf(this, "status").textContent = name && textOf(this, name);
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

customElements.define("peer-link", PeerLink);
