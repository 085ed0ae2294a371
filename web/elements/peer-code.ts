// The seven words: made here after the message has arrived, shown, saved if wanted, and two of them asked back.
// Attribute: again (a further code, made from inside). Parts: title, due, list, form, status.

import { isWord, twoOf } from "../asked-back.ts";
import { post } from "../post.ts";
import type { Code, WordList } from "../seal/index.ts";
import type { Proof, Shown } from "../seeking.ts";
import { inWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";
import { listOf } from "../word-lists.ts";
import type { PeerDoor } from "./peer-door.ts";

export class PeerCode extends HTMLElement {
  #code: Code | null = null;
  /** What spells it here. */
  #list: WordList | null = null;
  #proof: Proof | null = null;
  #asked: number[] = [];

  connectedCallback(): void {
    this.#door.addEventListener("peer-shown", (event) => {
      if ((event as CustomEvent<string>).detail === "words") void this.#make();
      else this.#forget();
    });
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-act]");
      if (button) void this.#act(button.dataset.act ?? "");
    });
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#check();
    });
  }

  /** Make a code and let the server keep its look-up; only then are the words shown, so that they surely open. */
  async #make(): Promise<void> {
    const { begun, opened } = this.#door;
    const seeking = begun?.seeking ?? opened?.seeking;
    if (!seeking) return;
    partOf(this, "due").textContent = begun?.dueAt ? textOf(this, "due", { due: inWords(begun.dueAt) }) : "";
    partOf(this, "title").textContent = textOf(this, begun?.isLinked ? "title-linked" : "title");
    partOf(this, "only-new").hidden = !begun || begun.isLinked;
    this.#tell("making");
    try {
      // First what may fail: a code whose words cannot be shown would open nothing.
      const list = await listOf();
      const { code, proof, made } = await seeking.newWay();
      if (begun) await post("/api/door/code", { pass_word: begun.pass, made });
      else await post("/api/door/code-again", { ...opened?.proof, made });
      this.#show(code, list, proof);
    } catch {
      this.#tell("failed");
      partOf(this, "again").hidden = false;
    }
  }

  #show(code: Code, list: WordList, proof: Proof): void {
    this.#code = code;
    this.#list = list;
    this.#proof = proof;
    partOf(this, "again").hidden = true;
    partOf(this, "shown").hidden = false;
    const rows = code.words(list).map((word) => {
      const row = document.createElement("li");
      row.textContent = word;
      return row;
    });
    partOf(this, "list").replaceChildren(...rows);
    this.#asked = twoOf(rows.length);
    this.#fields().forEach((field, at) => {
      field.value = "";
      const label = this.querySelector(`label[for="${field.id}"] span`);
      if (label) label.textContent = textOf(this, "word", { number: (this.#asked[at] ?? 0) + 1 });
    });
    this.#tell("");
  }

  async #act(act: string): Promise<void> {
    if (act === "again") await this.#make();
    if (act === "copy") await this.#copy();
    if (act === "save") this.#save();
    if (act === "print") print();
    if (act === "none") await this.#needNone();
    if (act === "take-back") await this.#takeBack();
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#words.join(" "));
    this.#tell("copied");
  }

  /** A plain file with a name that says nothing. */
  #save(): void {
    const text = `${textOf(this, "note-first")} ${this.#words.join(", ")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = `${textOf(this, "note-name")}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async #check(): Promise<void> {
    const [code, list] = [this.#code, this.#list];
    if (!code || !list || !this.#proof) return;
    const wrong = this.#fields().findIndex((field, at) => !isWord(code, this.#asked[at] ?? 0, field.value, list));
    if (wrong >= 0) {
      this.#tell("another", { number: (this.#asked[wrong] ?? 0) + 1 });
      this.#fields()[wrong]?.focus();
      return;
    }
    // The desk is told that the way back is kept; that it is not told loses nothing.
    await post("/api/door/kept", this.#proof).catch(() => undefined);
    if (this.#door.begun?.isLinked) await this.#goOn(this.#proof);
    else this.#finish("kept");
  }

  /** Who came by a link has written nothing yet: they go on to where they can. */
  async #goOn(proof: Proof): Promise<void> {
    const { begun } = this.#door;
    try {
      const shown = await post<Shown>("/api/door/open", proof);
      if (begun) this.#door.opened = { seeking: begun.seeking, shown, proof };
      this.#finish("read");
    } catch {
      this.#finish("back");
    }
  }

  async #takeBack(): Promise<void> {
    const { begun } = this.#door;
    if (!begun) return;
    try {
      const gone = await post<{ backups_gone_by: string }>("/api/door/take-back", { pass_word: begun.pass });
      this.#door.backupsGoneBy = gone.backups_gone_by;
      this.#finish("gone");
    } catch {
      this.#tell("failed");
    }
  }

  /** The desk is told; that it is not told loses nothing. */
  async #needNone(): Promise<void> {
    const { mine } = this.#door;
    if (mine) await post("/api/door/no-answer", { mine: mine.mine }).catch(() => undefined);
    this.#finish("none");
  }

  #forget(): void {
    this.#code = null;
    this.#proof = null;
    partOf(this, "list").replaceChildren();
  }

  #finish(step: string): void {
    this.#forget();
    this.#door.begun = null;
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: step }));
  }

  get #words(): string[] {
    return this.#code && this.#list ? this.#code.words(this.#list) : [];
  }

  #fields(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input")];
  }

  #tell(name: string, facts: Record<string, string | number> = {}): void {
    partOf(this, "status").textContent = name && textOf(this, name, facts);
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

customElements.define("peer-code", PeerCode);
