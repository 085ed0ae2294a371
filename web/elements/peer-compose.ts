// Writing an answer or a note. What is written is kept, sealed to the writer, until it is sent.
// Attribute: act ("reply" or "draft": a second person reads it first). Parts: text, label, send, travels, status, others.
// An answer can carry files: <peer-files>.

import { type Leaving, once, show, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import type { Conversation } from "../conversation.ts";
import { grantsFor } from "../granting.ts";
import { joined, type Kept, keepDraft, keptDraft } from "../kept-draft.ts";
import type { News } from "../news.ts";
import { post, postLarge, Refusal } from "../post.ts";
import type { Body } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";
import { listed, timeOfDay } from "../times.ts";
import { type Cargo, despiteStop, reasonOf, sealCargo, sealMessage, sealNotice } from "../writing.ts";
import type { PeerFiles } from "./peer-files.ts";
import type { PeerTravels } from "./peer-travels.ts";

type As = "answer" | "note";

const KEEP_AFTER_MS = 2000;
// Who types says so at most this often; the server forgets it after a minute.
const SAY_WRITING_MS = 20_000;

export class PeerCompose extends HTMLElement {
  #as: As = "answer";
  readonly #kept: Kept = { answer: "", note: "" };
  #restored: Promise<void> = Promise.resolve();
  #timer = 0;
  #saidAt = 0;
  #others: string[] = [];
  #wasAsked = false;
  #knowsStop = false;

  connectedCallback(): void {
    // On a slow device somebody writes before this script is there.
    this.#kept.answer = this.#field.value;
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(this.#as === "note" ? "note" : (this.getAttribute("act") ?? "reply"));
    });
    this.addEventListener("click", this.#click);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("input", this.#input);
    this.addEventListener("peer-write", (event) => this.#switch((event as CustomEvent<As>).detail));
    document.addEventListener("peer-leaving", this.#leaving);
    document.addEventListener("peer-use-draft", this.#use);
    document.addEventListener("peer-news", this.#news);
    this.#restored = this.#restore();
  }

  disconnectedCallback(): void {
    document.removeEventListener("peer-leaving", this.#leaving);
    document.removeEventListener("peer-use-draft", this.#use);
    document.removeEventListener("peer-news", this.#news);
    clearTimeout(this.#timer);
  }

  #click = (event: Event): void => {
    const target = event.target as Element;
    const as = target.closest<HTMLElement>("button[data-as]")?.dataset.as;
    if (as) this.#switch(as as As);
    if (target.closest('[data-act="ask"]')) void this.#send("draft");
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.querySelector("form")?.requestSubmit();
  };

  #input = (): void => {
    this.#kept[this.#as] = this.#field.value;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#keep(), KEEP_AFTER_MS);
    if (Date.now() - this.#saidAt >= SAY_WRITING_MS) void this.#sayWriting();
  };

  #news = (event: Event): void => this.#showOthers((event as CustomEvent<News>).detail.writing);

  #leaving = (event: Event): void => {
    (event as CustomEvent<Leaving>).detail.waitFor(this.#keep());
  };

  #use = (event: Event): void => {
    const body = (event as CustomEvent<Body>).detail;
    this.#kept.answer = body.text;
    this.#switch("answer");
    this.#input();
    void this.#files.addOf(body).catch((error) => showFailure(error, textOf(this, "no-files")));
  };

  async #restore(): Promise<void> {
    const conversation = await theConversation();
    const kept = await keptDraft(conversation.keyring, conversation.data.ref);
    Object.assign(this.#kept, joined(kept, this.#kept));
    this.#field.value = this.#kept[this.#as];
  }

  /** Tell the other holders, without a word of it, and hear who of them is writing. A failure is no matter. */
  async #sayWriting(): Promise<void> {
    this.#saidAt = Date.now();
    const { data } = await theConversation();
    const path = `/api/conversations/${data.ref}/writing`;
    const answer = await post<{ writing: string[] }>(path, {}).catch(() => null);
    if (answer) this.#showOthers(answer.writing);
  }

  #showOthers(aliases: string[]): void {
    this.#others = aliases;
    const part = partOf(this, "others");
    const words = aliases.length ? textOf(this, "writing", { aliases: listed(aliases) }) : "";
    if (part.textContent !== words) part.textContent = words; // said again only when it changes
  }

  /** Whether somebody else is answering too; asked once. */
  #asksFirst(verb: string): boolean {
    if (verb === "note" || !this.#others.length || this.#wasAsked) return false;
    this.#wasAsked = true;
    this.#say("status", "writing-too", { aliases: listed(this.#others) });
    return true;
  }

  async #keep(): Promise<void> {
    await this.#restored; // or what was kept before would be lost
    const conversation = await theConversation();
    await keepDraft(conversation.keyring, conversation.data.ref, this.#kept);
    if (this.#field.value) this.#say("status", "kept", { time: timeOfDay(new Date()) });
  }

  #switch(as: As): void {
    this.#kept[this.#as] = this.#field.value || this.#kept[this.#as];
    this.#as = as;
    this.#field.value = this.#kept[as];
    for (const button of this.querySelectorAll<HTMLElement>("button[data-as]")) {
      button.setAttribute("aria-pressed", String(button.dataset.as === as));
    }
    this.querySelector("form")?.setAttribute("data-as", as);
    for (const part of ["label", "send"]) this.#say(part, `${part}-${as}`);
    partOf<PeerTravels>(this, "travels").say(as);
    this.querySelector('[data-act="ask"]')?.toggleAttribute("hidden", as === "note");
    this.#files.hidden = as === "note";
    this.#field.focus();
  }

  async #send(verb: string): Promise<void> {
    if (!this.#field.value.trim()) return this.#say("status", "empty");
    if (this.#asksFirst(verb)) return;
    await once(partOf(this, "send"), async () => {
      this.#say("status", "sending");
      this.#field.readOnly = true; // what is typed now would be lost
      try {
        if (verb !== "note" && !(await this.#files.isWhole())) return this.#say("status", "");
        await this.#post(await theConversation(), verb, this.#field.value.trim());
      } catch (error) {
        this.#knowsStop ||= error instanceof Refusal && error.code === "asked-no-mail";
        this.#say("status", "");
        showFailure(error, textOf(this, reasonOf(error)));
      } finally {
        this.#field.readOnly = false;
      }
    });
  }

  async #post(conversation: Conversation, verb: string, text: string): Promise<void> {
    const { ref, version } = conversation.data;
    const kinds = { reply: "out", note: "note", draft: "draft" } as const;
    const files = verb === "note" ? [] : this.#files.files;
    const message = await sealMessage(conversation, kinds[verb as keyof typeof kinds], text, {}, files);
    const cargo = verb === "reply" ? await this.#cargo(conversation, text) : null;
    const grants = verb === "draft" ? await grantsFor(conversation, conversation.leads()) : undefined;
    const more = verb === "reply" ? { cargo, notice: await sealNotice(conversation), version } : { grants };
    const done = { reply: cargo ? "sent" : "on-page", note: "noted", draft: "asked" }[verb] ?? "";
    clearTimeout(this.#timer);
    await postLarge(`/api/conversations/${ref}/${verb}`, { message, ...more }, this.#files.progress);
    if (verb !== "note") await this.#files.clear();
    this.#kept[this.#as] = "";
    this.#field.value = "";
    await keepDraft(conversation.keyring, ref, this.#kept);
    show(done);
  }

  async #cargo(conversation: Conversation, text: string): Promise<Cargo | null> {
    const cargo = await sealCargo(conversation, text, this.#files.leaving);
    return this.#knowsStop ? despiteStop(cargo) : cargo;
  }

  #say(part: string, name: string, facts: Record<string, string> = {}): void {
    const element = partOf(this, part);
    (element.querySelector(".cdx-label__label__text") ?? element).textContent = name && textOf(this, name, facts);
  }

  get #files(): PeerFiles {
    return partOf<PeerFiles>(this, "files");
  }

  get #field(): HTMLTextAreaElement {
    return partOf<HTMLTextAreaElement>(this, "text");
  }
}

customElements.define("peer-compose", PeerCompose);
