// What a seeker filled in at the door of what is optional, in sentences for those who answer. Sealed with the message.

import { textOf } from "./texts-of-letters.ts";

const NOW = new Set(["suicide", "others", "hurt", "young"]);
const WISHES = new Set(["wikis", "outside", "woman", "lgbt", "admin"]);
const SAID = ["name", "topic", "wish", "away", "word", "later"] as const;
const LONGEST = 300;

/** The sentences, what is urgent first. Anything of another form is left out: it came from outside. */
export function askedSentences(asked: unknown): string[] {
  if (typeof asked !== "object" || asked === null) return [];
  const of = asked as Record<string, unknown>;
  const now = Array.isArray(of.now) ? of.now.filter((one): one is string => NOW.has(one)) : [];
  const wishes = Array.isArray(of.wishes) ? of.wishes.filter((one): one is string => WISHES.has(one)) : [];
  const said = SAID.filter((name) => typeof of[name] === "string" && of[name]);
  return [
    ...now.map((one) => textOf(`asked-now-${one}`)),
    ...wishes.map((one) => textOf(`asked-wish-${one}`)),
    ...said.map((name) => textOf(`asked-${name}`, { value: String(of[name]).slice(0, LONGEST) })),
    ...(typeof of.country === "string" ? [textOf("asked-country", { value: countryName(of.country) })] : []),
    ...(of.shared === true ? [textOf("asked-shared")] : []),
  ];
}

function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(code) ?? code;
  } catch {
    return code.slice(0, 2);
  }
}
