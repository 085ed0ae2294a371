// Somebody's offer of help, sealed to the leads: opened in this browser when a lead wants to see it.
// Attributes: sealed (my copy, base64). Parts: role, name, contact, languages, text.

import { tellFailure } from "../asked-words.ts";
import { fromBase64, unlockedOrLeave } from "../keyring.ts";
import { unseal } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";

const PARTS = ["name", "contact", "languages", "text"] as const;

export class PeerOffered extends HTMLElement {
  connectedCallback(): void {
    this.closest("details")?.addEventListener("toggle", () => void this.#open(), { once: true });
  }

  async #open(): Promise<void> {
    const sealed = fromBase64(this.getAttribute("sealed") ?? "");
    try {
      const keyring = await unlockedOrLeave();
      const plain = await keyring.open((identity) => unseal(identity, sealed));
      const said = JSON.parse(new TextDecoder().decode(plain)) as Record<string, unknown>;
      for (const name of PARTS) partOf(this, name).textContent = typeof said[name] === "string" ? said[name] : "";
      partOf(this, "role").textContent = textOf(this, `role-${said.role}`);
      partOf(this, "said").hidden = false;
    } catch (error) {
      tellFailure(this, error);
    }
  }
}

customElements.define("peer-offered", PeerOffered);
