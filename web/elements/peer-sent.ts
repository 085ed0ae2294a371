// A reply that waits thirty seconds: counts down, and can be taken back. Its text then stands in the answer again.
// Attribute: leaves (ISO time). Part: words. Act: take-back.

import { keepAll, once, show, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { openedFiles } from "../attachments.ts";
import type { Conversation } from "../conversation.ts";
import { fit } from "../files.ts";
import { keepDraft, keptDraft } from "../kept-draft.ts";
import { keepFiles, keptFiles } from "../kept-files.ts";
import { post } from "../post.ts";
import type { Body } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";

export class PeerSent extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.querySelector('[data-act="take-back"]')?.addEventListener("click", (event) => {
      void once(event.currentTarget as HTMLElement, () => this.#takeBack());
    });
    this.#timer = window.setInterval(() => this.#count(), 1000);
    this.#count();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  #count(): void {
    const seconds = Math.ceil((Date.parse(this.getAttribute("leaves") ?? "") - Date.now()) / 1000);
    // The words are read aloud when they change; the seconds are for the eye.
    this.removeAttribute("role");
    partOf(this, "words").textContent = seconds > 0 ? textOf(this, "leaves", { seconds }) : textOf(this, "left");
    if (seconds > 0) return;
    clearInterval(this.#timer);
    this.querySelector("[data-act]")?.remove();
  }

  async #takeBack(): Promise<void> {
    const ref = this.closest("peer-letter")?.getAttribute("ref") ?? "";
    try {
      const conversation = await theConversation();
      await keepAll();
      const kept = await keptDraft(conversation.keyring, conversation.data.ref);
      const body = conversation.bodies.get(ref);
      const answer = kept.answer || (body?.text ?? "");
      // Kept first: the page goes as soon as it is taken back.
      await keepDraft(conversation.keyring, conversation.data.ref, { ...kept, answer });
      if (body?.attachments.length) await this.#keepFiles(conversation, body);
      await post(`/api/messages/${ref}/take-back`, {});
      show("taken-back");
    } catch (error) {
      showFailure(error, textOf(this, "left"));
    }
  }

  async #keepFiles(conversation: Conversation, body: Body): Promise<void> {
    const { keyring, data } = conversation;
    const files = [...(await keptFiles(keyring, data.ref)), ...(await openedFiles(conversation, body))];
    if (fit(files)) await keepFiles(keyring, data.ref, files);
  }
}

customElements.define("peer-sent", PeerSent);
