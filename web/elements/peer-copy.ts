// A button that copies the text of the part "text" and says so. For links that are shown once.

import { partOf, textOf } from "../texts.ts";

export class PeerCopy extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("button")?.addEventListener("click", () => void this.#copy());
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(partOf(this, "text").textContent?.trim() ?? "");
    partOf(this, "status").textContent = textOf(this, "copied");
  }
}

customElements.define("peer-copy", PeerCopy);
