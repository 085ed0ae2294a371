// Joining: look at the invitation, say who one is, keep seven words and the twelve of the sheet, make the key.
// Nothing is stored on the server before all of it is done. The token stands in the fragment of the address.
// Attributes: line. Steps: look, gone, self, code, sheet, making.

import { tellFailure } from "../asked-words.ts";
import { keep } from "../keyring.ts";
import { type Kind, newBundle, newWords, publicHalves, wrapFor } from "../member-keys.ts";
import { post, Refusal } from "../post.ts";
import type { Code } from "../seal/index.ts";
import { partOf, showStep } from "../texts.ts";
import type { PeerWords } from "./peer-words.ts";

interface Invitation {
  alias: string;
  roles: string[];
  languages: string[];
  reviewed: boolean;
}

export class PeerJoin extends HTMLElement {
  readonly #token = location.hash.slice(1);
  #words: Record<Kind, Code> | null = null;

  connectedCallback(): void {
    partOf(this, "self").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#go();
    });
    // Another link, pasted over this one, changes nothing but the fragment.
    addEventListener("hashchange", () => location.reload(), { once: true });
    void this.#look();
  }

  async #look(): Promise<void> {
    try {
      this.#fill(await post<Invitation>("/api/invitation", { token: this.#token }));
      showStep(this, "self", false);
    } catch (error) {
      showStep(this, error instanceof Refusal && error.status === 404 ? "gone" : "later");
    }
  }

  #fill(invitation: Invitation): void {
    partOf(this, "roles").textContent = new Intl.ListFormat(document.documentElement.lang).format(invitation.roles);
    partOf(this, "reviewed").hidden = !invitation.reviewed;
    this.#field("alias").value = invitation.alias;
    this.#field("time_zone").value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const boxes = this.#boxes();
    for (const box of boxes) box.checked = invitation.languages.includes(box.value);
    const offered = boxes.map((box) => box.value);
    this.#field("more_languages").value = invitation.languages.filter((tag) => !offered.includes(tag)).join(" ");
  }

  async #go(): Promise<void> {
    try {
      await post("/api/invitation", { token: this.#token, alias: this.#field("alias").value });
      this.#words ??= { code: await this.#kept("code"), sheet: await this.#kept("sheet") };
      showStep(this, "making");
      location.replace(await this.#join(this.#words));
    } catch (error) {
      showStep(this, "self");
      tellFailure(this, error);
    }
  }

  async #join(words: Record<Kind, Code>): Promise<string> {
    const line = this.getAttribute("line") ?? "";
    const bundle = await newBundle();
    const answer = await post<{ next: string }>("/api/join", {
      token: this.#token,
      alias: this.#field("alias").value,
      languages: this.#languages(),
      time_zone: this.#field("time_zone").value,
      ...(await publicHalves(bundle)),
      wraps: [await wrapFor("code", words.code, bundle, line), await wrapFor("sheet", words.sheet, bundle, line)],
    });
    await keep(bundle, 1);
    return answer.next;
  }

  #kept(kind: Kind): Promise<Code> {
    const code = newWords(kind);
    const words = partOf<PeerWords>(this, kind);
    showStep(this, kind, false);
    words.show(code);
    return new Promise((resolve) => words.addEventListener("kept", () => resolve(code), { once: true }));
  }

  #languages(): string[] {
    const ticked = this.#boxes().flatMap((box) => (box.checked ? [box.value] : []));
    const named = [...ticked, ...(this.#field("more_languages").value.match(/[\w-]+/g) ?? [])];
    return named.toSorted((one, other) => wanted(one) - wanted(other));
  }

  #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  }

  #field(name: string): HTMLInputElement {
    return partOf<HTMLInputElement>(this, name);
  }
}

/** The place of a language in what this browser asks for; the first of a member's is that of the pages. */
function wanted(tag: string): number {
  const place = navigator.languages.findIndex((one) => one.split("-")[0] === tag.split("-")[0]);
  return place < 0 ? navigator.languages.length : place;
}

customElements.define("peer-join", PeerJoin);
