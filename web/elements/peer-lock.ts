// The Lock button in the bar, and the lock by itself after quiet minutes. What somebody is writing is kept first.

import { keepAll } from "../acting.ts";
import { lock, me, unlockPath } from "../keyring.ts";
import { post } from "../post.ts";

const LOOK_SECONDS = 5;
// How often the server hears that somebody writes here without asking for another page.
const SIGN_SECONDS = 300;

export class PeerLock extends HTMLElement {
  #lastSign = Date.now();
  #lastSent = Date.now();
  #timer = 0;
  // A sign of life in one page of the desk is one in all.
  readonly #pages = new BroadcastChannel("peerline-alive");
  #locking = false;

  connectedCallback(): void {
    if (!me()?.unlock) return;
    this.querySelector("form")?.addEventListener("submit", this.#pressed);
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, this.#alive, { passive: true });
    this.#pages.onmessage = () => {
      this.#lastSign = Date.now();
    };
    this.#timer = window.setInterval(this.#look, LOOK_SECONDS * 1000);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    this.#pages.close();
    for (const sign of ["pointerdown", "keydown"]) removeEventListener(sign, this.#alive);
  }

  #alive = (): void => {
    this.#lastSign = Date.now();
  };

  #pressed = (event: Event): void => {
    event.preventDefault();
    void this.#lock("");
  };

  #look = (): void => {
    const quiet = (me()?.quiet_seconds ?? 0) * 1000;
    if (quiet && Date.now() - this.#lastSign >= quiet) void this.#lock("&quiet");
    else if (this.#lastSign - this.#lastSent >= SIGN_SECONDS * 1000) void this.#tell();
  };

  async #tell(): Promise<void> {
    this.#lastSent = Date.now();
    this.#pages.postMessage("");
    await post("/api/alive", {}).catch(() => undefined);
  }

  async #lock(reason: string): Promise<void> {
    if (this.#locking) return;
    this.#locking = true;
    await keepAll();
    // Without an answer the server's half still dies by itself; ours is gone.
    await lock().catch(() => undefined);
    location.replace(unlockPath() + reason);
  }
}

customElements.define("peer-lock", PeerLock);
