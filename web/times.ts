// Times and spans as the pages say them: in the language of the page, the zone of the member, plain digits.

import { me } from "./keyring.ts";

const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;
const LONGEST_HOURS = 72;

/** A time of day: "08:03". */
export function timeOfDay(at: Date, zone = me()?.time_zone): string {
  const format = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone || undefined } as const;
  try {
    return at.toLocaleTimeString(pageLocale(), format);
  } catch {
    // A zone that this browser does not know.
    return at.toLocaleTimeString(pageLocale(), { ...format, timeZone: undefined });
  }
}

/** A day: "5 November 2026", in the member's zone. */
export function day(at: Date, zone = me()?.time_zone): string {
  const format = { dateStyle: "long" } as const;
  try {
    return at.toLocaleDateString(pageLocale(), { ...format, timeZone: zone || undefined });
  } catch {
    return at.toLocaleDateString(pageLocale(), format);
  }
}

/** A full hour of a day, 0 to 24, by whatever clock: "18:00". */
export function hour(of: number): string {
  return timeOfDay(new Date(Date.UTC(2000, 0, 1, of)), "UTC");
}

/** How long something is, in one unit: "14 min", "3 hr", "2 days", as the server says it. */
export function span(lengthMs: number, locale = pageLocale()): string {
  const minutes = Math.floor(Math.max(0, lengthMs) / MINUTE_MS);
  if (minutes < MINUTES_OF_HOUR) return unit(minutes, "minute", "short", locale);
  const hours = Math.floor(minutes / MINUTES_OF_HOUR);
  if (hours < LONGEST_HOURS) return unit(hours, "hour", "short", locale);
  return unit(Math.floor(hours / 24), "day", "long", locale);
}

/** "Ada, Sol and Noor", each name in its own direction. */
export function listed(names: string[]): string {
  return new Intl.ListFormat(pageLocale()).format(names.map((name) => `\u2068${name}\u2069`));
}

/** The language of the page, with the digits that its templates write. */
export function pageLocale(): string {
  return `${document.documentElement.lang || "en"}-u-nu-latn`;
}

function unit(count: number, name: string, unitDisplay: "short" | "long", locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay }).format(count);
}
