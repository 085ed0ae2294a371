// What an answer by mail may offer: the web page, and the questions after the end. It is put into the text, in the
// language that was written in. The page's link gets its token only when the answer leaves. Parts: offered.

import { theConversation } from "../at-hand.ts";
import { placed, put } from "../placing.ts";
import { partOf, textOf } from "../texts.ts";

interface Offers {
  otherwise: string;
  texts: Record<string, Record<string, string>>;
}

export class PeerDoorLink extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-act="offer"]');
      if (button) void this.#put(button.dataset.name ?? "");
    });
  }

  async #put(name: string): Promise<void> {
    const field = document.querySelector<HTMLTextAreaElement>('peer-compose [data-part="text"]');
    const sentence = (await this.#texts())[name];
    if (!field || !sentence) return;
    this.closest("peer-compose")?.dispatchEvent(new CustomEvent("peer-write", { detail: "answer" }));
    if (!field.value.includes(sentence)) put(field, placed(field.value, field.value.length, [sentence]));
    partOf(this, "offered").textContent = textOf(this, name);
  }

  /** In the language of the seeker's newest message, as far as there is one. */
  async #texts(): Promise<Record<string, string>> {
    const offers = JSON.parse(document.getElementById("offers")?.textContent ?? "null") as Offers | null;
    if (!offers) return {};
    const conversation = await theConversation();
    await conversation.read;
    const said = [...conversation.bodies.values()].filter((one) => one.kind === "in").at(0);
    const tag = String(said?.extra.language ?? "");
    const { texts, otherwise } = offers;
    return texts[tag] ?? texts[tag.split("-")[0] ?? ""] ?? texts[otherwise] ?? texts.en ?? {};
  }
}

customElements.define("peer-door-link", PeerDoorLink);
