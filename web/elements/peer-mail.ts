// Answers by mail: an address becomes a sealed card, and goes into the seeker's signed word, sealed here.
// Parts: form, address, send, status; now (inside: shown while answers leave by mail). Act: by-page.

import { post, Refusal } from "../post.ts";
import { partOf, textOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";

export class PeerMail extends HTMLElement {
  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run(() => this.#ask());
    });
    this.addEventListener("click", (event) => {
      const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
      if (act === "by-page") void this.#run(() => this.#byPage());
    });
    this.#door.addEventListener("peer-shown", () => this.#draw());
  }

  /** Beside new words it is offered to who has just written, not to who comes from a mail; inside it says how it stands. */
  #draw(): void {
    this.#tell("");
    partOf<HTMLInputElement>(this, "address").value = "";
    const now = this.querySelector<HTMLElement>('[data-part="now"]');
    if (now) now.hidden = !this.#door.opened?.shown.is_by_mail;
    else this.hidden = !this.#door.begun || this.#door.begun.isLinked;
  }

  async #ask(): Promise<void> {
    const { mine } = this.#door;
    if (!mine) return;
    const address = partOf<HTMLInputElement>(this, "address").value;
    const known = await post<{ card: string; writer: string }>("/api/door/card", { mine: mine.mine, address });
    const message = await mine.seeking.sayByMail(known);
    await post("/api/door/by-mail", { mine: mine.mine, message });
    this.#door.begun = null;
    if (this.#door.opened) this.#door.opened.shown.is_by_mail = true;
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "mailed" }));
  }

  async #byPage(): Promise<void> {
    const { opened } = this.#door;
    if (!opened) return;
    await post("/api/door/by-page", { mine: opened.proof });
    opened.shown.is_by_mail = false;
    this.#draw();
    partOf(this, "address").focus();
  }

  async #run(act: () => Promise<void>): Promise<void> {
    const button = partOf<HTMLButtonElement>(this, "send");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await act();
    } catch (error) {
      this.#tell(error instanceof Refusal && error.code === "address" ? "unfit" : "failed");
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  #tell(name: string): void {
    partOf(this, "status").textContent = name && textOf(this, name);
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

customElements.define("peer-mail", PeerMail);
