// The risk question as a sealed form: kept as a note whose body also carries the answers.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { partOf, textOf } from "../texts.ts";
import { sealMessage } from "../writing.ts";

export class PeerRisk extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector<HTMLElement>('[type="submit"]');
      if (button) void once(button, () => this.#keep(form));
    });
  }

  async #keep(form: HTMLFormElement): Promise<void> {
    partOf(this, "status").textContent = textOf(this, "sending");
    const answers: Record<string, string> = {};
    for (const [name, value] of new FormData(form)) answers[name] = String(value).trim();
    try {
      const conversation = await theConversation();
      const message = await sealMessage(conversation, "note", readable(form), { form: "risk", answers });
      await doAndShow(`/api/conversations/${conversation.data.ref}/note`, { message }, "noted");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      partOf(this, "status").textContent = "";
    }
  }
}

/** The same answers as rows of text, in the words of the form: for any reader, also of an export. */
function readable(form: HTMLFormElement): string {
  const asked = form.querySelector<HTMLInputElement>('input[name="asked"]:checked');
  const rows = [`${form.querySelector("legend")?.textContent} ${asked?.labels?.[0]?.textContent?.trim() ?? ""}`];
  for (const field of form.querySelectorAll<HTMLInputElement>('input[type="text"]')) {
    if (field.value.trim()) rows.push(`${field.labels?.[0]?.textContent}: ${field.value.trim()}`);
  }
  return rows.join("\n");
}

customElements.define("peer-risk", PeerRisk);
