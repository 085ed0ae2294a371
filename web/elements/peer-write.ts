// Writing: one field and Send. Nothing is kept while typing; nothing is lost when sending fails.
// Parts: form, text, send, notice (with a p), status, leaving (with bar, how much of the files has left, and stop), files
// (input), list, call (shown when a box of danger is ticked).

import { once } from "../acting.ts";
import type { Progress } from "../by-pieces.ts";
import { Chosen } from "../chosen.ts";
import { FirstMessage } from "../first-message.ts";
import { Refusal } from "../post.ts";
import { partOf, textOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";

const SLOW_MS = 2000;

export class PeerWrite extends HTMLElement {
  readonly #chosen = new Chosen(this, (text) => this.#say(text));
  #first: FirstMessage | null = null;
  #stop = new AbortController();
  readonly #loaded = performance.now();

  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      const button = partOf<HTMLButtonElement>(this, "send");
      void once(button, () => this.#send(button));
    });
    partOf(this, "stop").addEventListener("click", () => this.#stop.abort());
    // Begun while somebody writes, so that nobody waits for it after Send.
    this.addEventListener("input", () => void this.#message.work(), { once: true });
    this.addEventListener("change", () => this.#offer());
    // On a slow phone a box is ticked before this script is there.
    this.#offer();
  }

  /** Show what is for somebody who ticked this. */
  #offer(): void {
    partOf(this, "call").hidden = !this.#ticked().includes("hurt");
    partOf(this, "youth").hidden = !this.#ticked().includes("young");
  }

  async #send(button: HTMLButtonElement): Promise<void> {
    const field = partOf<HTMLTextAreaElement>(this, "text");
    const words = button.textContent;
    button.textContent = textOf(this, "sending");
    // A picture is drawn anew before it leaves. On an old phone that takes seconds, and it must not stay behind.
    const isWhole = await this.#chosen.isWhole();
    button.textContent = words;
    if (!isWhole) return;
    if (!field.value.trim() && !this.#chosen.files.length) return this.#notice("empty", field);
    button.textContent = textOf(this, "sending");
    const slow = setTimeout(() => this.#say(textOf(this, "slow")), SLOW_MS);
    try {
      field.readOnly = true; // what is typed now would be lost
      await this.#begin(field);
    } catch (error) {
      this.#notice(this.#stop.signal.aborted ? "stopped" : reason(error), field);
    } finally {
      clearTimeout(slow);
      this.#say("");
      field.readOnly = false;
      partOf(this, "leaving").hidden = true;
      button.textContent = words;
    }
  }

  async #begin(field: HTMLTextAreaElement): Promise<void> {
    const urgent = this.#ticked().some((one) => one !== "young");
    const { files } = this.#chosen;
    const written = { text: field.value, asked: this.#asked(), language: this.#value("language"), urgent, files };
    this.#stop = new AbortController();
    this.#door.begun = await this.#message.send(written, {
      told: (progress) => this.#tell(progress),
      anew: () => this.#say(textOf(this, "anew")),
      stop: this.#stop.signal,
    });
    field.value = "";
    this.#chosen.forget();
    partOf<HTMLFormElement>(this, "form").reset();
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "words" }));
  }

  /** How far the files are. Said in quarters, so that a screen reader does not talk without end. */
  #tell({ share, waits, mayStop }: Progress): void {
    partOf(this, "leaving").hidden = false;
    partOf(this, "stop").hidden = !mayStop;
    partOf<HTMLProgressElement>(this, "bar").value = share;
    const percent = Math.floor(share * 4) * 25;
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

  /** What is sent from this page. The server asks that a page be some seconds old: machines are quicker than people. */
  get #message(): FirstMessage {
    const of = (name: string) => this.#door.getAttribute(name) ?? "";
    const from = this.#loaded + Number(of("loaded")) * 1000;
    this.#first ??= new FirstMessage({ word: of("started"), goal: of("goal"), tries: Number(of("work")), from });
    return this.#first;
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
