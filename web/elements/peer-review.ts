// A second person's yes or no: the draft with what was struck and what is new, a word to its writer, and three ways out.
// Attributes: draft (its ref), author, alias. Parts: changes, text, files, word, status. Acts: return, undo.

import { doAndShow, once, show, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { changesOf } from "../changes.ts";
import { post, postLarge, Refusal } from "../post.ts";
import type { Body } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";
import { despiteStop, reasonOf, sealCargo, sealMessage, sealNotice } from "../writing.ts";
import type { PeerFiles } from "./peer-files.ts";
import type { PeerLetter } from "./peer-letter.ts";

const LIST = "/desk/review/";

export class PeerReview extends HTMLElement {
  #draft = "";
  #knowsStop = false;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const send = form?.querySelector<HTMLElement>('[type="submit"]');
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (send) void once(send, () => this.#run(() => this.#release()));
    });
    this.addEventListener("input", () => this.#draw());
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-act]");
      if (button?.dataset.act === "return") void once(button, () => this.#run(() => this.#return()));
      if (button?.dataset.act === "undo") this.#fill();
    });
    void this.#read();
  }

  async #read(): Promise<void> {
    const conversation = await theConversation();
    await conversation.read;
    const letter = this.querySelector<PeerLetter>("peer-letter");
    this.#draft = letter?.body?.text ?? "";
    if (letter?.body) return this.#show(letter.body);
    // What does not open says why, in the place of the draft, and can be given back but not approved.
    partOf(this, "changes").replaceChildren(...(letter?.querySelectorAll(".notice") ?? []));
    this.querySelector('[type="submit"]')?.remove();
  }

  async #show(body: Body): Promise<void> {
    this.#fill();
    try {
      await this.#files.addOf(body);
    } catch (error) {
      showFailure(error, textOf(this, "no-files"));
      this.querySelector('[type="submit"]')?.remove();
    }
  }

  #fill(): void {
    this.#field.value = this.#draft;
    this.#draw();
  }

  #draw(): void {
    const pieces = changesOf(this.#draft, this.#field.value).map(({ kind, text }) => {
      const piece = document.createElement(kind === "same" ? "span" : kind);
      piece.textContent = text;
      return piece;
    });
    const whole = document.createElement("p");
    whole.append(...pieces);
    partOf(this, "changes").replaceChildren(whole);
    const undo = this.querySelector<HTMLElement>('[data-act="undo"]');
    if (undo) undo.hidden = this.#field.value === this.#draft;
  }

  async #run(act: () => Promise<void>): Promise<void> {
    const status = partOf(this, "status");
    status.textContent = textOf(this, "sending");
    try {
      await act();
    } catch (error) {
      this.#knowsStop ||= error instanceof Refusal && error.code === "asked-no-mail";
      showFailure(error, textOf(this, reasonOf(error)));
    } finally {
      status.textContent = "";
    }
  }

  async #release(): Promise<void> {
    const text = this.#field.value.trim();
    if (!text) return showFailure(null, textOf(this, "empty"));
    if (!(await this.#files.isWhole())) return;
    const conversation = await theConversation();
    const extra = { draft: this.getAttribute("draft"), written_by: this.getAttribute("author") };
    const message = await sealMessage(conversation, "out", text, extra, this.#files.files);
    const cargo = await sealCargo(conversation, text, this.#files.leaving);
    const notice = await sealNotice(conversation);
    await this.#noteWord();
    const path = `/api/drafts/${this.getAttribute("draft")}/release`;
    const leaving = this.#knowsStop ? despiteStop(cargo) : cargo;
    await postLarge(path, { message, cargo: leaving, notice }, this.#files.progress);
    // Without a copy nothing leaves: it waits behind the seeker's code.
    show(cargo ? "released" : "released-page", LIST);
  }

  async #return(): Promise<void> {
    const word = partOf<HTMLTextAreaElement>(this, "word").value.trim();
    const note = word ? await sealMessage(await theConversation(), "note", word) : null;
    await doAndShow(`/api/drafts/${this.getAttribute("draft")}/return`, { note }, "returned", LIST);
  }

  async #noteWord(): Promise<void> {
    const word = partOf<HTMLTextAreaElement>(this, "word").value.trim();
    if (!word) return;
    const conversation = await theConversation();
    const message = await sealMessage(conversation, "note", word);
    await post(`/api/conversations/${conversation.data.ref}/note`, { message });
    partOf<HTMLTextAreaElement>(this, "word").value = "";
  }

  get #files(): PeerFiles {
    return partOf<PeerFiles>(this, "files");
  }

  get #field(): HTMLTextAreaElement {
    return partOf<HTMLTextAreaElement>(this, "text");
  }
}

customElements.define("peer-review", PeerReview);
