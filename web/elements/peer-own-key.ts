// The seeker's own OpenPGP key, for answers by mail. It is looked at on this device, and a secret one goes no further.
// Loaded when the field is opened, and so are its fields and sentences: they are a page of their own.
// Attributes: fields (where that page is), ours (the line's mail address). Parts: label, text, pick, file, told.

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
  #loading: Promise<void> | null = null;

  /** Have the fields, once. Throws when they did not come. */
  async load(): Promise<void> {
    this.#loading ??= this.#load();
    await this.#loading.catch((error) => {
      this.#loading = null;
      throw error;
    });
  }

  async #load(): Promise<void> {
    const { body } = await pageAt(this.getAttribute("fields") ?? "");
    this.append(...document.importNode(body, true).childNodes);
    count += 1;
    this.#name("label", this.#text, `own-key-${count}`);
    this.#name("pick", this.#file, `own-key-file-${count}`);
    this.#text.addEventListener("input", () => void this.#look(new TextEncoder().encode(this.#text.value)));
    this.#file.addEventListener("change", () => this.#choose());
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
    if (!this.firstElementChild) return;
    this.#text.value = "";
    this.#file.value = "";
    partOf(this, "told").replaceChildren();
  }

  /** Say which key answers are encrypted to: that of their own signed word, or that it is not theirs. */
  async showKept(place: HTMLElement, kept: () => Promise<Uint8Array>): Promise<void> {
    const key = await kept().catch(() => new Uint8Array());
    const found = await ask("describe", { keys: [key] }).catch(() => null);
    const facts = found?.[0];
    if (!facts) {
      place.replaceChildren(paragraph(textOf(this, found ? "odd" : "failed")));
      return;
    }
    const ended = facts.fit === "yes" ? [] : [paragraph(textOf(this, "now-ended"))];
    place.replaceChildren(paragraph(textOf(this, "now")), spelled(facts.fingerprint), ...ended);
  }

  #choose(): void {
    const [file] = this.#file.files ?? [];
    this.#file.value = "";
    if (!file) return;
    this.#text.value = file.name;
    void this.#look(file.arrayBuffer().then((data) => new Uint8Array(data)));
  }

  async #look(data: Uint8Array | Promise<Uint8Array>): Promise<void> {
    if (!this.#text.value.trim()) return this.clear();
    const looking = this.#own(data);
    this.#found = looking;
    const found = await looking;
    // Somebody types on: only what was asked last is told.
    if (this.#found === looking) this.#tell(found);
  }

  async #own(given: Uint8Array | Promise<Uint8Array>): Promise<Found> {
    const asked = Promise.resolve(given).then((data) => ask("own", { data }));
    const found: Found = await asked.catch(() => ({ facts: null, unfit: "failed" as const }));
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

/** A page of ours, read as a document that runs and loads nothing. Throws when it did not come. */
function pageAt(path: string): Promise<Document> {
  const request = new XMLHttpRequest();
  request.open("GET", path);
  request.responseType = "document";
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new Error("no answer"));
    request.onload = () =>
      request.status === 200 && request.response ? resolve(request.response) : reject(new Error("no page"));
    request.send();
  });
}

customElements.define("peer-own-key", PeerOwnKey);
