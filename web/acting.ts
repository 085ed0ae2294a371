// Doing something by the API and showing the page anew, with the words for what was done.

import { post, Refusal } from "./post.ts";

/** What the event "peer-leaving" carries: who has something half written hands in the work of keeping it. */
export interface Leaving {
  waitFor(work: Promise<unknown>): void;
}

/** Return when all that is half written on this page is sealed and kept, or could not be. */
export async function keepAll(): Promise<void> {
  const works: Promise<unknown>[] = [];
  const detail: Leaving = { waitFor: (work) => works.push(work) };
  document.dispatchEvent(new CustomEvent("peer-leaving", { detail }));
  await Promise.allSettled(works);
}

/** Do it, then show `path` (this page when empty) with ?done. The page is the truth afterwards, not the script. */
export async function doAndShow(verb: string, data: unknown, done: string, path = ""): Promise<void> {
  await post(verb, data);
  await keepAll();
  show(done, path);
}

/** Show this page, or `path`, anew. */
export function show(done: string, path = ""): void {
  const there = new URL(path || location.pathname, location.href);
  there.searchParams.set("done", done);
  location.assign(there);
}

/** Bring the reader to what the server says of a form, or to what was just done, once: a page that is loaded again does not say it again. */
export function sayDone(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
  const here = new URL(location.href);
  if (!here.searchParams.has("done")) return;
  here.searchParams.delete("done");
  history.replaceState(null, "", here);
  document.querySelector<HTMLElement>('[data-part="done"]')?.focus();
}

/** Say what went wrong in the notice of the page, and bring the reader there. */
export function showFailure(error: unknown, otherwise: string): void {
  const notice = document.querySelector<HTMLElement>('[data-part="notice"]');
  const words = notice?.querySelector("p");
  if (!notice || !words) return;
  words.textContent = (error instanceof Refusal && error.message) || otherwise;
  notice.hidden = false;
  notice.focus();
  notice.scrollIntoView({ block: "center" });
}

/** Run one act at a time: the button stays a button, and a second press does nothing. */
export async function once(button: HTMLElement, act: () => Promise<void>): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
