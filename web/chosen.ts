// The files that a seeker chose: read, freed of what they tell, listed, taken out again. Nothing of them leaves here.

import { type Attached, attachedFrom, bytesOf } from "./files.ts";
import { isDrawn, redrawn } from "./redraw.ts";
import { sizeInWords } from "./sizes.ts";
import { partOf, textOf } from "./texts.ts";

export const LARGEST_FILE_BYTES = 25_000_000;
export const LARGEST_BYTES = 50_000_000;
export const MOST_FILES = 10;

/** The files chosen in `element`. Parts: list. Texts: unreadable, too-large, remove, keeps-data. */
export class Chosen {
  files: Attached[] = [];
  readonly #element: HTMLElement;
  readonly #say: (text: string) => void;
  /** Reading and drawing what was chosen; `#missed` counts what could not be taken. */
  #adding: Promise<unknown> = Promise.resolve();
  #missed = 0;

  constructor(element: HTMLElement, say: (text: string) => void) {
    this.#element = element;
    this.#say = say;
    element.addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.type === "file") this.#begin(field);
    });
    // On a slow phone some are chosen before this script is there: they must not be missing in silence.
    for (const field of element.querySelectorAll<HTMLInputElement>('input[type="file"]')) this.#begin(field);
    element.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-remove]");
      if (button) this.#remove(Number(button.dataset.remove));
    });
  }

  /** Return when all that was chosen is there; whether nothing was missed meanwhile, which is said where it is. */
  async isWhole(): Promise<boolean> {
    const missed = this.#missed;
    await this.#adding;
    return this.#missed === missed;
  }

  /** They have been sent. */
  forget(): void {
    this.files = [];
    this.#draw();
  }

  #begin(field: HTMLInputElement): void {
    this.#adding = Promise.allSettled([this.#adding, this.#add(field)]);
  }

  async #add(field: HTMLInputElement): Promise<void> {
    for (const file of field.files ?? []) {
      const one = await attachedFrom(file).catch(() => null);
      const clean = one && isDrawn(one.type) ? await redrawn(one).catch(() => null) : one;
      if (!clean) this.#miss("unreadable");
      else if (!fits([...this.files, clean])) this.#miss("too-large");
      else this.files = [...this.files, clean];
    }
    field.value = "";
    this.#draw();
  }

  #miss(name: string): void {
    this.#missed += 1;
    this.#say(textOf(this.#element, name));
  }

  #remove(at: number): void {
    this.files = this.files.filter((_, other) => other !== at);
    this.#draw();
    this.#element.querySelector<HTMLElement>('input[type="file"]')?.focus();
  }

  #draw(): void {
    const rows = this.files.map((one, at) => {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = one.name;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cdx-button cdx-button--weight-quiet";
      button.dataset.remove = String(at);
      button.textContent = textOf(this.#element, "remove");
      const kept = isDrawn(one.type) ? "" : ` · ${textOf(this.#element, "keeps-data")}`;
      row.append(name, ` · ${sizeInWords(one.data.length)}${kept} `, button);
      return row;
    });
    partOf(this.#element, "list").replaceChildren(...rows);
  }
}

/** Whether these are not too many and not too large. */
export function fits(files: Attached[]): boolean {
  const largest = Math.max(...files.map((one) => one.data.length));
  return files.length <= MOST_FILES && largest <= LARGEST_FILE_BYTES && bytesOf(files) <= LARGEST_BYTES;
}
