// Writing the inside of an encrypted mail: text and files, and the headers that are protected with it (RFC 9788).
// Inside an encryption nothing changes it on the way; it is written so that also old programs read it.

import type { Attached } from "../files.ts";

/** What the mail says. `at` is whole seconds; `subject` is the line's neutral one; `boundary` stands in no text. */
export interface Letter {
  from: { name: string; address: string };
  subject: string;
  at: Date;
  text: string;
  files: Attached[];
  boundary: string;
}

/** The subject that stands outside. */
const HIDDEN = "[...]";
const LONGEST_ROW = 76;
const WORD_BYTES = 42;
/** Both ways to say that headers are protected: of RFC 9788, and of older programs. */
const PROTECTED = 'hp="cipher"; protected-headers="v1"';
const encoder = new TextEncoder();

/** The bytes to encrypt; `to`: the writer's address as their key says it, "" when it does not. */
export function mailOf(letter: Letter, to: string): Uint8Array<ArrayBuffer> {
  const { name, address } = letter.from;
  const seen = [`From: ${name ? `${phrase(name)} ` : ""}<${address}>`, ...(to ? [`To: <${to}>`] : [])];
  seen.push(`Date: ${letter.at.toUTCString().replace("GMT", "+0000")}`);
  const outer = [...seen, `Subject: ${HIDDEN}`].map((row) => `HP-Outer: ${row}`);
  const head = [...seen, `Subject: ${unstructured(letter.subject)}`, ...outer, "MIME-Version: 1.0"];
  const rows = letter.files.length ? withFiles(letter) : textPart(letter.text, `; ${PROTECTED}`);
  return encoder.encode([...head, ...rows, ""].join("\r\n"));
}

function withFiles({ boundary, text, files }: Letter): string[] {
  const parts = [textPart(text, ""), ...files.map(filePart)];
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"; ${PROTECTED}`,
    "",
    ...parts.flatMap((rows) => [`--${boundary}`, ...rows]),
    `--${boundary}--`,
  ];
}

function textPart(text: string, more: string): string[] {
  const head = [`Content-Type: text/plain; charset="utf-8"${more}`, "Content-Transfer-Encoding: quoted-printable"];
  return [...head, "", ...text.replace(/\r\n?/g, "\n").trimEnd().split("\n").flatMap(printable)];
}

/** A row of text in quoted-printable (RFC 2045, 6.7), cut where it is too long. */
function printable(row: string): string[] {
  const last = row.length - 1;
  const signs = Array.from(encoder.encode(row), (byte) => {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d;
    return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  // A space at the end of a row is lost on many ways.
  if (row[last] === " ") signs[signs.length - 1] = "=20";
  const rows = [""];
  for (const sign of signs) {
    if ((rows.at(-1) ?? "").length + sign.length >= LONGEST_ROW) rows.push("");
    rows[rows.length - 1] += sign;
  }
  return rows.map((one, at) => (at < rows.length - 1 ? `${one}=` : one));
}

function filePart({ name, type, data }: Attached): string[] {
  const safeType = /^(?!multipart\/|message\/)[a-z]{1,40}\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type)
    ? type
    : "application/octet-stream";
  const quoted = /^[\x20-\x7e]*$/.test(name) && !/["\\]/.test(name);
  const file = quoted
    ? `filename="${name}"`
    : `filename*=utf-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`;
  return [
    `Content-Type: ${safeType}`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; ${file}`,
    "",
    ...base64Rows(data),
  ];
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function base64Rows(data: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < data.length; at += 57) rows.push(btoa(String.fromCharCode(...data.subarray(at, at + 57))));
  return rows;
}

/** A display name (RFC 5322, 3.4) as the server writes it outside, or as encoded words. */
function phrase(name: string): string {
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/i.test(name)) return name;
  return /^[\x20-\x7e]*$/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : words(name);
}

function unstructured(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : words(text);
}

/** Encoded words (RFC 2047), none cut inside a letter. */
function words(text: string): string {
  const pieces = [""];
  for (const letter of text.replace(/\p{Cc}/gu, " ")) {
    const piece = `${pieces.at(-1)}${letter}`;
    if (encoder.encode(piece).length > WORD_BYTES) pieces.push(letter);
    else pieces[pieces.length - 1] = piece;
  }
  return pieces.map((one) => `=?utf-8?B?${btoa(String.fromCharCode(...encoder.encode(one)))}?=`).join("\r\n ");
}
