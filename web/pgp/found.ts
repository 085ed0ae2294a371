// Where in a mail is the one encrypted message? Only what is the mail itself is ever opened: a message between other
// parts, in an attachment or beside a second one is not, so that nothing decrypted can be mixed with what a stranger
// put around it (EFAIL).

import PostalMime, { type Email } from "postal-mime";
import { unflow } from "./flowed.ts";
import { headOf, typeOf } from "./parts.ts";
import { NotOpened } from "./trouble.ts";

/** The message as armor or bytes; `around`: other text stands beside it, which nobody encrypted or signed. */
export interface Found {
  message: string | Uint8Array;
  isInline: boolean;
  around: boolean;
}

/** Where a mail nests deeper, or has larger heads, it is not read. */
export const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true } as const;

// postal-mime joins what somebody wrote under a quote with the quote's last row, and can be told in no other way.
const { root } = new PostalMime() as unknown as { root: object };
Object.getPrototypeOf(root).decodeFlowedText = unflow;

const ARMOR = /^-----BEGIN PGP MESSAGE-----[ \t]*\r?\n[\s\S]*?^-----END PGP MESSAGE-----[ \t]*$/gm;
/** HTML that shows and fetches nothing. A tag that stands open around the message would be a picture's, say. */
const EMPTY = /^(?:\s|&nbsp;|<(?:!doctype|\/?(?:html|head|meta|body|div|span|p|br))\b[^<>]*>)*$/i;
const CONTROL = "application/pgp-encrypted";
const MESSAGE = "application/octet-stream";

/** The encrypted message of a mail as it came. Throws NotOpened. */
export async function encryptedIn(raw: Uint8Array): Promise<Found> {
  const type = typeOf(headOf(raw));
  const mail = await parsed(raw);
  if (type.startsWith("multipart/")) {
    const whole = pgpMime(mail, type === "multipart/encrypted");
    if (whole) return { message: whole, isInline: false, around: false };
    if (type === "multipart/encrypted") throw new NotOpened("broken");
  }
  return inline(mail.text ?? "");
}

/** Read by postal-mime. Throws NotOpened for what no program reads. */
export async function parsed(raw: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(raw as Uint8Array<ArrayBuffer>, LIMITS);
  } catch {
    throw new NotOpened("broken");
  }
}

/** The two parts of RFC 3156; some servers turn the multipart into a mixed one and put an empty text before them. */
function pgpMime(mail: Email, isDeclared: boolean): Uint8Array | null {
  const types = mail.attachments.map((one) => one.mimeType.toLowerCase());
  const [control, message] = mail.attachments;
  if (mail.attachments.length !== 2 || !control || !message) return null;
  const isNamed = types[0] === CONTROL && (types[1] === MESSAGE || isDeclared);
  const hasText = Boolean(mail.text?.trim()) || !EMPTY.test(mail.html ?? "");
  return isNamed && !hasText ? bytesOf(message.content) : null;
}

function inline(text: string): Found {
  const found = text.match(ARMOR) ?? [];
  if (!found[0]) throw new NotOpened("no-message");
  if (found.length > 1) throw new NotOpened("several");
  return { message: found[0], isInline: true, around: text.replace(ARMOR, "").trim() !== "" };
}

export function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array<ArrayBuffer> {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? new Uint8Array(content) : new Uint8Array(content);
}
