// Searching among the services of a country, in this browser: words, need, and the two of a pair together.

export interface Service {
  service: string;
  /** Services with the same pair are given together; "" for one alone. */
  pair: string;
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

/** A text without differences of case, width and accents, as the server folds: words only. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .normalize("NFC");
}

/** The services that are for this need and have every word; of a pair both, when one has. */
export function narrowed(offered: Offered, need: string, words: string): Service[] {
  if (!offered.is_all) return offered.services;
  const wanted = folded(words)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  const fits = (one: Service) =>
    (!need || one.needs.includes(need)) && wanted.every((word) => folded(one.searched).includes(word));
  const hit = offered.services.filter(fits);
  const pairs = new Set(hit.map((one) => one.pair).filter(Boolean));
  return offered.services.filter((one) => hit.includes(one) || pairs.has(one.pair));
}

/** What goes into an answer: the service, and with it the other of its pair. */
export function referralOf(offered: Offered, service: Service): string {
  const given = offered.services.filter((one) => one === service || (one.pair && one.pair === service.pair));
  return [offered.before, ...given.map((one) => one.text), offered.after].join("\n\n");
}

/** `text` with `piece` at `at`, in paragraphs of its own, and where the writer goes on. */
export function placed(text: string, piece: string, at: number): { text: string; at: number } {
  const before = text.slice(0, at).trimEnd();
  const after = text.slice(at).trimStart();
  const start = before ? `${before}\n\n${piece}\n\n` : `${piece}\n\n`;
  return { text: start + after, at: start.length };
}
