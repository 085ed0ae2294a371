// Writing: one field and Send. Nothing is kept while typing; nothing is lost when sending fails.
// Parts: form, text, send, notice (with a p), status, files (input), list, call (shown when a box of danger is ticked).

import { type Attached, attachedFrom, bytesOf } from "../files.ts";
import { Refusal } from "../post.ts";
import { isDrawn, redrawn } from "../redraw.ts";
import { begin } from "../seeking.ts";
import { sizeInWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";
import { workedOut } from "../working.ts";
import type { PeerDoor } from "./peer-door.ts";

const LARGEST_BYTES = 20_000_000;
const MOST_FILES = 10;
const SLOW_MS = 2000;

export class PeerWrite extends HTMLElement {
  #files: Attached[] = [];
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
      if (field.type === "file") void this.#add(field);
      if (field.name !== "now") return;
      partOf(this, "call").hidden = !this.#ticked().includes("hurt");
      partOf(this, "youth").hidden = !this.#ticked().includes("young");
    });
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-remove]");
      if (button) this.#remove(Number(button.dataset.remove));
    });
  }

  async #send(): Promise<void> {
    const button = partOf<HTMLButtonElement>(this, "send");
    const field = partOf<HTMLTextAreaElement>(this, "text");
    if (button.getAttribute("aria-disabled") === "true") return;
    if (!field.value.trim() && !this.#files.length) return this.#notice("empty", field);
    button.setAttribute("aria-disabled", "true");
    const words = button.textContent;
    button.textContent = textOf(this, "sending");
    const slow = setTimeout(() => this.#say(textOf(this, "slow")), SLOW_MS);
    try {
      await this.#oldEnough();
      await this.#begin(field);
    } catch (error) {
      this.#notice(reason(error), field);
    } finally {
      clearTimeout(slow);
      this.#say("");
      button.textContent = words;
      button.removeAttribute("aria-disabled");
    }
  }

  async #begin(field: HTMLTextAreaElement): Promise<void> {
    const door = this.#door;
    const told = (share: number) => {
      if (this.#files.length) this.#say(textOf(this, "progress", { percent: Math.floor(share * 100) }));
    };
    const started = door.getAttribute("started") ?? "";
    const urgent = this.#ticked().some((one) => one !== "young");
    const language = this.#value("language");
    const number = await this.#worked();
    door.begun = await begin(field.value, this.#asked(), {
      started,
      number,
      language,
      urgent,
      files: this.#files,
      told,
    });
    field.value = "";
    this.#files = [];
    partOf<HTMLFormElement>(this, "form").reset();
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "words" }));
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

  async #add(field: HTMLInputElement): Promise<void> {
    for (const file of field.files ?? []) {
      const one = await attachedFrom(file).catch(() => null);
      const clean = one && isDrawn(one.type) ? await redrawn(one).catch(() => null) : one;
      if (!clean) this.#say(textOf(this, "unreadable"));
      else if (this.#files.length >= MOST_FILES || bytesOf([...this.#files, clean]) > LARGEST_BYTES)
        this.#say(textOf(this, "too-large"));
      else this.#files.push(clean);
    }
    field.value = "";
    this.#draw();
  }

  #remove(at: number): void {
    this.#files.splice(at, 1);
    this.#draw();
    this.querySelector<HTMLElement>('input[type="file"]')?.focus();
  }

  #draw(): void {
    const rows = this.#files.map((one, at) => {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = one.name;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cdx-button cdx-button--weight-quiet";
      button.dataset.remove = String(at);
      button.textContent = textOf(this, "remove");
      const kept = isDrawn(one.type) ? "" : ` · ${textOf(this, "keeps-data")}`;
      row.append(name, ` · ${sizeInWords(one.data.length)}${kept} `, button);
      return row;
    });
    partOf(this, "list").replaceChildren(...rows);
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
