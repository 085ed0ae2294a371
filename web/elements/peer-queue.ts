// The queue: takes the first in one tap, and says when something new came, without a jump.
// Attributes: newest (ISO), waiting. Parts: came, notice. Act: take (data-ref).

import { once, showFailure } from "../acting.ts";
import { Conversation, type ConversationData } from "../conversation.ts";
import { getJson } from "../fetching.ts";
import { newKey } from "../granting.ts";
import { unlockedOrLeave } from "../keyring.ts";
import { markSeen, type News } from "../news.ts";
import { post, Refusal } from "../post.ts";
import { partOf, textOf } from "../texts.ts";
import { timeOfDay } from "../times.ts";

export class PeerQueue extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('[data-act="take"]')?.addEventListener("click", (event) => {
      const button = event.currentTarget as HTMLElement;
      void once(button, () => this.#take(button));
    });
    document.addEventListener("peer-news", this.#news);
  }

  disconnectedCallback(): void {
    document.removeEventListener("peer-news", this.#news);
  }

  async #take(button: HTMLElement): Promise<void> {
    const ref = button.dataset.ref ?? "";
    const words = button.textContent;
    button.textContent = textOf(this, "taking");
    try {
      const data = await getJson<ConversationData>(`/api/conversations/${ref}`);
      const conversation = new Conversation(data, await unlockedOrLeave());
      const new_key = await newKey(conversation, conversation.claimers());
      await post(`/api/conversations/${ref}/claim`, { new_key });
      location.assign(`/desk/c/${ref}/?done=claimed`);
    } catch (error) {
      button.textContent = words;
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    const quicker = error instanceof Refusal && (error.status === 404 || error.status === 409);
    if (quicker) button(this)?.remove();
    showFailure(quicker ? null : error, textOf(this, quicker ? "quicker" : "failed"));
  }

  #news = (event: Event): void => {
    const news = (event as CustomEvent<News>).detail;
    const known = this.dataset.newest ?? news.newest;
    this.dataset.newest = known;
    markSeen(known);
    if (news.newest <= known) return;
    const more = news.waiting - Number(this.getAttribute("waiting"));
    const time = timeOfDay(new Date(news.newest));
    const came = partOf(this, "came");
    const words = came.querySelector("span");
    if (words) words.textContent = textOf(this, more > 1 ? "came-more" : "came-one", { number: more, time });
    came.hidden = false;
  };
}

function button(queue: Element): HTMLElement | null {
  return queue.querySelector<HTMLElement>('[data-act="take"]');
}

customElements.define("peer-queue", PeerQueue);
