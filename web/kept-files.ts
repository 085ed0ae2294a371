// The files of an answer that is being written, each sealed to its writer, in this browser: a lock or a page that is
// loaded anew takes nothing. What nobody sent within a day is forgotten.

import type { Attached } from "./files.ts";
import type { Keyring } from "./keyring.ts";
import { pad, seal, unseal } from "./seal/index.ts";
import { inStore } from "./storing.ts";

interface Row {
  at: number;
  sealed: Uint8Array<ArrayBuffer>[];
}

const DATABASE = "peerline-files";
const KEPT_MS = 24 * 3600 * 1000;
const NEWLINE = 0x0a;

/** Keep them instead of what was kept; nothing is kept of none. */
export async function keepFiles(keyring: Keyring, conversation: string, files: Attached[]): Promise<void> {
  if (!files.length) return forgetFiles(conversation);
  const recipient = await keyring.recipient();
  const sealed = await Promise.all(files.map((one) => seal(recipient, packed(one))));
  await inStore(DATABASE, "readwrite", (kept) => kept.put({ at: Date.now(), sealed } satisfies Row, conversation));
}

/** What was kept; nothing when it is another member's. */
export async function keptFiles(keyring: Keyring, conversation: string): Promise<Attached[]> {
  await forgetOld();
  const row = await inStore(DATABASE, "readonly", (kept): IDBRequest<Row | undefined> => kept.get(conversation));
  try {
    const opened = (row?.sealed ?? []).map((one) => keyring.open((identity) => unseal(identity, one)));
    return (await Promise.all(opened)).map(unpacked);
  } catch {
    return [];
  }
}

export async function forgetFiles(conversation: string): Promise<void> {
  await inStore(DATABASE, "readwrite", (kept) => kept.delete(conversation));
}

async function forgetOld(): Promise<void> {
  const names = await inStore(DATABASE, "readonly", (kept) => kept.getAllKeys());
  for (const name of names) {
    const row = await inStore(DATABASE, "readonly", (kept): IDBRequest<Row | undefined> => kept.get(name));
    if (row && row.at < Date.now() - KEPT_MS) await inStore(DATABASE, "readwrite", (kept) => kept.delete(name));
  }
}

function packed(one: Attached): Uint8Array {
  const row = new TextEncoder().encode(`${JSON.stringify([one.name, one.type, one.data.length])}\n`);
  const whole = new Uint8Array(row.length + one.data.length);
  whole.set(row);
  whole.set(one.data, row.length);
  return pad(whole);
}

function unpacked(plain: Uint8Array): Attached {
  const start = plain.indexOf(NEWLINE) + 1;
  const [name, type, bytes] = JSON.parse(new TextDecoder().decode(plain.subarray(0, start)));
  return { name, type, data: new Uint8Array(plain.slice(start, start + bytes)) };
}
