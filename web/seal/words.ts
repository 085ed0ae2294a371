// Word lists, and reading words forgivingly: the mirror of peerline/seal/words. What is typed is first made plain (no
// case, no accents, one form of letters that people write in two ways); numbers before the words say their order.

const TOKEN = /([0-9٠-٩۰-۹]+)|([\p{L}\p{M}]+)/gu;
const SHORTEST_BEGINNING = 4;
const MOST_READINGS = 4;
const FOLDED: Record<string, string> = {
  ß: "ss",
  œ: "oe",
  æ: "ae",
  ł: "l",
  ґ: "г",
  ة: "ه",
  ى: "ي",
  ک: "ك",
  ی: "ي",
  ـ: "",
};
const SMALL = "ぁぃぅぇぉっゃゅょゎ";
const LARGE = "あいうえおつやゆよわ";

/** Letters without case, accents and variants; katakana as hiragana, small kana as large. */
export function plain(text: string): string {
  const apart = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return Array.from(apart, (letter) => folded(FOLDED[letter] ?? letter)).join("");
}

function folded(letter: string): string {
  const hiragana = /^[ァ-ヶ]$/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) - 0x60) : letter;
  return LARGE[SMALL.indexOf(hiragana)] ?? hiragana;
}

/** The 2,048 words of one language, by their value. */
export class WordList {
  readonly words: readonly string[];
  readonly #plain: readonly string[];

  /** `text`: a word a row. */
  constructor(text: string) {
    this.words = text.trim().split(/\s+/);
    this.#plain = this.words.map(plain);
  }

  /** The rows a word may mean: itself, the one that begins with it (four letters or more), or all one slip away. */
  rowsOf(typed: string): number[] {
    const itself = this.#plain.indexOf(typed);
    if (itself >= 0) return [itself];
    const begun = typed.length >= SHORTEST_BEGINNING ? this.#where((word) => word.startsWith(typed)) : [];
    return begun.length === 1 ? begun : this.#where((word) => isOneSlip(typed, word));
  }

  #where(fits: (word: string) => boolean): number[] {
    return this.#plain.flatMap((word, row) => (fits(word) ? [row] : []));
  }
}

/** The words as typed, by the numbers before them when each number from one on stands before just one word. */
export function typedWords(text: string): string[] {
  const numbered: { number: number; word: string }[] = [];
  let number = 0;
  for (const [, digits, word] of text.normalize("NFKC").matchAll(TOKEN)) {
    // Of the digits of all three scripts the last four bits are the value.
    if (digits) number = Number(Array.from(digits.slice(0, 3), (one) => one.charCodeAt(0) & 15).join(""));
    else if (word && plain(word)) {
      numbered.push({ number, word });
      number = 0;
    }
  }
  const told = new Set(numbered.map((one) => one.number));
  const all = numbered.every((_, at) => told.has(at + 1));
  const sorted = all ? numbered.toSorted((one, other) => one.number - other.number) : numbered;
  return sorted.map((one) => one.word);
}

/** For each list, and each word in its order, the rows that it may mean; null when it is not `count` words. */
export function rowsIn(text: string, count: number, lists: readonly WordList[]): number[][][] | null {
  const typed = typedWords(text).map(plain);
  return typed.length === count ? lists.map((list) => typed.map((word) => list.rowsOf(word))) : null;
}

/**
 * Every way to read those words, best first: in each list, and by each word that a slip may mean. At most four, but none
 * is left out for which a list has just one word each.
 */
export function readingsOf(read: number[][][]): number[][] {
  const found = new Map<string, number[]>();
  const sure = read.filter((rows) => rows.every((one) => one.length === 1)).length;
  const most = Math.max(MOST_READINGS, sure);
  const doubt = (rows: number[][]) => Math.max(...rows.map((one) => one.length));
  for (const rows of read.toSorted((one, other) => doubt(one) - doubt(other)))
    for (const reading of productOf(rows)) if (found.size < most) found.set(reading.join(), reading);
  return [...found.values()];
}

/** At most as many as are asked for; the last word changes first. */
function productOf(rows: number[][]): number[][] {
  let made: number[][] = [[]];
  for (const choices of rows) {
    made = made.flatMap((begun) => choices.map((row) => [...begun, row])).slice(0, MOST_READINGS);
  }
  return made;
}

/** Whether one letter too many, too few, or wrong, or two neighbors swapped, lies between the two. */
function isOneSlip(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const [rest, wanted] = [typed.slice(at), word.slice(at)];
  return (
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest === wanted.slice(1) ||
    (rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2))
  );
}
