// Retiring the reply address: a grave act, so it asks why, and keeps the reason as a sealed note. Parts: why, status.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { partOf, textOf } from "../texts.ts";
import { sealMessage } from "../writing.ts";

export class PeerTag extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector<HTMLElement>('[type="submit"]');
      if (button) void once(button, () => this.#retire());
    });
  }

  async #retire(): Promise<void> {
    const why = partOf<HTMLTextAreaElement>(this, "why").value.trim();
    const status = partOf(this, "status");
    status.textContent = textOf(this, why ? "sending" : "empty");
    if (!why) return;
    try {
      const conversation = await theConversation();
      const message = await sealMessage(conversation, "note", why, { form: "retired-tag" });
      await doAndShow(`/api/conversations/${conversation.data.ref}/retire-tag`, { message }, "retired");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      status.textContent = "";
    }
  }
}

customElements.define("peer-tag", PeerTag);
