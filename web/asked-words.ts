// The field in which somebody types a code or a sheet, and what the page says about it.

import { once } from "./acting.ts";
import { type Read, read } from "./member-keys.ts";
import { Refusal } from "./post.ts";
import { NotForYou, typedWords, UnreadableCode } from "./seal/index.ts";
import { partOf, textOf } from "./texts.ts";

/** Listen to the form in `element` (parts: words, status, open). `then` gets what was read, and throws what it will. */
export function askWords(element: HTMLElement, then: (found: Read) => Promise<void>): void {
  const form = partOf<HTMLTextAreaElement>(element, "words").form;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void once(partOf(element, "open"), () => answer(element, then));
  });
}

/** Say something in the status of the element; a status is read aloud. */
export function tell(element: HTMLElement, name: string, facts: Record<string, string | number> = {}): void {
  partOf(element, "status").textContent = name && textOf(element, name, facts);
}

/** Say why something did not work, in the server's words where it has some. */
export function tellFailure(element: HTMLElement, error: unknown): void {
  if (error instanceof Refusal && error.message) partOf(element, "status").textContent = error.message;
  else if (error instanceof NotForYou) tell(element, "opens-nothing");
  else tell(element, "no-answer");
}

async function answer(element: HTMLElement, then: (found: Read) => Promise<void>): Promise<void> {
  const field = partOf<HTMLTextAreaElement>(element, "words");
  const count = typedWords(field.value).length;
  if (count !== 7 && count !== 12) return refuse(element, "count", { count });
  tell(element, "opening");
  try {
    await then(await understood(element, field));
    field.value = "";
  } catch (error) {
    if (error instanceof UnreadableCode) refuse(element, "unreadable", unreadable(error, field.value));
    else tellFailure(element, error);
    field.focus();
  }
}

async function understood(element: HTMLElement, field: HTMLTextAreaElement): Promise<Read> {
  const found = await read(field.value, element.getAttribute("line") ?? "");
  const first = found.repaired[0];
  if (first) tell(element, "repaired", first);
  return found;
}

function refuse(element: HTMLElement, name: string, facts: Record<string, string | number>): void {
  tell(element, name, facts);
  partOf(element, "words").focus();
}

function unreadable(error: UnreadableCode, text: string): Record<string, string | number> {
  const at = error.positions[0] ?? 1;
  return { number: at, typed: typedWords(text)[at - 1] ?? "" };
}
