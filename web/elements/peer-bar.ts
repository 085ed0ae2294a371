// Pausing the writer of a mail, or asking to block them. The server learns whose mail it is from the address card, which
// only a holder's browser has, and only the server can open. Parts: whose, writer, days, status. Acts: pause, block.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import type { Conversation } from "../conversation.ts";
import type { Body } from "../seal/index.ts";
import { partOf, textOf } from "../texts.ts";

export class PeerBar extends HTMLElement {
  /** The newest mail of each writer, the first writer's first. */
  #mails: Body[] = [];

  connectedCallback(): void {
    this.addEventListener("click", this.#act);
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    void theConversation().then((conversation) => this.#offer(conversation));
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#act);
  }

  async #offer(conversation: Conversation): Promise<void> {
    await conversation.read;
    this.#mails = newestOfWriters([...conversation.bodies.values()]);
    const choice = partOf<HTMLSelectElement>(this, "writer");
    choice.replaceChildren(...this.#mails.map((mail, place) => new Option(this.#nameOf(mail, place), String(place))));
    partOf(this, "whose").hidden = this.#mails.length < 2;
  }

  #nameOf(mail: Body, place: number): string {
    if (place === 0) return textOf(this, "first");
    const style = { dateStyle: "medium", timeStyle: "short" } as const;
    return textOf(this, "other", { time: new Date(mail.time).toLocaleString(document.documentElement.lang, style) });
  }

  #act = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-act]");
    if (button) void once(button, () => this.#do(button.dataset.act ?? ""));
  };

  async #do(act: string): Promise<void> {
    const status = partOf(this, "status");
    const conversation = await theConversation();
    status.textContent = textOf(this, "working");
    await conversation.read;
    const mail = this.#mails[Number(partOf<HTMLSelectElement>(this, "writer").value)];
    status.textContent = textOf(this, mail ? "working" : "nobody");
    if (!mail) return;
    const asked = { card: mail.card, verified: isVerified(mail) };
    const days = Number(partOf<HTMLSelectElement>(this, "days").value);
    const path = `/api/conversations/${conversation.data.ref}/${act}`;
    try {
      if (act === "pause") await doAndShow(path, asked, "paused");
      else await doAndShow(path, { ...asked, days }, "block-asked");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      status.textContent = "";
    }
  }
}

/** Of each writer the newest mail that names its sender, in the order in which the writers first wrote. */
export function newestOfWriters(bodies: Body[]): Body[] {
  const mails = bodies.filter((body) => body.kind === "in" && body.card);
  const inOrder = mails.sort((one, other) => one.time.localeCompare(other.time));
  const newest = new Map<string, Body>();
  for (const mail of inOrder) newest.set(mail.writer, mail);
  return [...newest.values()];
}

function isVerified(mail: Body): boolean {
  const sender = mail.extra.sender;
  return typeof sender === "object" && sender !== null && "verified" in sender && sender.verified === true;
}

customElements.define("peer-bar", PeerBar);
