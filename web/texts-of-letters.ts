// The sentences and icons that all letters of a page share; they come with the page, in #letter-texts.

import { textOf as textIn } from "./texts.ts";

function shelf(): Element {
  return document.getElementById("letter-texts") ?? document.documentElement;
}

export function textOf(name: string, facts: Record<string, string | number> = {}): string {
  return textIn(shelf(), name, facts);
}

export function iconOf(name: string): Node {
  const found = shelf().querySelector<HTMLTemplateElement>(`template[data-icon="${name}"]`);
  return found ? found.content.cloneNode(true) : document.createDocumentFragment();
}
