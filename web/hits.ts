// The list of places that the panel found. What stays the same is not drawn anew: somebody may be about to press it.

import type { Service } from "./finding.ts";
import { partOf, textOf } from "./texts.ts";

export class Hits {
  #shown: Service[] = [];
  readonly #panel: HTMLElement;
  readonly #staleOf: (service: Service) => string;

  /** `panel` has the parts hits (the list) and hit (a template); `staleOf` says what to know before giving a place. */
  constructor(panel: HTMLElement, staleOf: (service: Service) => string) {
    this.#panel = panel;
    this.#staleOf = staleOf;
  }

  /** Show these places, told in that language. */
  draw(services: Service[], language = ""): void {
    if (services.length === this.#shown.length && services.every((one, at) => one === this.#shown[at])) return;
    this.#shown = services;
    partOf(this.#panel, "hits").replaceChildren(...services.map((one) => this.#row(one, language)));
  }

  #row(service: Service, language: string): Node {
    const drawn = partOf<HTMLTemplateElement>(this.#panel, "hit").content.cloneNode(true) as DocumentFragment;
    const row = drawn.firstElementChild as HTMLElement;
    row.dataset.service = service.service;
    const words: Record<string, string> = {
      name: service.name,
      about: service.about,
      elsewhere: service.is_elsewhere ? textOf(this.#panel, "elsewhere") : "",
      way: service.ways[0] ?? "",
      facts: [...service.facts, service.shut].filter(Boolean).join(" · "),
      checked: service.checked,
      stale: this.#staleOf(service),
    };
    for (const [part, text] of Object.entries(words)) partOf(row, part).textContent = text;
    for (const part of ["about", "facts", "checked"]) partOf(row, part).lang = language;
    for (const one of row.querySelectorAll('[data-part="of"]')) one.textContent = `: ${service.name}`;
    return drawn;
  }
}
