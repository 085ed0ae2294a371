// When something was written, and by whom, as a letter at the desk says it.

import { textOf } from "./texts-of-letters.ts";

/** A time inside the seal, as the reader writes times; as it stands when it is none. */
export function momentInWords(time: string): string {
  const at = new Date(time);
  const style = { dateStyle: "medium", timeStyle: "short" } as const;
  return Number.isNaN(at.getTime()) ? time : at.toLocaleString(document.documentElement.lang, style);
}

/** Of a mail that was taken in from an archive, perhaps years after it was written. */
export function whenWritten(date: unknown): string {
  return typeof date === "string" ? textOf("archive", { time: momentInWords(date) }) : textOf("archive-undated");
}

/** Of what a holder added from the mails before: who wrote it, and when. */
export function wroteBefore(past: unknown): string {
  const { who, at } = (past ?? {}) as Record<string, unknown>;
  return textOf(who === "seeker" ? "past-seeker" : "past-line", { time: momentInWords(String(at ?? "")) });
}
