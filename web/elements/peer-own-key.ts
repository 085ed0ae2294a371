// The seeker's own OpenPGP key, for answers by mail. It is looked at on this device, and a secret one goes no further.
// Loaded when the field is opened; its fields and sentences come once with the page, in #own-key.
// Attribute: ours (the line's mail address). Parts: label, text, pick, file, told.

import { isolated, paragraph, spelled } from "../drawing.ts";
import type { KeyFacts, Unfit } from "../pgp/keys.ts";
import { ask } from "../pgp.ts";
import { dayInWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";

type Found = { facts: KeyFacts | null; unfit: Unfit | "ours" | "failed" | "" };

let count = 0;

export class PeerOwnKey extends HTMLElement {
  /** What the field holds, looked at; null for nothing. */
  #found: Promise<Found> | null = null;

  connectedCallback(): void {
    const fields = document.querySelector<HTMLTemplateElement>("#own-key")?.content.cloneNode(true);
    if (!fields || this.firstElementChild) return;
    this.append(fields);
    count += 1;
    this.#name("label", this.#text, `own-key-${count}`);
    this.#name("pick", this.#file, `own-key-file-${count}`);
    this.#text.addEventListener("input", () => void this.#look(new TextEncoder().encode(this.#text.value)));
    this.#file.addEventListener("change", () => void this.#choose());
    // Closed, what could not be taken counts no more; a key that was taken stays.
    const part = this.closest("details");
    part?.addEventListener("toggle", () => {
      if (!part.open) void this.#found?.then(({ facts }) => facts || this.clear());
    });
  }

  /** The key, binary; empty when none was given, null for one that cannot be taken: then it says why. */
  async chosen(): Promise<Uint8Array | null> {
    const found = await this.#found;
    if (!found) return new Uint8Array();
    if (!found.facts) this.#text.focus();
    return found.facts?.binary ?? null;
  }

  clear(): void {
    this.#found = null;
    this.#text.value = "";
    this.#file.value = "";
    partOf(this, "told").replaceChildren();
  }

  /** Say which key answers are encrypted to: that of their own signed word, or that it is not theirs. */
  async showKept(place: HTMLElement, kept: () => Promise<Uint8Array>): Promise<void> {
    try {
      const [facts] = await ask("describe", { keys: [await kept()] });
      if (!facts) throw new Error("no key");
      const ended = facts.fit === "yes" ? [] : [paragraph(textOf(this, "now-ended"))];
      place.replaceChildren(paragraph(textOf(this, "now")), spelled(facts.fingerprint), ...ended);
    } catch {
      place.replaceChildren(paragraph(textOf(this, "odd")));
    }
  }

  async #choose(): Promise<void> {
    const [file] = this.#file.files ?? [];
    this.#file.value = "";
    if (!file) return;
    const data = new Uint8Array(await file.arrayBuffer());
    this.#text.value = file.name;
    await this.#look(data);
  }

  async #look(data: Uint8Array): Promise<void> {
    if (!this.#text.value.trim()) return this.clear();
    const looking = this.#own(data);
    this.#found = looking;
    const found = await looking;
    // Somebody types on: only what was asked last is told.
    if (this.#found === looking) this.#tell(found);
  }

  async #own(data: Uint8Array): Promise<Found> {
    const found: Found = await ask("own", { data }).catch(() => ({ facts: null, unfit: "failed" as const }));
    const ours = this.getAttribute("ours")?.toLowerCase();
    const isOurs = found.facts?.addresses.some((one) => one.toLowerCase() === ours);
    return isOurs ? { facts: null, unfit: "ours" } : found;
  }

  #tell({ facts, unfit }: Found): void {
    // Off the screen, and nothing is sent until another was given or the part was closed.
    if (unfit === "secret") this.#text.value = "";
    const told = partOf(this, "told");
    if (!facts) {
      told.replaceChildren(...[unfit, "without"].map((name) => paragraph(textOf(this, name))));
      return;
    }
    const names = paragraph(textOf(this, "names"));
    names.append(...facts.addresses.flatMap((one) => [" ", isolated(one)]));
    const ends = facts.endsAt ? [paragraph(textOf(this, "ends", { day: dayInWords(facts.endsAt) }))] : [];
    told.replaceChildren(paragraph(textOf(this, "good")), spelled(facts.fingerprint), names, ...ends);
  }

  /** The fields are there twice on a page: each has its own name. */
  #name(label: string, field: HTMLElement, id: string): void {
    field.id = id;
    partOf<HTMLLabelElement>(this, label).htmlFor = id;
  }

  get #text(): HTMLTextAreaElement {
    return partOf<HTMLTextAreaElement>(this, "text");
  }

  get #file(): HTMLInputElement {
    return partOf<HTMLInputElement>(this, "file");
  }
}

customElements.define("peer-own-key", PeerOwnKey);
