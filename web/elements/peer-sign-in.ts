// Signing in and unlocking, with seven words or with the twelve of the sheet. After a sheet a new code is made at once.
// Attributes: line, act ("sign-in" or "unlock"), next. Steps: ask, code.

import { askWords, tellFailure } from "../asked-words.ts";
import { keep } from "../keyring.ts";
import { newWords, type Opened, open, type Read, renewWords, type StoredWrap } from "../member-keys.ts";
import { post, postFields } from "../post.ts";
import type { Code } from "../seal/index.ts";
import { partOf, showStep } from "../texts.ts";
import type { PeerWords } from "./peer-words.ts";

interface Answer {
  wrap: StoredWrap;
  next?: string;
}

export class PeerSignIn extends HTMLElement {
  #next = "";

  connectedCallback(): void {
    this.#next = this.getAttribute("next") ?? "";
    askWords(this, (found) => this.#enter(found));
  }

  async #enter(found: Read): Promise<void> {
    const answer = await this.#ask(found);
    this.#next = answer.next || this.#next;
    const opened = await open(found, answer.wrap);
    await keep(opened.bundle, opened.epoch);
    if (opened.kind === "sheet") this.#replaceCode(opened);
    else location.replace(this.#next);
  }

  #ask(found: Read): Promise<Answer> {
    if (this.getAttribute("act") === "unlock") return post<Answer>("/api/wrap", found.proof);
    const { look_up: login, sign_in: password } = found.proof;
    return postFields<Answer>("/api/sign-in", { login, password, next: this.#next });
  }

  #replaceCode(opened: Opened): void {
    const code = newWords("code");
    const words = partOf<PeerWords>(this, "code");
    showStep(this, "code", false);
    words.show(code);
    words.addEventListener("kept", () => void this.#keepCode(opened, code), { once: true });
  }

  async #keepCode(opened: Opened, code: Code): Promise<void> {
    try {
      await renewWords(opened, "code", code, this.getAttribute("line") ?? "");
      location.replace(this.#next);
    } catch (error) {
      // Nothing has changed: the sheet still opens, and makes the next code.
      showStep(this, "ask");
      tellFailure(this, error);
    }
  }
}

customElements.define("peer-sign-in", PeerSignIn);
