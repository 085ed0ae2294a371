// Two words of a code are asked back, to see that they were written down.

import { type Code, type Count, readCode, typedWords, type WordList } from "./seal/index.ts";

/** Whether a single typed word stands for word `at` of the code; slips do not matter. */
export function isWord(code: Code, at: number, typed: string, list: WordList): boolean {
  const words = code.words(list);
  words[at] = typedWords(typed).join("");
  try {
    return readCode(words.join(" "), words.length as Count, [list]).number === code.number;
  } catch {
    return false;
  }
}

/** Two different places among `count`, in order: the words that are asked back. */
export function twoOf(count: number): number[] {
  const places = new Set<number>();
  while (places.size < 2) places.add((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % count);
  return [...places].sort((one, other) => one - other);
}
