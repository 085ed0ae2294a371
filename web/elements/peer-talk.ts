// Reading and answering: letters opened here, oldest first; one field; who has read it; more words; deleting.
// Parts: title, due, letters, form, text, send, notice, readers, erase, ended, erase-linked. Texts: see door/_read.html.

import { once } from "../acting.ts";
import { paragraph } from "../drawing.ts";
import { post, Refusal } from "../post.ts";
import { type Body, openAttachment } from "../seal/index.ts";
import { Reading, type Said, type Shown } from "../seeking.ts";
import { inWords, sizeInWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";
import type { Opened, PeerDoor } from "./peer-door.ts";

export class PeerTalk extends HTMLElement {
  /** Begun by a link from a mail: its first word says nothing, and the mails stay where they are. */
  #isLinked = false;

  connectedCallback(): void {
    this.#door.addEventListener("peer-shown", (event) => {
      if ((event as CustomEvent<string>).detail === "read") void this.#show();
      else partOf(this, "letters").replaceChildren();
    });
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void once(partOf(this, "send"), () => this.#answer());
    });
    this.addEventListener("click", (event) => {
      const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
      if (act === "erase") void this.#erase();
      if (act === "ask") this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "asked" }));
      if (act === "again") this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "words" }));
    });
  }

  async #show(): Promise<void> {
    const { opened } = this.#door;
    if (!opened) return;
    const { shown } = opened;
    const reading = new Reading(opened.seeking, shown, opened.proof);
    this.#isLinked = false;
    const rows: HTMLElement[] = [];
    // What was before stands before, whenever it was added: the newest is the last.
    const isPast = (one: Said) => Number(one.kind === "past");
    for (const said of [...shown.messages].sort((one, other) => isPast(other) - isPast(one))) {
      const letter = await this.#letter(reading, opened, said);
      if (letter) rows.push(letter);
    }
    this.#head(shown);
    partOf(this, "letters").replaceChildren(...rows);
    partOf(this, "erase-linked").hidden = !this.#isLinked;
    this.#door.word = shown.asked;
    partOf(this, "ended").hidden = !shown.is_closed;
    partOf(this, "ask").hidden = !shown.asked;
  }

  #head(shown: Shown): void {
    const said = shown.messages.filter((one) => one.kind !== "past").slice(this.#isLinked ? 1 : 0);
    const last = said.at(-1);
    const late = shown.due_at !== null && Date.parse(shown.due_at) < Date.now();
    const state = last?.kind === "out" ? "answered" : late ? "late" : last ? "waiting" : "ready";
    partOf(this, "title").textContent = textOf(this, state);
    const due = !last
      ? textOf(this, "ready-more")
      : shown.due_at && last?.kind !== "out"
        ? textOf(this, "due", { due: inWords(shown.due_at) })
        : "";
    partOf(this, "due").textContent = late ? textOf(this, "late-more") : due;
    const { readers, openings, holders } = shown;
    const readers_ = textOf(this, openings ? "readers" : "unread", { readers, openings, holders });
    partOf(this, "readers").textContent = readers_;
  }

  async #letter(reading: Reading, opened: Opened, said: Said): Promise<HTMLElement | null> {
    const body = await reading.open(said).catch(() => null);
    if (body?.extra.linked === true && said.kind === "in") {
      this.#isLinked = true;
      return null;
    }
    const letter = document.createElement("article");
    const isMine = said.kind === "in";
    letter.className = `letter ${isMine ? "mine" : said.kind === "past" ? "" : "new"}`;
    const head = document.createElement("header");
    const who = document.createElement("h2");
    const facts = document.createElement("span");
    facts.className = "small soft";
    [who.textContent, facts.textContent] = said.kind === "past" ? this.#ofPast(body) : this.#ofNow(said);
    head.append(who, facts);
    const text = document.createElement("div");
    text.className = "said";
    text.dir = "auto";
    letter.append(head, text);
    if (body) {
      text.append(...body.text.split(/\n[^\S\n]*\n+/).map(paragraph));
      letter.append(...body.attachments.map((one) => this.#file(reading, opened, body, one.ref)));
    } else text.append(paragraph(textOf(this, "not-opened")));
    return letter;
  }

  /** Whose words, and when and how they came. */
  #ofNow(said: Said): [string, string] {
    const isMine = said.kind === "in";
    const way = isMine ? textOf(this, said.way) : "";
    return [textOf(this, isMine ? "you" : "counselor"), [inWords(said.at), way].filter(Boolean).join(" · ")];
  }

  /** The same of what a counselor added from the mails before. */
  #ofPast(body: Body | null): [string, string] {
    const past = (body?.extra.past ?? {}) as Record<string, unknown>;
    const at = Number.isNaN(Date.parse(String(past.at))) ? "" : inWords(String(past.at));
    const who = textOf(this, past.who === "seeker" ? "past-you" : "past-us");
    return [who, [at, textOf(this, "past-added")].filter(Boolean).join(" · ")];
  }

  #file(reading: Reading, opened: Opened, body: Body, ref: string): HTMLElement {
    const facts = body.attachments.find((one) => one.ref === ref);
    const row = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cdx-button cdx-button--weight-quiet";
    button.textContent = `${facts?.name ?? ""} · ${sizeInWords(facts?.bytes ?? 0)}`;
    button.addEventListener("click", () => void this.#save(reading, opened, body, ref, row));
    row.append(button);
    return row;
  }

  async #save(reading: Reading, opened: Opened, body: Body, ref: string, row: HTMLElement): Promise<void> {
    try {
      const sealed = await reading.fetch("attachment", ref);
      const identity = await reading.identity(body.keyEpoch);
      const data = await openAttachment(identity, sealed, opened.seeking.conversation, body.message, ref);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
      link.download = body.attachments.find((one) => one.ref === ref)?.name || "file";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch {
      row.append(paragraph(textOf(this, "not-opened")));
    }
  }

  async #answer(): Promise<void> {
    const { opened } = this.#door;
    const field = partOf<HTMLTextAreaElement>(this, "text");
    if (!opened) return;
    if (!field.value.trim()) return this.#notice("empty");
    try {
      field.readOnly = true; // what is typed now would be lost
      const message = await opened.seeking.say("in", field.value, {});
      await post("/api/door/write", { ...opened.proof, message });
      field.value = "";
      await this.#again(opened);
    } catch (error) {
      this.#notice(error instanceof Refusal && error.status === 409 ? "changed" : "failed");
    } finally {
      field.readOnly = false;
    }
  }

  /** Show it as the server has it now. */
  async #again(opened: Opened): Promise<void> {
    const shown = await post<Shown>("/api/door/open", opened.proof);
    this.#door.opened = { ...opened, shown };
    partOf(this, "notice").hidden = true;
    await this.#show();
    partOf(this, "title").focus();
  }

  async #erase(): Promise<void> {
    const { opened } = this.#door;
    if (!opened) return;
    try {
      const gone = await post<{ backups_gone_by: string }>("/api/door/erase", opened.proof);
      this.#door.backupsGoneBy = gone.backups_gone_by;
      this.#door.opened = null;
      this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "gone" }));
    } catch {
      this.#notice("failed");
    }
  }

  #notice(name: string): void {
    const notice = partOf(this, "notice");
    const words = notice.querySelector("p");
    if (words) words.textContent = textOf(this, name);
    notice.hidden = false;
    notice.focus();
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

customElements.define("peer-talk", PeerTalk);
