// A member key: the identity that opens grants to the member, and the seed that signs what the member writes.
// Always sealed together, as {"v":1,"identity":"AGE-SECRET-KEY-1...","seed":"<base64>"} padded with spaces.

import { base64 } from "@scure/base";
import { Broken, type Identity, recipientOf, seal, unseal } from "./identities.ts";
import { pad } from "./padding.ts";
import { textIn, utf8, versionOneOf } from "./rows.ts";

export interface Bundle {
  identity: string;
  /** 32 bytes. */
  seed: Uint8Array;
}

/** A bundle sealed to `recipient`. */
export async function sealBundle(recipient: string, bundle: Bundle): Promise<Uint8Array<ArrayBuffer>> {
  if (bundle.seed.length !== 32) throw new RangeError("a seed is 32 bytes");
  const seed = base64.encode(bundle.seed);
  return seal(recipient, pad(utf8(JSON.stringify({ v: 1, identity: bundle.identity, seed }))));
}

/** What was sealed. Throws NotForYou or Broken. */
export async function openBundle(identity: Identity, sealed: Uint8Array): Promise<Bundle> {
  const row = versionOneOf(await unseal(identity, sealed));
  const inside = textIn(row, "identity");
  // Asked for its recipient, a mistyped identity shows.
  await recipientOf(inside);
  return { identity: inside, seed: seedOf(textIn(row, "seed")) };
}

function seedOf(text: string): Uint8Array<ArrayBuffer> {
  let seed: Uint8Array;
  try {
    seed = base64.decode(text);
  } catch {
    throw new Broken("not base64");
  }
  if (seed.length !== 32) throw new Broken("not a seed");
  return new Uint8Array(seed);
}
