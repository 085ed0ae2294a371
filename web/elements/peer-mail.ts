// Answers by mail: an address becomes a sealed card, and goes into the seeker's signed word, sealed here.
// Parts: form, address, send, status; more (their OpenPGP key: loaded when it is opened, where the line has one); now
// (inside: shown while answers leave by mail), kept-key (which key they are encrypted to). Act: by-page.

import { once } from "../acting.ts";
import { fromBase64, toBase64 } from "../keyring.ts";
import { post, Refusal } from "../post.ts";
import { Reading } from "../seeking.ts";
import { partOf, textOf } from "../texts.ts";
import type { PeerDoor } from "./peer-door.ts";
import type { PeerOwnKey } from "./peer-own-key.ts";

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
    this.querySelector('[data-part="more"]')?.addEventListener("toggle", () => {
      void this.#own().catch(() => this.#tell("failed"));
    });
  }

  /** Beside new words it is offered to who has just written, not to who comes from a mail; inside it says how it stands. */
  #draw(): void {
    this.#tell("");
    partOf<HTMLInputElement>(this, "address").value = "";
    const now = this.querySelector<HTMLElement>('[data-part="now"]');
    if (now) now.hidden = !this.#door.opened?.shown.is_by_mail;
    else this.hidden = !this.#door.begun || this.#door.begun.isLinked;
    this.#key?.clear?.();
    void this.#showKept().catch(() => this.#tell("failed"));
  }

  /** Which key answers are encrypted to; nothing is loaded where there is none. */
  async #showKept(): Promise<void> {
    const { opened } = this.#door;
    const place = this.querySelector<HTMLElement>('[data-part="kept-key"]');
    place?.replaceChildren();
    const word = opened?.shown.key_word;
    if (!place || !opened || !word) return;
    const reading = new Reading(opened.seeking, opened.shown, opened.proof);
    const own = await this.#own();
    await own?.showKept(place, async () => fromBase64(String((await reading.own(word)).extra.pgp_key)));
  }

  async #ask(): Promise<void> {
    const { mine } = this.#door;
    const own = this.#key;
    const chosen = own?.chosen ? await own.chosen() : new Uint8Array();
    if (!mine || !chosen) return;
    const key = toBase64(chosen);
    const address = partOf<HTMLInputElement>(this, "address").value;
    const known = await post<{ card: string; writer: string }>("/api/door/card", { mine: mine.mine, address });
    const message = await mine.seeking.sayByMail(known, key);
    await post("/api/door/by-mail", { mine: mine.mine, message, encrypted: key !== "" });
    this.#door.begun = null;
    if (this.#door.opened) this.#door.opened.shown.is_by_mail = true;
    partOf(this.#door, "mailed-key").hidden = !key;
    this.dispatchEvent(new CustomEvent("peer-step", { bubbles: true, detail: "mailed" }));
  }

  async #byPage(): Promise<void> {
    const { opened } = this.#door;
    if (!opened) return;
    await post("/api/door/by-page", { mine: opened.proof });
    opened.shown.is_by_mail = false;
    opened.shown.key_word = null;
    this.#draw();
    partOf(this, "address").focus();
  }

  async #run(act: () => Promise<void>): Promise<void> {
    await once(partOf(this, "send"), act).catch((error) => this.#tell(reasonOf(error)));
  }

  #tell(name: string): void {
    partOf(this, "status").textContent = name && textOf(this, name);
  }

  /** The field for their key, its code loaded. */
  async #own(): Promise<PeerOwnKey | null> {
    await import("./peer-own-key.ts");
    const own = this.querySelector<PeerOwnKey>("peer-own-key");
    await own?.load();
    return own;
  }

  /** Its methods are there once its code is. */
  get #key(): (HTMLElement & Partial<Pick<PeerOwnKey, "chosen" | "clear">>) | null {
    return this.querySelector<PeerOwnKey>("peer-own-key");
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Refusal)) return "failed";
  return { address: "unfit", "keeps-its-key": "keeps" }[error.code] ?? "failed";
}

customElements.define("peer-mail", PeerMail);
