// Work that a line may ask of a browser before it sends, so that a flood is dear: find the number whose SHA-256, behind
// the word of the page, is the goal. `peerline/door/started.py` is the other side.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const SLICE_MS = 15;
const AT_ONCE = 100;

/** The number below `tries`; 0 when there are none. It works in short slices, so that typing stays smooth. */
export async function workedOut(word: string, goal: string, tries: number): Promise<number> {
  const first = Number.parseInt(goal.slice(0, 2), 16);
  const begun = sha256.create().update(utf8ToBytes(word));
  for (let number = 0; number < tries; ) {
    const end = performance.now() + SLICE_MS;
    while (number < tries && performance.now() < end)
      for (const last = Math.min(tries, number + AT_ONCE); number < last; number += 1) {
        const found = begun.clone().update(digitsOf(number)).digest();
        if (found[0] === first && bytesToHex(found) === goal) return number;
      }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return 0;
}

function digitsOf(number: number): Uint8Array {
  const text = String(number);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
