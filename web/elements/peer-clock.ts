// A promise that runs: its minutes count down while the page is open. Nothing is asked of the server, nothing is read
// aloud, and nothing moves: words and bar are replaced where they stand.
// Attributes: asked, due (ISO). Parts: left; bar (an svg), where there is one. Texts: #clock-texts.

import { textOf } from "../texts.ts";
import { span } from "../times.ts";

const LOOK_SECONDS = 15;
const LATE_PERCENT = 75;

export class PeerClock extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.#show(), LOOK_SECONDS * 1000);
    document.addEventListener("visibilitychange", this.#seen);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  #seen = (): void => {
    if (!document.hidden) this.#show();
  };

  #show(): void {
    const [asked, due] = ["asked", "due"].map((name) => Date.parse(this.getAttribute(name) ?? ""));
    const texts = document.getElementById("clock-texts");
    const left = this.querySelector<HTMLElement>('[data-part="left"]');
    if (!texts || !left || !asked || !due) return;
    const rest = due - Date.now();
    const words = textOf(texts, rest > 0 ? "left" : "over", { time: span(Math.abs(rest)) });
    if (words !== left.textContent) left.textContent = words;
    this.#wear(due > asked ? Math.min(100, Math.max(0, (100 * (Date.now() - asked)) / (due - asked))) : 100, left);
  }

  /** The word and the bar turn late and over together. */
  #wear(percent: number, left: HTMLElement): void {
    const word = percent >= 100 ? "over" : percent >= LATE_PERCENT ? "late" : "";
    const bar = this.querySelector('[data-part="bar"]');
    bar?.setAttribute("class", `clock ${word}`.trim());
    bar?.querySelector(".f")?.setAttribute("width", String(Math.round(percent)));
    if (bar) left.className = word && `${word}-text`;
    else this.parentElement?.setAttribute("class", word && `${word}-text`);
  }
}

customElements.define("peer-clock", PeerClock);
