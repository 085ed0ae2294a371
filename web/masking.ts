// Where a person's name and address stand in a mail that only the browser could open. The door looks for them in all
// other mail by the same rule (peerline/channels/masking.py); vectors/masks.json holds the two to one answer.

import type { Mask } from "./masks.ts";

export interface Person {
  name: string;
  address: string;
}

/** What is read of a mail: `folds` are of the text, in code points; `files` are the names of its files. */
export interface Read {
  subject: string;
  text: string;
  html: string;
  folds: readonly (readonly [number, number, string])[];
  files: readonly string[];
}

export interface Masks {
  subject?: Mask[];
  text?: Mask[];
  html?: Mask[];
  files?: Mask[][];
}

type Kind = Mask[2];

const MOST = 200;
const SHORTEST_NAME = 3;
const SHORTEST_ADDRESS = 6;
const LONGEST = 300;
const SPACE = "(?:[\\s,]|&nbsp;){1,9}";
const BORDER = ["(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])"] as const;
// In names of files words are held together by anything but letters and figures.
const BORDER_IN_FILES = ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"] as const;

/** The places, in code points, as far as there are any. `ownDomain`: addresses of the line are not covered. */
export function placesOf(read: Read, people: readonly Person[], ownDomain: string): Masks {
  const names = known(people.map((one) => words(one.name).join(" ")));
  const addresses = known([...people.map((one) => one.address), ...names.filter((one) => one.includes("@"))]).filter(
    (one) => length(one) >= SHORTEST_ADDRESS && one.includes("@") && !isOwn(one, ownDomain),
  );
  const spoken = names.filter((one) => length(one) >= SHORTEST_NAME && !one.includes("@"));
  const found: Masks = {};
  const put = (field: "subject" | "text" | "html", masks: Mask[]): void => {
    if (masks.length) found[field] = masks;
  };
  put("subject", places(read.subject, addresses, spoken, []));
  put("text", places(read.text, addresses, spoken, read.folds));
  put("html", places(read.html, addresses.map(escaped), spoken.map(escaped), []));
  const files = read.files.map((name) => inFile(name, addresses, spoken));
  if (files.some((one) => one.length)) found.files = files;
  return found;
}

function places(text: string, addresses: string[], names: string[], folds: Read["folds"]): Mask[] {
  const found = addresses.flatMap((one) => spans(text, [one], "address", BORDER));
  for (const name of names) {
    const order = words(name);
    if (order.length > 1) {
      found.push(...spans(text, order, "name", BORDER), ...spans(text, order.reverse(), "name", BORDER));
    } else {
      const alone = spans(text, order, "name", BORDER);
      found.push(...alone.filter(([at]) => folds.some(([start, end]) => start <= at && at < end)));
    }
  }
  return apart(found);
}

function inFile(name: string, addresses: string[], names: string[]): Mask[] {
  const found = addresses.flatMap((one) => spans(name, [one], "address", BORDER));
  const each = known(names.flatMap(words)).filter((one) => length(one) >= SHORTEST_NAME);
  return apart([...found, ...each.flatMap((one) => spans(name, [one], "name", BORDER_IN_FILES))]);
}

function spans(text: string, order: string[], what: Kind, border: readonly [string, string]): Mask[] {
  const pattern = `${border[0]}${order.map(literally).join(SPACE)}${border[1]}`;
  const found: Mask[] = [];
  let [units, points] = [0, 0];
  const until = (at: number): number => {
    points += length(text.slice(units, at));
    units = at;
    return points;
  };
  for (const one of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push([until(one.index), until(one.index + one[0].length), what]);
  }
  return found;
}

/** In their order, without those that lie in another. */
function apart(found: Mask[]): Mask[] {
  const kept: Mask[] = [];
  for (const one of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (one[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(one);
  }
  return kept.slice(0, MOST);
}

function known(all: string[]): string[] {
  return [...new Set(all)].filter((one) => one && length(one) <= LONGEST);
}

function words(name: string): string[] {
  return name.replaceAll(",", " ").split(/\s+/u).filter(Boolean);
}

function isOwn(address: string, domain: string): boolean {
  return domain !== "" && address.toLowerCase().endsWith(`@${domain.toLowerCase()}`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

function length(text: string): number {
  return Array.from(text).length;
}
