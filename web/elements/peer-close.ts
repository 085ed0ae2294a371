// Closing: with a reason, kept as a signed note; to the server it goes as a word that is counted by the week.
// Parts: status. Texts: closed, working, failed.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { partOf, textOf } from "../texts.ts";
import { NoWay, sealMessage } from "../writing.ts";

export class PeerClose extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector<HTMLElement>('[type="submit"]');
      const chosen = form.querySelector<HTMLInputElement>('input[name="why"]:checked');
      if (button && chosen) void once(button, () => this.#close(chosen));
    });
  }

  async #close(chosen: HTMLInputElement): Promise<void> {
    const status = partOf(this, "status");
    status.textContent = textOf(this, "working");
    try {
      const conversation = await theConversation();
      const words = `${textOf(this, "closed")} ${chosen.labels?.[0]?.textContent?.trim() ?? ""}`;
      const extra = { form: "closed", reason: chosen.value };
      // What does not open here can be closed all the same; then the reason is only counted.
      const said = await sealMessage(conversation, "note", words, extra).catch((error) => {
        if (error instanceof NoWay) return null;
        throw error;
      });
      await doAndShow(`/api/conversations/${conversation.data.ref}/close`, { why: chosen.value, said }, "closed");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      status.textContent = "";
    }
  }
}

customElements.define("peer-close", PeerClose);
