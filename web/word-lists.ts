// The word list of a reader's language is loaded when it is asked for, and the others only when words are none of its.

import { type Code, type Count, readings, UnreadableCode, WordList } from "./seal/index.ts";

type Loading = Promise<{ default: string }>;

const LISTS: Record<string, () => Loading> = {
  ar: () => import("../peerline/seal/words/ar.txt"),
  de: () => import("../peerline/seal/words/de.txt"),
  en: () => import("../peerline/seal/words/en.txt"),
  es: () => import("../peerline/seal/words/es.txt"),
  fr: () => import("../peerline/seal/words/fr.txt"),
  ja: () => import("../peerline/seal/words/ja.txt"),
  pl: () => import("../peerline/seal/words/pl.txt"),
  pt: () => import("../peerline/seal/words/pt.txt"),
  ru: () => import("../peerline/seal/words/ru.txt"),
  uk: () => import("../peerline/seal/words/uk.txt"),
};
const loaded = new Map<string, Promise<WordList>>();

/** The list of a language (BCP 47), English for one without a list. Rejects when it cannot be loaded; try again then. */
export function listOf(language = document.documentElement.lang): Promise<WordList> {
  const tag = language.split("-")[0] ?? "";
  const known = tag in LISTS ? tag : "en";
  const found = loaded.get(known) ?? load(known);
  loaded.set(known, found);
  return found;
}

async function load(tag: string): Promise<WordList> {
  try {
    const { default: text } = (await LISTS[tag]?.()) ?? { default: "" };
    return new WordList(text);
  } catch (error) {
    loaded.delete(tag);
    throw error;
  }
}

/** The codes a text may mean: first in the page's list, then in every list. Throws UnreadableCode when there is none. */
export async function* meant(text: string, count: Count): AsyncGenerator<Code> {
  const own = await listOf();
  const tried = new Set<bigint>();
  let unreadable: UnreadableCode | null = null;
  for (const lists of [async () => [own], everyList]) {
    try {
      for (const code of readings(text, count, await lists())) {
        if (tried.has(code.number)) continue;
        tried.add(code.number);
        yield code;
      }
    } catch (error) {
      if (!(error instanceof UnreadableCode)) throw error;
      unreadable ??= error;
    }
  }
  if (tried.size === 0 && unreadable) throw unreadable;
}

/** As many as can be loaded now. */
async function everyList(): Promise<WordList[]> {
  const found = await Promise.allSettled(Object.keys(LISTS).map((tag) => listOf(tag)));
  return found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
