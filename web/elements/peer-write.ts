// Writing: one field and Send. Nothing is kept while typing; nothing is lost when sending fails.
// Parts: form, text, send, notice (with a p), status, bar (how much of the files has left), files (input), list, call
// (shown when a box of danger is ticked).

import type { Progress } from "../by-pieces.ts";
import { Chosen } from "../chosen.ts";
import type { Attached } from "../files.ts";
import { Refusal } from "../post.ts";
import { begin, type Offer, offered, prepare, type Ready } from "../seeking.ts";
import { partOf, textOf } from "../texts.ts";
import { workedOut } from "../working.ts";
import type { PeerDoor } from "./peer-door.ts";

const SLOW_MS = 2000;

export class PeerWrite extends HTMLElement {
  readonly #chosen = new Chosen(this, (text) => this.#say(text));
  /** The page's word serves once: who has to press Send again has this still. */
  #offer: Offer | null = null;
  /** What was made to be sent, and of what: unchanged it is sent again as it is, so that it is stored once. */
  #made: { said: string; files: Attached[]; ready: Ready } | null = null;
  #work: Promise<number> | null = null;
  readonly #loaded = performance.now();

  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    // Begun while somebody writes, so that nobody waits for it after Send.
    this.addEventListener("input", () => void this.#worked(), { once: true });
    this.addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.name !== "now") return;
      partOf(this, "call").hidden = !this.#ticked().includes("hurt");
      partOf(this, "youth").hidden = !this.#ticked().includes("young");
    });
  }

  async #send(): Promise<void> {
    const button = partOf<HTMLButtonElement>(this, "send");
    const field = partOf<HTMLTextAreaElement>(this, "text");
    if (button.getAttribute("aria-disabled") === "true") return;
    if (!field.value.trim() && !this.#chosen.files.length) return this.#notice("empty", field);
    button.setAttribute("aria-disabled", "true");
    const words = button.textContent;
    button.textContent = textOf(this, "sending");
    const slow = setTimeout(() => this.#say(textOf(this, "slow")), SLOW_MS);
    try {
      await this.#oldEnough();
      await this.#begin(field);
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) this.#made = this.#offer = null;
      this.#notice(reason(error), field);
    } finally {
      clearTimeout(slow);
      this.#say("");
      partOf(this, "bar").hidden = true;
      button.textContent = words;
      button.removeAttribute("aria-disabled");
    }
  }

  async #begin(field: HTMLTextAreaElement): Promise<void> {
    this.#door.begun = await begin(await this.#ready(field.value), (progress) => this.#tell(progress));
    this.#made = null;
    this.#offer = null;
    field.value = "";
    this.#chosen.forget();
    partOf<HTMLFormElement>(this, "form").reset();
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "words" }));
  }

  async #ready(text: string): Promise<Ready> {
    const language = this.#value("language");
    const urgent = this.#ticked().some((one) => one !== "young");
    const { files } = this.#chosen;
    const said = JSON.stringify([text, this.#asked(), language, urgent]);
    if (this.#made?.said === said && this.#made.files === files) return this.#made.ready;
    const started = this.#door.getAttribute("started") ?? "";
    this.#offer ??= await offered({ started, number: await this.#worked(), language });
    const ready = await prepare(this.#offer, text, this.#asked(), { language, urgent, files });
    this.#made = { said, files, ready };
    return ready;
  }

  /** How far the files are. Said in tens, so that a screen reader does not talk without end. */
  #tell({ share, waits }: Progress): void {
    const bar = partOf<HTMLProgressElement>(this, "bar");
    bar.hidden = false;
    bar.value = share;
    const percent = Math.floor(share * 10) * 10;
    const words = waits ? textOf(this, waits === "gone" ? "gone" : "slow") : textOf(this, "progress", { percent });
    if (partOf(this, "status").textContent !== words) this.#say(words);
  }

  /** What was filled in of what is optional; sealed with the message, read by those who answer. */
  #asked(): Record<string, unknown> {
    const asked: Record<string, unknown> = {};
    const ticked = this.#ticked();
    if (ticked.length) asked.now = ticked;
    const wishes = this.#ticked("wishes");
    if (wishes.length) asked.wishes = wishes;
    for (const name of ["name", "wish", "topic", "away", "word", "country", "later"]) {
      const value = this.#value(name).trim();
      if (value) asked[name] = value;
    }
    if (this.querySelector<HTMLInputElement>('input[name="shared"]')?.checked) asked.shared = true;
    return asked;
  }

  #ticked(name = "now"): string[] {
    return [...this.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`)].map((one) => one.value);
  }

  #value(name: string): string {
    return this.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? "";
  }

  /** The server asks that a page be some seconds old: machines are quicker than people. */
  async #oldEnough(): Promise<void> {
    const wait = Number(this.#door.getAttribute("loaded") ?? 0) * 1000 - (performance.now() - this.#loaded) + 500;
    if (wait > 500) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** The number that the server may ask for, of this page's word. */
  #worked(): Promise<number> {
    const door = this.#door;
    const of = (name: string) => door.getAttribute(name) ?? "";
    this.#work ??= workedOut(of("started"), of("goal"), Number(of("work")));
    return this.#work;
  }

  #notice(name: string, field: HTMLElement): void {
    const notice = partOf(this, "notice");
    const words = notice.querySelector("p");
    if (words) words.textContent = textOf(this, name);
    notice.hidden = false;
    notice.focus();
    if (name === "empty") field.focus();
  }

  #say(text: string): void {
    partOf(this, "status").textContent = text;
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Refusal) || error.status === 0) return "failed";
  return error.code === "line-closed" ? "closed" : error.code === "old-page" ? "old-page" : "failed-ours";
}

customElements.define("peer-write", PeerWrite);
