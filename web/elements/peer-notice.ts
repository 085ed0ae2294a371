// A mail that says that an answer waits: where to and when goes into the seeker's signed word, sealed here.
// Attribute: language. Parts: form, address, hours, clock, subject, link, send, status; on (shown while it stands).
// Act: stop. Where answers leave by mail it is not offered.

import { once } from "../acting.ts";
import { post, Refusal } from "../post.ts";
import { partOf, textOf } from "../texts.ts";
import type { Wishes } from "../wishes.ts";
import type { PeerDoor } from "./peer-door.ts";

const DAY_MINUTES = 24 * 60;

export class PeerNotice extends HTMLElement {
  /** How it stands with what was asked on this page before any code opened it. */
  #asked = "";

  connectedCallback(): void {
    partOf<HTMLFormElement>(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run(() => this.#ask());
    });
    this.addEventListener("click", (event) => {
      const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
      if (act === "stop") void this.#run(() => this.#stop());
    });
    this.#door.addEventListener("peer-shown", () => this.#begin());
  }

  #begin(): void {
    const { begun, opened } = this.#door;
    this.#asked = "";
    partOf<HTMLFormElement>(this, "form").reset();
    const ahead = (((-new Date().getTimezoneOffset() % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES).toString();
    const clock = partOf<HTMLSelectElement>(this, "clock");
    if ([...clock.options].some((one) => one.value === ahead)) clock.value = ahead;
    // A second code made from inside is no place for it.
    const isElsewhere = opened ? opened.shown.is_by_mail || this.#isBesideWords : !begun;
    (this.closest("details") ?? this).hidden = isElsewhere;
    this.#draw(this.#state);
  }

  get #state(): string {
    return this.#door.opened?.shown.notice ?? this.#asked;
  }

  #draw(told: string): void {
    partOf(this, "form").hidden = this.#state !== "";
    partOf(this, "on").hidden = this.#state === "";
    this.#tell(told);
  }

  async #ask(): Promise<void> {
    const { mine } = this.#door;
    if (!mine) return;
    const address = partOf<HTMLInputElement>(this, "address").value;
    const asked = { mine: mine.mine, address, for_notice: true };
    const { card } = await post<{ card: string }>("/api/door/card", asked);
    const wishes = this.#wishes();
    const message = await mine.seeking.sayNotice(card, wishes);
    await post("/api/door/be-told", { mine: mine.mine, message, card, wishes });
    this.#stands("asked");
    partOf<HTMLFormElement>(this, "form").reset();
    this.#draw("sent");
    partOf(this, "status").focus();
  }

  async #stop(): Promise<void> {
    const { mine } = this.#door;
    if (!mine) return;
    await post("/api/door/be-told-no-more", { mine: mine.mine });
    this.#stands("");
    this.#draw("");
    partOf(this, "address").focus();
  }

  #stands(state: string): void {
    if (this.#door.opened) this.#door.opened.shown.notice = state;
    else this.#asked = state;
  }

  #wishes(): Wishes {
    const [start = 0, end = 0] = partOf<HTMLSelectElement>(this, "hours").value.split("-").map(Number);
    return {
      start,
      end,
      ahead: Number(partOf<HTMLSelectElement>(this, "clock").value),
      language: this.getAttribute("language") ?? "",
      subject: Number(partOf<HTMLSelectElement>(this, "subject").value),
      has_link: partOf<HTMLInputElement>(this, "link").checked,
    };
  }

  async #run(act: () => Promise<void>): Promise<void> {
    await once(partOf(this, "send"), act).catch((error) => this.#tell(reasonOf(error)));
  }

  #tell(name: string): void {
    partOf(this, "status").textContent = name && textOf(this, name);
  }

  get #isBesideWords(): boolean {
    return this.closest<HTMLElement>("[data-step]")?.dataset.step === "words";
  }

  get #door(): PeerDoor {
    return this.closest("peer-door") as PeerDoor;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Refusal)) return "failed";
  return { address: "unfit", "too-many-at-once": "busy" }[error.code] ?? "failed";
}

customElements.define("peer-notice", PeerNotice);
