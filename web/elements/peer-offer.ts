// Somebody offers help: what they write is sealed in this browser to each of the leads, and only that is sent.
// In it stand the form, its fields to be sealed marked with data-sealed, and a JSON script: {key ref: recipient}.

import { partOf, textOf } from "../texts.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class PeerOffer extends HTMLElement {
  #isSending = false;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form || this.#fields.length === 0) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(form);
    });
    // Who comes back to the page by its history goes on writing.
    window.addEventListener("pageshow", () => this.#let(true));
    partOf(this, "here").hidden = false;
  }

  get #fields(): Field[] {
    return [...this.querySelectorAll<Field>("[data-sealed]")];
  }

  async #send(form: HTMLFormElement): Promise<void> {
    // Sealing takes its time: a second press would make two offers of one.
    if (this.#isSending) return;
    partOf(this, "status").hidden = true;
    const said = Object.fromEntries(this.#fields.map((one) => [one.name, one.value.trim()]));
    if (!said.contact) {
      this.#tell("missing");
      this.#fields.find((one) => one.name === "contact")?.focus();
      return;
    }
    this.#isSending = true;
    try {
      partOf<HTMLInputElement>(this, "sealed").value = JSON.stringify(await this.#seal(said));
    } catch {
      // Nothing leaves in the clear from a browser that has script.
      this.#isSending = false;
      this.#tell("failed");
      return;
    }
    this.#let(false);
    form.submit();
  }

  async #seal(said: Record<string, string>): Promise<Record<string, string>> {
    // Loaded when it is needed: the page itself stays small.
    const [{ pad, seal }, { toBase64 }] = await Promise.all([import("../seal/index.ts"), import("../keyring.ts")]);
    const plain = pad(new TextEncoder().encode(JSON.stringify({ v: 1, ...said })));
    const recipients = JSON.parse(this.querySelector("script")?.textContent ?? "{}") as Record<string, string>;
    const sealed: Record<string, string> = {};
    for (const [ref, recipient] of Object.entries(recipients)) sealed[ref] = toBase64(await seal(recipient, plain));
    return sealed;
  }

  /** A field that is disabled is not sent. */
  #let(write: boolean): void {
    this.#isSending = !write;
    for (const one of this.#fields) one.disabled = !write;
  }

  #tell(name: string): void {
    const status = partOf(this, "status");
    status.textContent = textOf(this, name);
    status.hidden = false;
  }
}

customElements.define("peer-offer", PeerOffer);
