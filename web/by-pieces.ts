// Sealed files leave in pieces, so that a lost connection costs one of them. `peerline/channels/web/pieces.py` is the
// other side. Nothing is kept: when the page goes, what has come of a file opens for nobody.

import type { SealedFile } from "./files.ts";
import { toBase64 } from "./keyring.ts";
import { postLarge, Refusal } from "./post.ts";

export const PIECE_BYTES = 1024 * 1024;
/** How long it waits after each failure; the last of them again and again. */
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
/** Without any progress it ends after so many: twenty minutes. */
const MOST_WAITS = 45;
const MOST_LOST = 5;
const PASSING = [0, 502, 503, 504];

/**
 * How much has left, from 0 to 1, and why it waits: the connection is gone, or the server can take nothing now.
 * mayStop: the message itself has not left, so that it is sure that nothing arrives.
 */
export interface Progress {
  share: number;
  waits: "" | "gone" | "busy";
  mayStop: boolean;
}

/** `stop` ends it as long as it may stop; later it has no effect, for nobody knows what arrives then. */
export interface Sending {
  word: string;
  files: SealedFile[];
  told: (progress: Progress) => void;
  stop?: AbortSignal | undefined;
}

interface Piece {
  ref: string;
  number: number;
  data: Uint8Array<ArrayBuffer>;
}

/** Asking the server, and waiting; a test stands in for both. */
export interface Means {
  ask: <Answer>(path: string, data: unknown, told: (share: number) => void, stop?: AbortSignal) => Promise<Answer>;
  wait: (ms: number, stop?: AbortSignal) => Promise<void>;
}

/**
 * Send files, piece by piece, then what they belong to. A passing fault is waited for, and what is there already is not
 * sent again. Throws Refusal for any other, and when it lasts; what `stop` was given when it is stopped.
 */
export async function inPieces<Answer>(
  path: string,
  data: Record<string, unknown>,
  sending: Sending,
  means: Means = { ask: postLarge, wait },
): Promise<Answer> {
  const files = await Promise.all(sending.files.map(whole));
  const patience = new Patience();
  let share = 0;
  let { stop } = sending;
  const told = (now: number) => {
    if (now > share) patience.renew();
    share = now;
    sending.told({ share, waits: "", mayStop: stop !== undefined });
  };
  for (;;) {
    try {
      await sendMissing({ ...sending, stop }, means, told);
      stop?.throwIfAborted();
      stop = undefined;
      told(1);
      return await means.ask<Answer>(path, { ...data, word: sending.word, files }, () => undefined);
    } catch (error) {
      stop?.throwIfAborted();
      const refusal = patience.bear(error);
      if (refusal.code === "pieces-missing") continue;
      sending.told({ share, waits: refusal.status ? "busy" : "gone", mayStop: stop !== undefined });
      await means.wait(patience.next(), stop);
    }
  }
}

/** How long a fault is borne. */
class Patience {
  #waits = 0;
  #lost = 0;

  /** It went on. */
  renew(): void {
    this.#waits = 0;
  }

  /** The same error when it is one that passes; throws it when not, or when it was borne too often. */
  bear(error: unknown): Refusal {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "pieces-missing") this.#lost += 1;
    else if (!PASSING.includes(error.status) || error.code === "line-closed") throw error;
    if (this.#waits >= MOST_WAITS || this.#lost > MOST_LOST) throw error;
    return error;
  }

  /** How long to wait now, in milliseconds. */
  next(): number {
    const ms = WAITS_MS[Math.min(this.#waits, WAITS_MS.length - 1)] ?? 0;
    this.#waits += 1;
    return ms;
  }
}

/** The pieces of a file, in order. */
export function cut({ ref, sealed }: SealedFile): Piece[] {
  const count = Math.ceil(sealed.length / PIECE_BYTES);
  return Array.from({ length: count }, (_, number) => {
    const data = sealed.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES);
    return { ref, number, data };
  });
}

async function sendMissing(sending: Sending, { ask }: Means, told: (share: number) => void): Promise<void> {
  const { word, files, stop } = sending;
  const cutUp = files.map(cut);
  const coming = files.map(({ ref }, at) => ({ ref, pieces: cutUp[at]?.length ?? 0 }));
  const { there } = await ask<{ there: number[][] }>("/api/door/pieces", { word, files: coming }, () => undefined);
  const missing = cutUp.flatMap((pieces, at) => pieces.filter((one) => !there[at]?.includes(one.number)));
  const all = files.reduce((sum, one) => sum + one.sealed.length, 0);
  let left = missing.reduce((sum, one) => sum + one.data.length, 0);
  for (const one of missing) {
    stop?.throwIfAborted();
    const { ref, number, data } = one;
    const piece = { ref, number, sha256: await sha256Of(data), data: toBase64(data) };
    await ask("/api/door/piece", { word, piece }, (share) => told((all - left + share * data.length) / all), stop);
    left -= data.length;
    told((all - left) / all);
  }
}

/** A file as its message names it. */
export async function whole({ ref, sealed, size_class }: SealedFile) {
  return { ref, pieces: Math.ceil(sealed.length / PIECE_BYTES), sha256: await sha256Of(sealed), size_class };
}

async function sha256Of(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64(await crypto.subtle.digest("SHA-256", data));
}

/** Wait, but not when the browser has its connection back, or when it is stopped. */
function wait(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      stop?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    stop?.addEventListener("abort", done);
  });
}
