// Codes and member keys, as signing in, joining and renewing need them. The words of a code stay in this module's
// callers: what leaves the browser is the look-up id, the sign-in secret and sealed bundles.

import { ENGLISH } from "./english.ts";
import { fromBase64, toBase64 } from "./keyring.ts";
import { post } from "./post.ts";
import {
  type Bundle,
  type Code,
  type CodeKeys,
  keysOfCode,
  newCode,
  newIdentity,
  newSigningSeed,
  openBundle,
  readCode,
  recipientOf,
  sealBundle,
  typedWords,
  verifyKeyOf,
} from "./seal/index.ts";

export type Count = 7 | 12;
export type Kind = "code" | "sheet";

export interface StoredWrap {
  kind: Kind;
  epoch: number;
  sealed: string;
}

export interface NewWrap {
  kind: Kind;
  look_up: string;
  sign_in: string;
  sealed: string;
}

export interface Proof {
  look_up: string;
  sign_in: string;
}

/** What somebody typed, understood: the code, its keys, and which words were read otherwise than typed. */
export interface Read {
  code: Code;
  keys: CodeKeys;
  proof: Proof;
  repaired: { typed: string; read: string }[];
}

/** A member key opened by a code or sheet, with the proof that will be asked for when something is changed. */
export interface Opened {
  bundle: Bundle;
  epoch: number;
  kind: Kind;
  proof: Proof;
}

export const COUNT: Record<Kind, Count> = { code: 7, sheet: 12 };

/** Read seven or twelve words. Throws UnreadableCode. Stretching takes a tenth of a second or more. */
export async function read(text: string, line: string): Promise<Read> {
  const typed = typedWords(text);
  const code = readCode(text, typed.length > COUNT.code ? COUNT.sheet : COUNT.code, [ENGLISH]);
  const keys = await keysOfCode(code, line);
  const repaired = code.words(ENGLISH).flatMap((word, at) => {
    const own = typed[at] ?? "";
    return own.toLowerCase() === word ? [] : [{ typed: own, read: word }];
  });
  return { code, keys, proof: { look_up: keys.lookUp, sign_in: keys.signIn }, repaired };
}

/** A new member key. */
export async function newBundle(): Promise<Bundle> {
  return { identity: await newIdentity(), seed: newSigningSeed() };
}

/** A new code or sheet of random words. */
export function newWords(kind: Kind): Code {
  return newCode(COUNT[kind]);
}

/** A bundle sealed to what a code derives, as the server keeps it. */
export async function wrapFor(kind: Kind, code: Code, bundle: Bundle, line: string): Promise<NewWrap> {
  const keys = await keysOfCode(code, line);
  const sealed = await sealBundle(await recipientOf(keys.identity), bundle);
  return { kind, look_up: keys.lookUp, sign_in: keys.signIn, sealed: toBase64(sealed) };
}

/** Open what the server keeps. Throws NotForYou or Broken. */
export async function open(found: Read, wrap: StoredWrap): Promise<Opened> {
  const bundle = await openBundle(found.keys.identity, fromBase64(wrap.sealed));
  return { bundle, epoch: wrap.epoch, kind: wrap.kind, proof: found.proof };
}

/** The two public halves of a bundle. */
export async function publicHalves(bundle: Bundle): Promise<{ recipient: string; verify_key: string }> {
  return {
    recipient: await recipientOf(bundle.identity),
    verify_key: toBase64(await verifyKeyOf(bundle.seed)),
  };
}

/** A new code instead of the old one, or a new sheet. */
export async function renewWords(opened: Opened, kind: Kind, code: Code, line: string): Promise<void> {
  const wrap = await wrapFor(kind, code, opened.bundle, line);
  await post(`/api/me/${kind}`, { ...opened.proof, wrap });
}

/** Everything new: key, code and sheet. The old bundle is sealed to the new key. Returns the new bundle's epoch. */
export async function renewKey(
  opened: Opened,
  bundle: Bundle,
  words: Record<Kind, Code>,
  line: string,
): Promise<number> {
  const halves = await publicHalves(bundle);
  const epoch = opened.epoch + 1;
  await post("/api/me/key", {
    ...opened.proof,
    ...halves,
    epoch,
    back_link: toBase64(await sealBundle(halves.recipient, opened.bundle)),
    wraps: [await wrapFor("code", words.code, bundle, line), await wrapFor("sheet", words.sheet, bundle, line)],
  });
  return epoch;
}
