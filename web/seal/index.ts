// Sealing and opening: bytes in, bytes out. The same formats as the room `peerline/seal`, with the same names; both
// are held to the vectors of `vectors/`, and docs/reference/sealing.md tells the formats.
// Only these files speak age. Deliberately not here: where keys are kept, the server, the page.

export { type AttachmentHead, openAttachment, sealAttachment } from "./attachments.ts";
export type { AttachmentFacts, Body } from "./body.ts";
export { type Bundle, openBundle, sealBundle } from "./bundle.ts";
export { Code, type CodeKeys, type Count, keysOfCode, newCode, readCode, readings, UnreadableCode } from "./code.ts";
export { check, type Message, NotSigned, pack, unpack, WrongPlace } from "./envelope.ts";
export {
  Broken,
  grant,
  type Identity,
  NotForYou,
  newIdentity,
  openGrant,
  recipientOf,
  seal,
  unseal,
} from "./identities.ts";
export { pad, paddedSize } from "./padding.ts";
export { isSignedBy, newSigningSeed, type Seed, sign, verifyKeyOf } from "./signing.ts";
export { plain, typedWords, WordList } from "./words.ts";
