// How what is written travels. Of an answer that depends on what stands in the letters, so it is said once they are open.
// Part: words. Texts: note, and one for each way of `answering`.

import { type Answering, answering } from "../answering.ts";
import { theConversation } from "../at-hand.ts";
import { partOf, textOf } from "../texts.ts";

export class PeerTravels extends HTMLElement {
  #way: Answering["way"] | "" = "";
  #as: "answer" | "note" = "answer";

  connectedCallback(): void {
    void this.#learn();
  }

  /** Say it of what is written now. */
  say(as: "answer" | "note"): void {
    this.#as = as;
    const name = as === "note" ? "note" : this.#way;
    partOf(this, "words").textContent = name && textOf(this, name);
  }

  async #learn(): Promise<void> {
    const found = await answering(await theConversation()).catch(() => null);
    if (found) this.#way = found.way;
    this.say(this.#as);
  }
}

customElements.define("peer-travels", PeerTravels);
