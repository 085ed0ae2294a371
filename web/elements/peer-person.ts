// A member's real name and contact, sealed to the coordinators. On the member's own page a form writes it; on the
// coordinator's page it is only shown.
// Attributes: sealed (my copy, base64, or ""). A JSON script in it: {key ref: recipient} to seal to.

import { tell, tellFailure } from "../asked-words.ts";
import { fromBase64, type Keyring, toBase64, unlockedOrLeave } from "../keyring.ts";
import { post } from "../post.ts";
import { pad, seal, unseal } from "../seal/index.ts";
import { partOf } from "../texts.ts";

interface Person {
  v: 1;
  name: string;
  contact: string;
}

export class PeerPerson extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#keep();
    });
    // Opened only when somebody wants to see it.
    this.closest("details")?.addEventListener("toggle", () => void this.#open(), { once: true });
  }

  async #open(): Promise<void> {
    const sealed = this.getAttribute("sealed");
    if (!sealed) return;
    try {
      const person = await opened(await unlockedOrLeave(), fromBase64(sealed));
      for (const name of ["name", "contact"] as const) show(partOf(this, name), person[name]);
    } catch (error) {
      tellFailure(this, error);
    }
  }

  async #keep(): Promise<void> {
    const field = (name: string) => partOf<HTMLInputElement>(this, name).value.trim();
    const person: Person = { v: 1, name: field("name"), contact: field("contact") };
    const plain = pad(new TextEncoder().encode(JSON.stringify(person)));
    const recipients = JSON.parse(this.querySelector("script")?.textContent ?? "{}") as Record<string, string>;
    try {
      const sealed: Record<string, string> = {};
      for (const [ref, recipient] of Object.entries(recipients)) sealed[ref] = toBase64(await seal(recipient, plain));
      await post("/api/me/person", { sealed });
      tell(this, "kept");
    } catch (error) {
      tellFailure(this, error);
    }
  }
}

async function opened(keyring: Keyring, sealed: Uint8Array): Promise<Person> {
  const plain = await keyring.open((identity) => unseal(identity, sealed));
  return JSON.parse(new TextDecoder().decode(plain)) as Person;
}

function show(part: HTMLElement, text: string): void {
  if (part instanceof HTMLInputElement) part.value = text;
  else part.textContent = text;
}

customElements.define("peer-person", PeerPerson);
