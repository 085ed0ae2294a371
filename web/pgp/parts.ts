// Cutting a mail only as far as needed: its head, and the parts of a multipart, byte for byte. What has to be shown is
// read by postal-mime; a signature needs the very bytes.

const CR = 13;
const LF = 10;

/** The head of a mail or part, unfolded, and where its body begins. Header names in lower case. */
export interface Head {
  fields: Map<string, string>;
  bodyAt: number;
}

/** The head of these bytes. Bytes are read one to one: what is outside ASCII is of no use here. */
export function headOf(data: Uint8Array): Head {
  const fields = new Map<string, string>();
  const rows: string[] = [];
  let at = 0;
  while (at < data.length) {
    const end = rowEnd(data, at);
    const row = latin(data.subarray(at, end)).replace(/\r?\n$/, "");
    at = end;
    if (!row) break;
    if (/^[ \t]/.test(row) && rows.length) rows.push(`${rows.pop()} ${row.trim()}`);
    else rows.push(row);
  }
  for (const row of rows) {
    const colon = row.indexOf(":");
    const name = row.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, row.slice(colon + 1).trim());
  }
  return { fields, bodyAt: at };
}

/** The media type of a part in lower case, "text/plain" when none is named. */
export function typeOf(head: Head): string {
  return (head.fields.get("content-type") ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** A parameter of Content-Type, "" when it is not there. */
export function parameterOf(head: Head, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, "i").exec(
    head.fields.get("content-type") ?? "",
  );
  return found?.[1] ?? found?.[2] ?? "";
}

/** The parts of a multipart as they stand, without the row end that belongs to the next boundary (RFC 2046, 5.1.1). */
export function partsOf(data: Uint8Array, head: Head): Uint8Array[] {
  const boundary = parameterOf(head, "boundary");
  if (!boundary) return [];
  const parts: Uint8Array[] = [];
  let began = -1;
  let at = head.bodyAt;
  while (at < data.length) {
    const end = rowEnd(data, at);
    const row = latin(data.subarray(at, Math.min(end, at + boundary.length + 8))).trimEnd();
    const isLast = row === `--${boundary}--`;
    if (isLast || row === `--${boundary}`) {
      if (began >= 0) parts.push(data.subarray(began, withoutRowEnd(data, began, at)));
      began = end;
      if (isLast) return parts;
    }
    at = end;
  }
  if (began >= 0 && began < data.length) parts.push(data.subarray(began));
  return parts;
}

/** The same bytes with every row ended by CR LF, as a signature over a mail counts them (RFC 3156, 5). */
export function canonical(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length * 2);
  let length = 0;
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    if (byte === LF && data[at - 1] !== CR) out[length++] = CR;
    out[length++] = byte;
  }
  return out.slice(0, length);
}

function rowEnd(data: Uint8Array, from: number): number {
  const found = data.indexOf(LF, from);
  return found < 0 ? data.length : found + 1;
}

function withoutRowEnd(data: Uint8Array, began: number, end: number): number {
  if (end - 2 >= began && data[end - 2] === CR && data[end - 1] === LF) return end - 2;
  return end - 1 >= began && data[end - 1] === LF ? end - 1 : end;
}

function latin(data: Uint8Array): string {
  return new TextDecoder("latin1").decode(data);
}
