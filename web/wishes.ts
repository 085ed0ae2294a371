// At which hours somebody wants to be told that something waits, by their own clock; the same as channels/wishes.py.

export interface Wishes {
  /** Full hours, 0 to 23 and 0 to 24; the whole day when both are the same. */
  start: number;
  end: number;
  /** Minutes that their clock is ahead of UTC, less than a day. */
  ahead: number;
  language: string;
  subject: number;
  has_link: boolean;
}

const DAY_S = 24 * 3600;
// Some minutes later, so that nobody who sees it come can tell to the minute when an answer was released.
const SOONEST_S = 120;
const SPREAD_S = 600;

/** Seconds from an instant until a moment within the hours; `chance` is 0 to 1. */
export function secondsUntil(wishes: Wishes, at: Date, chance: number = Math.random()): number {
  const length = ((wishes.end - wishes.start) * 3600 + DAY_S) % DAY_S || DAY_S;
  const now = at.getTime() / 1000 + SOONEST_S + wishes.ahead * 60 - wishes.start * 3600;
  const since = ((now % DAY_S) + DAY_S) % DAY_S;
  const wait = since < length ? 0 : DAY_S - since;
  const left = since < length ? length - since : length;
  return Math.floor(SOONEST_S + wait + chance * Math.min(SPREAD_S, left));
}

export function isAnyTime(wishes: Wishes): boolean {
  return (wishes.end - wishes.start) % 24 === 0;
}

/** What stands in a seeker's word; null when it is no wish. */
export function wishesIn(said: unknown): Wishes | null {
  const found = said as Partial<Wishes> | null | undefined;
  const numbers = [found?.start, found?.end, found?.ahead, found?.subject];
  const isFit = numbers.every((one) => Number.isInteger(one)) && typeof found?.has_link === "boolean";
  return isFit && typeof found?.language === "string" ? (found as Wishes) : null;
}
