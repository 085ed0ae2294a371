// A new code, a new sheet, or everything new after a device was lost. Needs the words there are, first.
// Attributes: line, what ("code", "sheet" or "lost"), next. Steps: ask, code, sheet, done.

import { askWords, tellFailure } from "../asked-words.ts";
import { keep } from "../keyring.ts";
import type { StoredWrap } from "../member-keys.ts";
import { type Kind, newBundle, newWords, type Opened, open, type Read, renewKey, renewWords } from "../member-keys.ts";
import { post } from "../post.ts";
import type { Code } from "../seal/index.ts";
import { partOf, showStep } from "../texts.ts";
import type { PeerWords } from "./peer-words.ts";

export class PeerRenew extends HTMLElement {
  connectedCallback(): void {
    askWords(this, (found) => this.#prove(found));
  }

  async #prove(found: Read): Promise<void> {
    const answer = await post<{ wrap: StoredWrap }>("/api/wrap", found.proof);
    void this.#renew(await open(found, answer.wrap));
  }

  async #renew(opened: Opened): Promise<void> {
    const what = this.getAttribute("what");
    try {
      if (what === "lost") await this.#everything(opened);
      else await this.#words(opened, what === "sheet" ? "sheet" : "code");
      showStep(this, "done");
    } catch (error) {
      // Nothing has changed: the words there were still open.
      showStep(this, "ask");
      tellFailure(this, error);
    }
  }

  async #words(opened: Opened, kind: Kind): Promise<void> {
    await renewWords(opened, kind, await this.#kept(kind), this.#line);
  }

  async #everything(opened: Opened): Promise<void> {
    const words = { code: await this.#kept("code"), sheet: await this.#kept("sheet") };
    const bundle = await newBundle();
    const epoch = await renewKey(opened, bundle, words, this.#line);
    await keep(bundle, epoch);
  }

  #kept(kind: Kind): Promise<Code> {
    const code = newWords(kind);
    const words = partOf<PeerWords>(this, kind);
    showStep(this, kind, false);
    words.show(code);
    return new Promise((resolve) => words.addEventListener("kept", () => resolve(code), { once: true }));
  }

  get #line(): string {
    return this.getAttribute("line") ?? "";
  }
}

customElements.define("peer-renew", PeerRenew);
