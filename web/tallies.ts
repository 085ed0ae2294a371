// Tallies leave this browser hours later: one that came in the minute of an answer would tell which place that named.
// Until then each waits here, sealed to the member. When one is lost, nothing is: it is only a number.

import { type Keyring, unlocked } from "./keyring.ts";
import { post, Refusal } from "./post.ts";
import { NotForYou, pad, seal, unseal } from "./seal/index.ts";
import { inStore } from "./storing.ts";

interface Row {
  due: number;
  sealed: Uint8Array<ArrayBuffer>;
}

const DATABASE = "peerline-tallies";
const HOUR_MS = 3600 * 1000;
const MOST_HOURS = 24;
// So long what another member of this device has left is kept for them.
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Count it at some moment from an hour to a day from now. */
export async function countLater(keyring: Keyring, service: string, what: string): Promise<void> {
  const plain = pad(new TextEncoder().encode(JSON.stringify({ service, what })));
  await wait(await seal(await keyring.recipient(), plain));
}

/** Send those whose moment has come; of several pages that are open one does it, so that each counts once. */
export async function countDue(): Promise<void> {
  await navigator.locks.request(DATABASE, sendDue);
}

async function sendDue(): Promise<void> {
  const names = await inStore(DATABASE, "readonly", (kept) => kept.getAllKeys());
  let keyring: Keyring | null = null;
  for (const name of names) {
    const row = await inStore(DATABASE, "readonly", (kept): IDBRequest<Row | undefined> => kept.get(name));
    if (!row || row.due > Date.now()) continue;
    keyring ??= await unlocked();
    if (!keyring) return;
    const said = await opened(keyring, row);
    if (!said && row.due > Date.now() - KEPT_MS) continue;
    await inStore(DATABASE, "readwrite", (kept) => kept.delete(name));
    if (said) await send(said, row);
  }
}

async function wait(sealed: Uint8Array<ArrayBuffer>): Promise<void> {
  const due = Date.now() + HOUR_MS * (1 + Math.random() * (MOST_HOURS - 1));
  await inStore(DATABASE, "readwrite", (kept) => kept.put({ due, sealed } satisfies Row, crypto.randomUUID()));
}

async function opened(keyring: Keyring, row: Row): Promise<unknown> {
  try {
    const plain = await keyring.open((identity) => unseal(identity, row.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch (error) {
    if (error instanceof NotForYou) return null;
    throw error;
  }
}

/** What the server did not hear waits again; what it refuses, as a place that is not shown any more, is forgotten. */
async function send(said: unknown, row: Row): Promise<void> {
  try {
    await post("/api/referrals/tally", said);
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status && error.status < 500)) return;
    await wait(row.sealed);
  }
}
