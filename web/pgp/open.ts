// Opening an encrypted mail: decrypt, check who signed, and read what was inside.
// Of signatures no more is said than GnuPG would say with the same keys, and less where the libraries differ: a
// signature over SHA-1 or MD5 is bad here. A signature speaks for the whole decrypted mail or for nothing.

import {
  config,
  createMessage,
  decrypt,
  decryptSessionKeys,
  enums,
  type Key,
  type KeyID,
  type Message,
  type PrivateKey,
  readKeys,
  readMessage,
  readPrivateKey,
  readSignature,
  type SessionKey,
  verify,
} from "openpgp/lightweight";
import type { Email } from "postal-mime";
import type { Person } from "../masking.ts";
import { bytesOf, encryptedIn, type Found, parsed } from "./found.ts";
import { textOfHtml } from "./html-text.ts";
import { blocksIn } from "./key-blocks.ts";
import { canonical, type Head, headOf, parameterOf, partsOf, typeOf } from "./parts.ts";
import { NotOpened } from "./trouble.ts";

/** `part`: good, but only for a part of what came. */
export type Signed = "good" | "bad" | "key-missing" | "none" | "part";

/** The key of one message alone: it opens that message and nothing else. */
export interface OneKey {
  algorithm: string;
  data: Uint8Array;
}

/** What opens: the line's secrets, armored, or the key of this message that somebody kept. `keys`: of the writer. */
export interface Keys {
  secrets: string[];
  kept: OneKey | null;
  keys: Uint8Array[];
}

export interface InnerFile {
  name: string;
  type: string;
  data: Uint8Array;
}

/**
 * What was inside. `subject`: null when it was not protected; `around`: see Found; `by`: the fingerprint (upper-case hex)
 * of the key whose signature is good, "" without; `keys`: the public keys that stood inside, as they came;
 * `people`: whom its own head and the keys of the writer name, in whatever they say.
 */
export interface Inner {
  subject: string | null;
  text: string;
  html: string;
  files: InnerFile[];
  signed: Signed;
  by: string;
  around: boolean;
  keys: Uint8Array[];
  key: OneKey;
  people: Person[];
}

const MOST_USERS = 20;
export const LARGEST_BYTES = 64 * 1024 * 1024;
config.maxDecompressedMessageSize = LARGEST_BYTES;
config.allowUnauthenticatedMessages = false;

type Bytes = Uint8Array<ArrayBuffer>;
/** A signature that was found; `verified` rejects when it is not good. */
type Signature = { keyID: KeyID; verified: Promise<true> };
/** What is said of the signatures; `by`: see Inner. */
type State = Pick<Inner, "signed" | "by">;

/** Open a mail as it came. Throws NotOpened. */
export async function openMail(raw: Uint8Array, given: Keys): Promise<Inner> {
  if (raw.length > LARGEST_BYTES) throw new NotOpened("too-large");
  const found = await encryptedIn(raw);
  const message = await read(found.message);
  const key = given.kept ?? (await oneKey(message, given.secrets));
  const keys = await publicKeys(given.keys);
  const { data, signatures } = await opened(message, key, keys);
  const outside = await stateOf(signatures, keys);
  const said = found.isInline ? inline(data, found, outside) : await inner(data, keys, outside);
  return { ...said, key, people: [...said.people, ...namedByKeys(keys)] };
}

async function read(message: Found["message"]): Promise<Message<Bytes>> {
  try {
    const text = typeof message === "string" ? message : new TextDecoder("latin1").decode(message);
    const found = text.includes("-----BEGIN PGP MESSAGE-----")
      ? await readMessage({ armoredMessage: text })
      : await readMessage({ binaryMessage: message as Uint8Array });
    return found as unknown as Message<Bytes>;
  } catch {
    throw new NotOpened("broken");
  }
}

/** The key of the message, by the first secret that opens it: hidden recipients are tried with every subkey. */
async function oneKey(message: Message<Bytes>, secrets: string[]): Promise<OneKey> {
  for (const armoredKey of secrets) {
    try {
      const decryptionKeys: PrivateKey = await readPrivateKey({ armoredKey });
      const [first] = await decryptSessionKeys({ message, decryptionKeys });
      if (first) return { algorithm: first.algorithm ?? "", data: first.data };
    } catch {
      // Encrypted to another key.
    }
  }
  throw new NotOpened("wrong-key");
}

interface Decrypted {
  data: Bytes;
  signatures: Signature[];
}

async function opened(message: Message<Bytes>, key: OneKey, verificationKeys: Key[]): Promise<Decrypted> {
  try {
    const sessionKeys = [key as SessionKey];
    const found = await decrypt({ message, sessionKeys, verificationKeys, format: "binary" });
    return found as unknown as Decrypted;
  } catch (error) {
    throw new NotOpened(whyNot(message, error));
  }
}

function whyNot(message: Message<Bytes>, error: unknown): NotOpened["why"] {
  const said = error instanceof Error ? error.message : "";
  if (/decompressed|size exceeded|maximum/i.test(said)) return "too-large";
  const isBare = message.packets.some((packet) => packetTag(packet) === enums.packet.symmetricallyEncryptedData);
  return isBare ? "unprotected" : "broken";
}

function packetTag(packet: object): number {
  return (packet.constructor as unknown as { tag: number }).tag;
}

async function publicKeys(keys: Uint8Array[]): Promise<Key[]> {
  const found: Key[] = [];
  for (const binaryKeys of keys) {
    try {
      found.push(...(await readKeys({ binaryKeys })));
    } catch {
      // No key: then there is none to check by.
    }
  }
  return found;
}

function namedByKeys(keys: Key[]): Person[] {
  const users = keys.flatMap((one) => one.users).slice(0, MOST_USERS);
  return users.flatMap(({ userID }) => (userID ? [{ name: userID.name, address: userID.email }] : []));
}

function person(one: { name?: string; address?: string }): Person {
  return { name: one.name ?? "", address: one.address ?? "" };
}

/** All of them have to be good; one bad makes it bad. */
async function stateOf(signatures: Signature[], keys: Key[]): Promise<State> {
  let found: State = { signed: "none", by: "" };
  for (const one of signatures) {
    try {
      await one.verified;
      if (found.signed === "none") found = { signed: "good", by: nameOf(one.keyID, keys) };
    } catch (error) {
      const isMissing = error instanceof Error && error.message.startsWith("Could not find signing key");
      if (!isMissing) return { signed: "bad", by: "" };
      found = { signed: "key-missing", by: "" };
    }
  }
  return found;
}

function nameOf(id: KeyID, keys: Key[]): string {
  const found = keys.find((key) => key.getKeys(id).length > 0);
  return found?.getFingerprint().toUpperCase() ?? "";
}

function inline(data: Bytes, found: Found, { signed, by }: State): Omit<Inner, "key"> {
  const state = signed === "good" && found.around ? "part" : signed;
  const text = readable(data).replace(/\r\n/g, "\n");
  const keys = blocksIn(text);
  return { subject: null, text, html: "", files: [], signed: state, by, around: found.around, keys, people: [] };
}

function readable(data: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return new TextDecoder("windows-1252").decode(data);
  }
}

/** A whole mail inside: perhaps signed in its own parts, perhaps with its subject protected. */
async function inner(data: Bytes, keys: Key[], outside: State): Promise<Omit<Inner, "key">> {
  const head = headOf(data);
  const [content, signature] = typeOf(head) === "multipart/signed" ? partsOf(data, head) : [];
  const isApart = content && signature && parameterOf(head, "protocol").toLowerCase() === "application/pgp-signature";
  const own: State = isApart ? await detached(content, signature, keys) : { signed: "none", by: "" };
  const state = outside.signed === "none" || own.signed === "bad" ? own : outside;
  return { ...(await shown(isApart ? content : data, head)), ...state, around: false };
}

async function detached(content: Uint8Array, part: Uint8Array, verificationKeys: Key[]): Promise<State> {
  try {
    const armoredSignature = new TextDecoder("latin1").decode(part.subarray(headOf(part).bodyAt));
    const signature = await readSignature({ armoredSignature });
    const message = await createMessage({ binary: canonical(content) });
    const checked = await verify({ message, signature, verificationKeys, format: "binary" });
    return stateOf(checked.signatures, verificationKeys);
  } catch {
    return { signed: "bad", by: "" };
  }
}

type Shown = Pick<Inner, "subject" | "text" | "html" | "files" | "keys" | "people">;

async function shown(data: Uint8Array, outer: Head): Promise<Shown> {
  const mail = await parsed(data);
  const head = headOf(data);
  const isProtected = [head, outer].some((one) => parameterOf(one, "protected-headers") || parameterOf(one, "hp"));
  const own = (mail.text ?? "").replace(/\r\n/g, "\n");
  const text = !own.trim() && mail.html ? await textOfHtml(mail.html) : own;
  return {
    subject: isProtected ? (mail.subject ?? "") : null,
    text: isProtected ? withoutLegacy(text, mail.subject ?? "") : text,
    html: mail.html ?? "",
    people: [mail.from, ...(mail.replyTo ?? [])].flatMap((one) => (one ? [person(one)] : [])),
    files: mail.attachments
      .filter((one) => one.mimeType !== "application/pgp-keys" && one.mimeType !== "application/pgp-signature")
      .map((one) => ({ name: one.filename ?? "", type: one.mimeType, data: bytesOf(one.content) })),
    keys: [...enclosed(mail), ...autocryptOf([head, outer]), ...blocksIn(text)],
  };
}

/** Keys that were sent as files, under their own type or only by their name. */
function enclosed(mail: Email): Uint8Array[] {
  const isKey = (one: Email["attachments"][number]) =>
    one.mimeType === "application/pgp-keys" || /\.(?:asc|gpg|pgp|key)$/i.test(one.filename ?? "");
  return mail.attachments.filter(isKey).map((one) => bytesOf(one.content));
}

/** Some programs put the Autocrypt header inside, where nobody on the way sees it. */
function autocryptOf(heads: Head[]): Uint8Array[] {
  const found = heads.flatMap((head) => /keydata=([^;]+)/.exec(head.fields.get("autocrypt") ?? "")?.[1] ?? []);
  try {
    return [...new Set(found)].map((one) =>
      Uint8Array.from(atob(one.replace(/\s+/g, "")), (sign) => sign.charCodeAt(0)),
    );
  } catch {
    return [];
  }
}

/** Without the subject that a program repeats on top of the text, for readers that know no protected headers. */
function withoutLegacy(text: string, subject: string): string {
  const [first = "", ...rest] = text.trimStart().split(/\n[ \t]*\n/);
  const repeats = first.split("\n").every((row) => /^(subject|from|to|cc|date)\s*:/i.test(row));
  return repeats && subject && first.includes(subject) ? rest.join("\n\n") : text;
}
