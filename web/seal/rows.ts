// Reading JSON that somebody else wrote: plain objects only, whole texts only, with the types that the format names.

import { Broken } from "./identities.ts";

/** Whether something read has the form that is wanted. */
export type Form = (value: unknown) => boolean;

// Half a surrogate pair: it has no bytes in UTF-8.
const HALF = /\p{Surrogate}/u;

/** The JSON object that a text is. Throws Broken. */
export function objectOf(text: string): Record<string, unknown> {
  let found: unknown;
  try {
    found = JSON.parse(text, refuseHalves);
  } catch {
    throw new Broken("not JSON");
  }
  if (!isObject(found)) throw new Broken("not a JSON object");
  return found;
}

/** The JSON object that bytes are, whose `v` has to be 1. Throws Broken. */
export function versionOneOf(bytes: Uint8Array): Record<string, unknown> {
  const found = objectOf(textOf(bytes));
  if (found.v !== 1) throw new Broken("an unknown version");
  return found;
}

/** The text called `name`. Throws Broken. */
export function textIn(row: Record<string, unknown>, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw new Broken(`${name} is not text`);
  return value;
}

/** The number called `name`: whole, and not negative. Throws Broken. */
export function numberIn(row: Record<string, unknown>, name: string): number {
  const value = row[name];
  if (!isNumber(value)) throw new Broken(`${name} is not a number`);
  return value as number;
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isListOf(isOne: Form): Form {
  return (value) => Array.isArray(value) && value.every(isOne);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Broken("not UTF-8");
  }
}

function refuseHalves(name: string, value: unknown): unknown {
  if (HALF.test(name) || (typeof value === "string" && HALF.test(value))) throw new Broken("half a letter");
  return value;
}
