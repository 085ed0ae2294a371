// The places where the writer's name or address stands, as the door found them: covered until a reader asks. Pure.

export type Mask = readonly [number, number, "name" | "address"];

const BEGINS = "\ufdd0";
const GOES_ON = "\ufdd1";
const COVERED = /\ufdd0\ufdd1*/;

/** The masks of one field of a message; none where the field is not what it should be. */
export function masksOf(extra: Record<string, unknown>, field: "subject" | "text" | "html"): Mask[] {
  const all = extra.masks;
  const found = typeof all === "object" && all !== null ? (all as Record<string, unknown>)[field] : [];
  return Array.isArray(found) ? found.filter(isMask) : [];
}

/** The masks of the names of a message's files, in the order of its attachments. */
export function masksOfFiles(extra: Record<string, unknown>): Mask[][] {
  const all = extra.masks;
  const found = typeof all === "object" && all !== null ? (all as Record<string, unknown>).files : [];
  return Array.isArray(found) ? found.map((one: unknown) => (Array.isArray(one) ? one.filter(isMask) : [])) : [];
}

/** The text with signs in place of what is covered, as long as before, and the covered words in their order. */
export function covered(text: string, masks: readonly Mask[]): { text: string; hidden: [string, Mask[2]][] } {
  const points = Array.from(text, (point) => (point === BEGINS || point === GOES_ON ? "\ufffd" : point));
  const hidden: [string, Mask[2]][] = [];
  let at = 0;
  for (const [start, end, what] of masks) {
    if (start < at || end <= start || end > points.length) continue;
    hidden.push([points.slice(start, end).join(""), what]);
    for (let place = start; place < end; place++) points[place] = place === start ? BEGINS : GOES_ON;
    at = end;
  }
  return { text: points.join(""), hidden };
}

/** A covered text cut at its signs: between each two pieces something is hidden. */
export function aroundCovers(text: string): string[] {
  return text.split(COVERED);
}

/** The text with one word in place of each thing that is covered. */
export function withWord(text: string, masks: readonly Mask[], word: string): string {
  return aroundCovers(covered(text, masks).text).join(word);
}

function isMask(one: unknown): one is Mask {
  if (!Array.isArray(one) || one.length !== 3) return false;
  const [start, end, what] = one as unknown[];
  return Number.isInteger(start) && Number.isInteger(end) && (what === "name" || what === "address");
}
