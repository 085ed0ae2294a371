// Where armored public keys stand in a text. Apart, so that the page finds them without the libraries.

const MOST_BLOCKS = 10;
const BLOCK = /^-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?^-----END PGP PUBLIC KEY BLOCK-----/gm;

/** The blocks, as bytes. */
export function blocksIn(text: string): Uint8Array[] {
  return (text.match(BLOCK) ?? []).slice(0, MOST_BLOCKS).map((one) => new TextEncoder().encode(one));
}

/** How many blocks of that kind begin in it. */
export function countBlocks(data: Uint8Array, kind: "PUBLIC" | "PRIVATE"): number {
  return new TextDecoder("latin1").decode(data).split(`-----BEGIN PGP ${kind} KEY BLOCK`).length - 1;
}
