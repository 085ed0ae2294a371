// Sizes and moments as the reader writes them.

import { pageLocale } from "./times.ts";

/** A size for people: "400 KB". */
export function sizeInWords(bytes: number, locale = pageLocale()): string {
  const [unit, divisor] = bytes < 1_000_000 ? (["kilobyte", 1000] as const) : (["megabyte", 1_000_000] as const);
  const size = Math.max(1, Math.round((bytes / divisor) * 10) / 10);
  const digits = size < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits }).format(size);
}

/** A moment (ISO 8601) in the reader's own zone: "Thursday 26 November, 15:00". */
export function inWords(at: string, locale = pageLocale()): string {
  const style = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Date(at).toLocaleString(locale, style);
}

/** A day (ISO 8601): "26 November 2026". */
export function dayInWords(day: string, locale = pageLocale()): string {
  return new Date(day).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
}
