// Whether a letter is likely hard to read: insults, threats, pictures of who knows what. The door asks the same of what
// it can read (channels/rules/hard.py); here it is asked of what only a browser opens. The words are one file, and
// vectors/hard.json holds the two to one answer.

import words from "../peerline/channels/rules/hard_words.json";
import type { Body } from "./seal/index.ts";

const KINDS = ["slur", "threat", "picture"] as const;
export type Kind = (typeof KINDS)[number];

const FEWEST_WORDS = 5;
const MOST_CHARACTERS = 10_000;
const STEM = 4;
// Behind it are scripts that put no space between words.
const WIDE = /[\u2e80-\u{10ffff}]/u;
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u3099\u309a]/g;
const BETWEEN = /[^\p{L}\p{N}_]+/gu;

interface Known {
  words: Set<string>;
  stems: Map<string, string[]>;
  phrases: string[];
  wide: string[];
}

const known = new Map<Kind, Known>();

/** What may be hard about a letter of the seeker: what the door found, and what is found here. `files`: inside it. */
export function hardOf(body: Body, files: { type: string }[] = []): Kind[] {
  if (body.kind !== "in") return [];
  const told = Array.isArray(body.extra.hard) ? body.extra.hard : [];
  const hasPicture = [...body.attachments, ...files].some((one) => one.type.startsWith("image/"));
  const found = hardIn(`${body.subject}\n${unfolded(body)}`, hasPicture);
  return KINDS.filter((kind) => told.includes(kind) || found.includes(kind));
}

/** The same of a text alone. */
export function hardIn(text: string, hasPicture: boolean): Kind[] {
  const folded = fold(
    Array.from(text.slice(0, 2 * MOST_CHARACTERS))
      .slice(0, MOST_CHARACTERS)
      .join(""),
  );
  const said = wordsOf(folded);
  const found: Kind[] = KINDS.filter((kind) => kind !== "picture" && isIn(knownOf(kind), said, folded));
  if (hasPicture && (found.length || said.length < FEWEST_WORDS)) found.push("picture");
  return found;
}

function isIn(of: Known, said: string[], folded: string): boolean {
  if (said.some((word) => of.words.has(word))) return true;
  if (said.some((word) => of.stems.get(word.slice(0, STEM))?.some((stem) => word.startsWith(stem)))) return true;
  const row = ` ${said.join(" ")} `;
  return of.phrases.some((phrase) => row.includes(phrase)) || of.wide.some((one) => folded.includes(one));
}

/** Small letters without accents, and spaces between: so that a word is found however it is typed. */
function fold(text: string): string {
  return text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(BETWEEN, " ");
}

function wordsOf(folded: string): string[] {
  return folded.split(" ").filter(Boolean);
}

function knownOf(kind: Kind): Known {
  let found = known.get(kind);
  if (!found) {
    found = { words: new Set(), stems: new Map(), phrases: [], wide: [] };
    const all: string[] = Object.values(kind === "slur" ? words.insults : words.threats).flat();
    for (const one of all) learn(found, one);
    known.set(kind, found);
  }
  return found;
}

function learn(of: Known, word: string): void {
  const said = wordsOf(fold(word));
  const first = said[0] ?? "";
  if (WIDE.test(word)) of.wide.push(first);
  else if (word.endsWith("*"))
    of.stems.set(first.slice(0, STEM), [...(of.stems.get(first.slice(0, STEM)) ?? []), first]);
  else if (said.length > 1) of.phrases.push(` ${said.join(" ")} `);
  else of.words.add(first);
}

/** The text without what they quoted and signed. Folds are counted in code points. */
function unfolded(body: Body): string {
  const all = Array.from(body.text);
  let rest = "";
  let at = 0;
  for (const [start, end] of body.folds) {
    rest += all.slice(at, start).join("");
    at = end;
  }
  return rest + all.slice(at).join("");
}
