// Searching among the services of a country, in this browser: words, need, and the two of a pair together.

import { type Placing, placed } from "./placing.ts";

export interface Service {
  service: string;
  /** Services with the same pair are given together; "" for one alone. */
  pair: string;
  /** Whether it answers everywhere, and is not of the country that was asked for. */
  is_elsewhere: boolean;
  name: string;
  about: string;
  ways: string[];
  facts: string[];
  shut: string;
  checked: string;
  /** never-checked, late, doubted */
  stale: string[];
  doubts: number;
  needs: string[];
  /** What words are looked for in, folded by the server. */
  searched: string;
  /** As it stands in an answer. */
  text: string;
}

export interface Offered {
  /** Whether these are all of the country; else the server has looked for need and words. */
  is_all: boolean;
  /** The language they are told in. */
  language: string;
  before: string;
  after: string;
  services: Service[];
}

/** A text without differences of case, width and accents, and words without apostrophes, as the server folds. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Cf}\u0640'\u2019\u02bc]/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/g, "σ")
    .normalize("NFC");
}

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);

/** The services that are for this need and have every word, a slip forgiven; of a pair both, when one has. */
export function narrowed(offered: Offered, need: string, words: string): Service[] {
  if (!offered.is_all) return offered.services;
  const texts = new Map(offered.services.map((one) => [one, folded(one.searched)]));
  const wanted = wordsOf(folded(words)).map((word) => alternatives(word, [...texts.values()]));
  const fits = (one: Service) =>
    (!need || one.needs.includes(need)) && wanted.every((some) => some.some((word) => texts.get(one)?.includes(word)));
  const hit = new Set(offered.services.filter(fits));
  const pairs = new Set([...hit].map((one) => one.pair).filter(Boolean));
  return offered.services.filter((one) => hit.has(one) || pairs.has(one.pair));
}

/** What may stand for a word: itself, or the words that are like it where no text has it. */
function alternatives(word: string, texts: string[]): string[] {
  if (word.length < SHORTEST_WITH_A_SLIP || texts.some((text) => text.includes(word))) return [word];
  const near = new Set(texts.flatMap(wordsOf).filter((one) => isNear(word, one)));
  return near.size ? [...near] : [word];
}

const SHORTEST_WITH_A_SLIP = 4;

/** Whether two words differ by a slip, by the rule of the server: one letter, in long words two; swapped ones count as one. */
export function isNear(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) >= 8 ? 2 : 1;
  if (Math.abs(one.length - other.length) > most || !(other[0] === one[0] || other[0] === one[1])) return false;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return at(above, other.length) <= most;
}

const at = (row: number[], index: number): number => row[index] ?? 0;

/**
 * A service, and with it the other of its pair, put into an answer where the writer is. Beside one that was put in
 * before it shares the words around. Null when all of it is there.
 */
export function referred(answer: string, writer: number, offered: Offered, service: Service): Placing | null {
  const given = givenWith(offered, service).filter((one) => !answer.includes(one.text));
  if (!given.length) return null;
  const texts = given.map((one) => one.text);
  const end = answer.indexOf(offered.after);
  const isBegun = end >= 0 && answer.lastIndexOf(offered.before, end) >= 0;
  if (!isBegun) return placed(answer, writer, [offered.before, ...texts, offered.after]);
  const { start, end: from, said } = placed(answer, end, texts);
  const rest = answer.slice(end + offered.after.length).trimStart();
  return { start, end: from, said, goesOn: answer.length - (from - start) + said.length - rest.length };
}

/** The service, and the other of its pair. */
export function givenWith(offered: Offered, service: Service): Service[] {
  return offered.services.filter((one) => one === service || (one.pair && one.pair === service.pair));
}
