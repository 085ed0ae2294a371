// Adding what was said by mail before to the seeker's page: chosen by a holder who has asked, sealed anew here to the
// newer conversation, and signed. Parts: list, status. Texts: row-in, row-out, none, empty, working, failed.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import type { Body } from "../seal/index.ts";
import { inWords } from "../sizes.ts";
import { partOf, textOf } from "../texts.ts";
import { sealMessage } from "../writing.ts";
import type { PeerLetter } from "./peer-letter.ts";

const LONGEST_START = 60;

export class PeerPast extends HTMLElement {
  #bodies: Body[] = [];

  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector<HTMLElement>('[type="submit"]');
      if (button) void once(button, () => this.#add());
    });
    void this.#list();
  }

  async #list(): Promise<void> {
    const conversation = await theConversation();
    await conversation.read;
    const letters = [...document.querySelectorAll<PeerLetter>("peer-letter[before]")];
    const opened = letters.flatMap((letter) => letter.body ?? []);
    this.#bodies = opened.filter((body) => ["in", "out"].includes(body.kind) && body.text.trim());
    const rows = this.#bodies.map((body, at) => this.#row(body, at));
    partOf(this, "list").replaceChildren(...rows);
    if (!rows.length) partOf(this, "list").textContent = textOf(this, "empty");
  }

  #row(body: Body, at: number): HTMLElement {
    const row = document.createElement("label");
    row.className = "row";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = String(at);
    const words = document.createElement("span");
    const start = body.text.trim().replace(/\s+/g, " ").slice(0, LONGEST_START);
    words.textContent = textOf(this, `row-${body.kind}`, { time: inWords(body.time), start });
    words.dir = "auto";
    row.append(box, words);
    return row;
  }

  async #add(): Promise<void> {
    const boxes = [...partOf(this, "list").querySelectorAll<HTMLInputElement>("input:checked")];
    const chosen = boxes.flatMap((box) => this.#bodies[Number(box.value)] ?? []);
    const status = partOf(this, "status");
    status.textContent = textOf(this, chosen.length ? "working" : "none");
    if (!chosen.length) return;
    try {
      const conversation = await theConversation();
      const messages = [];
      for (const body of chosen) {
        const past = { who: body.kind === "in" ? "seeker" : "line", at: body.time, way: body.way };
        messages.push(await sealMessage(conversation, "past", body.text, { past }));
      }
      await doAndShow(`/api/conversations/${conversation.data.ref}/past`, { messages }, "past-added");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      status.textContent = "";
    }
  }
}

customElements.define("peer-past", PeerPast);
