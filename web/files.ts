// Files that go with an answer: how many and how large, sealing them for the record, and the names they leave under.

import { type AttachmentFacts, paddedSize, sealAttachment } from "./seal/index.ts";

export interface Attached {
  name: string;
  type: string;
  data: Uint8Array<ArrayBuffer>;
}

/** The age stream of a file. */
export interface SealedFile {
  ref: string;
  sealed: Uint8Array<ArrayBuffer>;
  size_class: number;
}

/** All files of one answer together. */
export const LARGEST_BYTES = 10_000_000;
export const MOST_FILES = 20;
const LONGEST_NAME = 120;
const ENDING = /\.[a-z0-9]{1,8}$/i;

/** Whether these are not too many and not too large. */
export function fit(files: Attached[]): boolean {
  return files.length <= MOST_FILES && bytesOf(files) <= LARGEST_BYTES;
}

export function bytesOf(files: Attached[]): number {
  return files.reduce((sum, one) => sum + one.data.length, 0);
}

/** What the browser's file dialog gave. Throws when it cannot be read (a folder, or gone meanwhile). */
export async function attachedFrom(file: File): Promise<Attached> {
  const data = new Uint8Array(await file.arrayBuffer());
  return { name: file.name.slice(-LONGEST_NAME), type: file.type || "application/octet-stream", data };
}

/** The same files under names that say nothing: `word` with the number, and the ending, which programs go by. */
export function neutrallyNamed(files: Attached[], word: (number: number) => string): Attached[] {
  return files.map((one, at) => ({ ...one, name: word(at + 1) + (ENDING.exec(one.name)?.[0] ?? "").toLowerCase() }));
}

/** One file sealed for the record: what the message says of it, and its age stream. */
export async function sealFile(
  recipient: string,
  place: { conversation: string; message: string; ref: string },
  file: Attached,
): Promise<{ facts: AttachmentFacts; sealed: SealedFile }> {
  const { ref } = place;
  const bytes = file.data.length;
  const sealed = await sealAttachment(recipient, { v: 1, ...place, bytes }, file.data);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", file.data));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const facts = { ref, name: file.name, type: file.type, bytes, sha256 };
  return { facts, sealed: { ref, sealed, size_class: paddedSize(bytes) } };
}

/** The plaintext of a copy for delivery: its row of JSON, and behind a newline the bytes of the files. */
export function withFiles(cargo: Record<string, unknown>, files: Attached[]): Uint8Array<ArrayBuffer> {
  const attachments = files.map((one) => ({ name: one.name, type: one.type, bytes: one.data.length }));
  const row = new TextEncoder().encode(JSON.stringify(files.length ? { ...cargo, attachments } : cargo));
  if (!files.length) return row;
  const whole = new Uint8Array(row.length + 1 + bytesOf(files));
  whole.set(row);
  whole[row.length] = 0x0a;
  let at = row.length + 1;
  for (const one of files) {
    whole.set(one.data, at);
    at += one.data.length;
  }
  return whole;
}
