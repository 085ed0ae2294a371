// Codes: seven words (77 random bits), on sheets twelve (132 bits), of a list of 2,048. The number is what counts:
// keys are derived from it, never from the spelling, so that slips and other lists do no harm.
// Stretching: PBKDF2-HMAC-SHA256 (RFC 8018), then HKDF-SHA256 (RFC 5869) once for each thing derived.

import { bech32, hex } from "@scure/base";
import { readingsOf, rowsIn, type WordList } from "./words.ts";

export type Count = 7 | 12;

export interface CodeKeys {
  /** "AGE-SECRET-KEY-1..." */
  identity: string;
  /** 32 bytes in hexadecimal: what the server finds a code by. */
  lookUp: string;
  /** 32 bytes in hexadecimal: the password of a member's account. */
  signIn: string;
}

/** Words that cannot be read. `positions` count from 1; empty when it is not the right number of words. */
export class UnreadableCode extends Error {
  override name = "UnreadableCode";
  readonly positions: number[];

  constructor(positions: number[] = []) {
    super(positions.length > 0 ? `cannot read word ${positions.join(", ")}` : "not the right number of words");
    this.positions = positions;
  }
}

const BITS = 11;
const ROUNDS = 600_000;

export class Code {
  /** The first word is its most significant 11 bits. */
  readonly number: bigint;
  readonly count: Count;

  constructor(number: bigint, count: Count) {
    if (number < 0n || number >= 1n << BigInt(BITS * count)) throw new RangeError("not the number of a code");
    this.number = number;
    this.count = count;
  }

  /** The words that spell it in that list, first word first. */
  words(list: WordList): string[] {
    const index = (at: number) => Number((this.number >> BigInt(BITS * (this.count - 1 - at))) & 2047n);
    return Array.from({ length: this.count }, (_, at) => list.words[index(at)] ?? "");
  }
}

/** A new random code. */
export function newCode(count: Count = 7): Code {
  // 2^16 is a multiple of 2,048, so each word is as likely as any other.
  const indices = Array.from(crypto.getRandomValues(new Uint16Array(count)), (random) => random % 2048);
  return codeOf(indices, count);
}

/** The code somebody means: case, accents, numbering and separators do not matter, nor one slip in a word. */
export function readCode(text: string, count: Count, lists: readonly WordList[]): Code {
  const read = rowsIn(text, count, lists) ?? [];
  const [best = []] = read.toSorted((one, other) => unread(one).length - unread(other).length);
  if (best.length !== count || unread(best).length > 0) throw new UnreadableCode(unread(best));
  return codeOf(best.flat(), count);
}

/** Every code that a text may mean in those lists, the likeliest first, few. Throws as `readCode` does. */
export function readings(text: string, count: Count, lists: readonly WordList[]): Code[] {
  const found = readingsOf(rowsIn(text, count, lists) ?? []);
  return found.length > 0 ? found.map((rows) => codeOf(rows, count)) : [readCode(text, count, lists)];
}

/** What a code opens, at one line. It takes a tenth of a second or more. */
export async function keysOfCode(code: Code, lineRef: string): Promise<CodeKeys> {
  const salt = new TextEncoder().encode(`peerline code 1\n${lineRef}`);
  const password = await crypto.subtle.importKey("raw", bytesOf(code), "PBKDF2", false, ["deriveBits"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const stretched = await crypto.subtle.deriveBits(stretching, password, 256);
  const key = await crypto.subtle.importKey("raw", stretched, "HKDF", false, ["deriveBits"]);
  const secret = await derived(key, "peerline identity 1");
  return {
    identity: bech32.encodeFromBytes("AGE-SECRET-KEY-", secret).toUpperCase(),
    lookUp: hex.encode(await derived(key, "peerline look-up 1")),
    signIn: hex.encode(await derived(key, "peerline sign-in 1")),
  };
}

async function derived(key: CryptoKey, purpose: string): Promise<Uint8Array> {
  const info = new TextEncoder().encode(purpose);
  const deriving = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(deriving, key, 256));
}

function codeOf(indices: number[], count: Count): Code {
  return new Code(
    indices.reduce((number, index) => (number << BigInt(BITS)) | BigInt(index), 0n),
    count,
  );
}

function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  const size = Math.ceil((code.count * BITS) / 8);
  return new Uint8Array(hex.decode(code.number.toString(16).padStart(size * 2, "0")));
}

function unread(rows: number[][]): number[] {
  return rows.flatMap((one, at) => (one.length === 1 ? [] : [at + 1]));
}
