// The member's unlocked keys in this browser. For a session they lie in two halves: the blob, wrapped, in the
// server's session, and the AES key that unwraps it in this browser's IndexedDB, from which no script can read it.
// The server's half dies after quiet minutes; then neither half opens anything.

import { bech32 } from "@scure/base";
import { post } from "./post.ts";
import { type Bundle, NotForYou, openBundle, openGrant, recipientOf } from "./seal/index.ts";
import { inStore } from "./storing.ts";

export interface MemberKey {
  ref: string;
  epoch: number;
  recipient: string;
  back_link: string;
}

export interface Blob64 {
  iv: string;
  identity: string;
  seed: string;
  epoch: number;
}

export interface Me {
  line: string;
  member: string;
  alias: string;
  roles: string[];
  reviewed: boolean;
  time_zone: string;
  keys: MemberKey[];
  unlock: Blob64 | null;
  quiet_seconds: number;
  csrf: string;
}

type Identity = string | CryptoKey;

// PKCS #8 of RFC 8410 before the 32 bytes of the secret.
const pkcs8 = (curve: number): number[] => [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, curve, 4, 34, 4, 32];
const X25519 = pkcs8(110);
const ED25519 = pkcs8(112);
const DATABASE = "peerline";
const NAME = "unlock";

/** Who is signed in, as the page says; null on pages without a member. */
export function me(): Me | null {
  const text = document.getElementById("me")?.textContent;
  return text ? (JSON.parse(text) as Me) : null;
}

/** The unlocked keys, or null when locked: the page then goes to /unlock/. */
export async function unlocked(): Promise<Keyring | null> {
  const found = me();
  if (!found?.unlock) return null;
  try {
    const wrapping = await ours();
    if (wrapping) return await unwrap(found, found.unlock, wrapping);
  } catch {
    // A blob of another browser, or of a key that this one has lost.
  }
  await lock();
  return null;
}

/** The unlocked keys; goes to the locked page and never comes back when there are none. */
export async function unlockedOrLeave(): Promise<Keyring> {
  const found = await unlocked();
  if (found) return found;
  location.replace(unlockPath());
  return new Promise(() => undefined);
}

/** Where to unlock, coming back to this page. */
export function unlockPath(): string {
  return `/unlock/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Keep a bundle for this session: wrapped at the server, the wrapping key here. Call after signing in. */
export async function keep(bundle: Bundle, epoch: number): Promise<void> {
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const identity = await extractable(X25519, secretOf(bundle.identity), "X25519", ["deriveBits"]);
  const seed = await extractable(ED25519, bundle.seed, "Ed25519", ["sign"]);
  const blob: Blob64 = {
    iv: toBase64(iv),
    identity: toBase64(await crypto.subtle.wrapKey("pkcs8", identity, wrapping, { name: "AES-GCM", iv })),
    seed: toBase64(await crypto.subtle.wrapKey("pkcs8", seed, wrapping, { name: "AES-GCM", iv: second(iv) })),
    epoch,
  };
  await inStore(DATABASE, "readwrite", (keys) => keys.put(wrapping, NAME));
  await post("/api/unlock", { blob });
}

/** Forget the unlocked key on both sides. */
export async function lock(): Promise<void> {
  await inStore(DATABASE, "readwrite", (keys) => keys.delete(NAME)).catch(() => undefined);
  await post("/api/lock", {});
}

/** The keys of one member, as long as this page is open. */
export class Keyring {
  readonly line: string;
  readonly member: string;
  /** Signs what the member writes. */
  readonly seed: CryptoKey;
  readonly #keys: MemberKey[];
  readonly #identities = new Map<number, Identity>();

  constructor(of: Me, epoch: number, identity: Identity, seed: CryptoKey) {
    this.line = of.line;
    this.member = of.member;
    this.seed = seed;
    this.#keys = of.keys;
    this.#identities.set(epoch, identity);
  }

  /** The newest epoch that this keyring can open. */
  get epoch(): number {
    return Math.max(...this.#identities.keys());
  }

  /** The identity of an epoch: the newest, or an older one by the back links. Throws when there is no way to it. */
  async identity(epoch: number = this.epoch): Promise<Identity> {
    const known = this.#identities.get(epoch);
    if (known) return known;
    const newer = this.#keys.find((key) => key.epoch === epoch + 1);
    if (!newer?.back_link || epoch >= this.epoch) throw new NotForYou();
    const older = await openBundle(await this.identity(epoch + 1), fromBase64(newer.back_link));
    this.#identities.set(epoch, older.identity);
    return older.identity;
  }

  /** What to seal to, so that only this member opens it. Computed here, never taken from the page. */
  async recipient(): Promise<string> {
    return recipientOf(await this.identity());
  }

  /** A conversation's identity, from my grant: by the newest key, else by older ones. Throws NotForYou. */
  async openGrant(sealed: Uint8Array): Promise<string> {
    return this.open((identity) => openGrant(identity, sealed));
  }

  /** Try something with each identity, newest first, until one is the right one. Throws NotForYou. */
  async open<Found>(attempt: (identity: Identity) => Promise<Found> | Found): Promise<Found> {
    for (const key of this.#keys.filter((one) => one.epoch <= this.epoch)) {
      try {
        return await attempt(await this.identity(key.epoch));
      } catch (error) {
        if (!(error instanceof NotForYou)) throw error;
      }
    }
    throw new NotForYou();
  }
}

async function unwrap(of: Me, blob: Blob64, wrapping: CryptoKey): Promise<Keyring> {
  const iv = fromBase64(blob.iv);
  const one = (part: string, nonce: Uint8Array<ArrayBuffer>, name: string, usage: KeyUsage) =>
    crypto.subtle.unwrapKey("pkcs8", fromBase64(part), wrapping, { name: "AES-GCM", iv: nonce }, { name }, false, [
      usage,
    ]);
  const identity = await one(blob.identity, iv, "X25519", "deriveBits");
  const seed = await one(blob.seed, second(iv), "Ed25519", "sign");
  return new Keyring(of, blob.epoch, identity, seed);
}

/** One nonce serves for two things under one key, by a bit that differs. */
function second(iv: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const other = iv.slice();
  other[0] = (other[0] ?? 0) ^ 0x80;
  return other;
}

function secretOf(identity: string): Uint8Array {
  return bech32.decodeToBytes(identity.toLowerCase()).bytes;
}

async function extractable(head: number[], secret: Uint8Array, name: string, usages: KeyUsage[]): Promise<CryptoKey> {
  const whole = new Uint8Array([...head, ...secret]);
  const key = await crypto.subtle.importKey("pkcs8", whole, { name }, true, usages);
  whole.fill(0);
  return key;
}

async function ours(): Promise<CryptoKey | undefined> {
  return inStore(DATABASE, "readonly", (keys): IDBRequest<CryptoKey | undefined> => keys.get(NAME));
}

/** Bytes as standard base64. */
export function toBase64(data: ArrayBuffer | Uint8Array): string {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Bytes from standard base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
