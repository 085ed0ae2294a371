// Covers over the writer's name and address in an opened message. The first that is opened is noted for all holders,
// then the rest of the message opens without a word; what cannot be noted stays covered.

import { once, showFailure } from "./acting.ts";
import { attachmentRow } from "./attachments.ts";
import { aroundCovers, covered, type Mask, masksOf, masksOfFiles, withWord } from "./masks.ts";
import { post } from "./post.ts";
import type { Body } from "./seal/index.ts";
import { textOf } from "./texts-of-letters.ts";

type Hidden = ReturnType<typeof covered>["hidden"];
type File = Parameters<typeof attachmentRow>[0];
type Load = Parameters<typeof attachmentRow>[1];

export class Unmasking {
  /** Whether anything is covered. */
  readonly isNeeded: boolean;
  readonly #body: Body;
  readonly #files: Mask[][];
  readonly #openers: (() => void)[] = [];
  #isOpen: boolean;

  constructor(body: Body) {
    this.#body = body;
    this.#isOpen = body.kind !== "in";
    this.#files = masksOfFiles(body.extra);
    const fields = (["subject", "text", "html"] as const).flatMap((field) => masksOf(body.extra, field));
    const places = [...fields, ...this.#files.flat()];
    this.isNeeded = !this.#isOpen && (places.length > 0 || body.folds.some(([, , kind]) => kind === "signature"));
  }

  /** The body with signs in place of what is covered in its text; `cover` makes them buttons when it is drawn. */
  coveredBody(): Body {
    return this.isNeeded ? { ...this.#body, text: this.#covered("text").text } : this.#body;
  }

  /** What was drawn of `coveredBody`: a button over each sign, and a signature that says when it is opened. */
  coverText(drawn: HTMLElement): void {
    if (!this.isNeeded) return;
    this.#cover(drawn, this.#covered("text").hidden);
    for (const fold of drawn.querySelectorAll<HTMLDetailsElement>("details[data-kind=signature]")) this.#guard(fold);
  }

  /** The subject, with a button over what is covered. */
  coverSubject(drawn: HTMLElement): void {
    if (!this.isNeeded) return;
    const { text, hidden } = this.#covered("subject");
    drawn.textContent = text;
    this.#cover(drawn, hidden);
  }

  /** The HTML as it may be shown now. */
  html(): string {
    const masks = this.#isOpen ? [] : masksOf(this.#body.extra, "html");
    return masks.length ? withWord(this.#body.html, masks, `[${textOf("mask-name")}]`) : this.#body.html;
  }

  /** The row of a file, its name covered where it tells who wrote; `at`: its place among the message's files. */
  fileRow(file: File, at: number, load: Load): HTMLElement {
    const masks = this.#isOpen ? [] : (this.#files[at] ?? []);
    if (!masks.length) return attachmentRow(file, load);
    const row = attachmentRow({ ...file, name: withWord(file.name, masks, `[${textOf("mask-name")}]`) }, load);
    const button = this.#coverButton(masks[0]?.[2] ?? "name");
    row.querySelector("button")?.after(" ", button);
    this.#openers.push(() => {
      const hadFocus = document.activeElement === button;
      button.remove();
      // A picture that is open already stays so.
      if (row.querySelector("img")) return;
      const named = attachmentRow(file, load);
      row.replaceWith(named);
      if (hadFocus) named.querySelector("button")?.focus();
    });
    return row;
  }

  #covered(field: "subject" | "text"): { text: string; hidden: Hidden } {
    return covered(this.#body[field], masksOf(this.#body.extra, field));
  }

  #cover(drawn: HTMLElement, hidden: Hidden): void {
    const left = [...hidden];
    const walker = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const [first = "", ...rest] = aroundCovers(text.data);
      text.replaceWith(first, ...rest.flatMap((piece) => [this.#button(left.shift()), piece]));
    }
  }

  #button(hidden: Hidden[number] | undefined): HTMLElement {
    const [words, what] = hidden ?? ["", "name"];
    const button = this.#coverButton(what);
    this.#openers.push(() => {
      const shown = document.createElement("bdi");
      shown.textContent = words;
      const hadFocus = document.activeElement === button;
      button.replaceWith(shown);
      if (hadFocus) {
        shown.tabIndex = -1;
        shown.focus();
      }
    });
    return button;
  }

  #coverButton(what: Mask[2]): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mask";
    button.lang = document.documentElement.lang;
    button.textContent = textOf(`mask-${what}`);
    button.addEventListener("click", () => void once(button, () => this.#open(button)));
    return button;
  }

  #guard(fold: HTMLDetailsElement): void {
    const summary = fold.querySelector("summary");
    summary?.addEventListener("click", (event) => {
      if (this.#isOpen) return;
      event.preventDefault();
      void once(summary, async () => {
        await this.#open(summary);
        fold.open = this.#isOpen;
      });
    });
  }

  async #open(from: HTMLElement): Promise<void> {
    const place = from.closest("peer-letter")?.getAttribute("ref") ?? "";
    try {
      await post(`/api/messages/${place}/unmask`, {});
    } catch (error) {
      showFailure(error, textOf("mask-failed"));
      return;
    }
    this.#isOpen = true;
    for (const open of this.#openers.splice(0)) open();
  }
}
