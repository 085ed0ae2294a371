// Writes the vectors of this side, into vectors/web: `npm run vectors`. Files that are there already are left alone.
// Keys and codes are made up here, for that folder only; vectors/README.md says what each kind of case means.

import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { ENGLISH } from "../english.ts";
import {
  type Body,
  Code,
  grant,
  keysOfCode,
  newCode,
  newIdentity,
  newSigningSeed,
  pack,
  pad,
  paddedSize,
  readCode,
  recipientOf,
  type Seed,
  seal,
  sealAttachment,
  sealBundle,
  sign,
  UnreadableCode,
  unpack,
  verifyKeyOf,
} from "./index.ts";

type Case = { name: string } & Record<string, unknown>;

const FOLDER = "../vectors/web";
const LINE = "lanternlanternlanternlante";
const PLACE = { conversation: "conversationconversationco", message: "messagemessagemessagemessa" };
const REF = "attachmentattachmentattach";
// 64 KiB and a tag.
const CHUNK = 65_552;
const MEMBER = "adaadaadaadaadaadaadaadaad";

const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");

async function pair(): Promise<{ identity: string; recipient: string }> {
  const identity = await newIdentity();
  return { identity, recipient: await recipientOf(identity) };
}

function padding(): Case[] {
  const powers = [11, 16, 20, 24, 31, 32, 33, 40, 52].flatMap((power) => [-1, 0, 1].map((step) => 2 ** power + step));
  const sizes = [0, 1023, 1024, 1025, 1087, 1088, 1089, 1_100_000, 25_000_001, ...powers];
  return sizes.map((size) => ({ name: `${size} bytes`, size, padded: paddedSize(size) }));
}

async function sealed(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const made = [0, 1, 1024, 65_536, 65_537].map(async (size) => {
    const data = randomBytes(size);
    const sha256 = createHash("sha256").update(data).digest("hex");
    return { name: `${size} bytes`, identity, recipient, sealed: base64(await seal(recipient, data)), size, sha256 };
  });
  return Promise.all(made);
}

/** Where the nonce of an age file begins. */
function endOfHeader(file: Buffer): number {
  return file.indexOf("\n", file.indexOf("\n--- ") + 1) + 1;
}

function flipped(data: Buffer, at: number): Uint8Array {
  return data.map((byte, place) => (place === at ? byte ^ 0x10 : byte));
}

async function refused(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const long = Buffer.from(await seal(recipient, randomBytes(65_600)));
  const whole = Buffer.from(await seal(recipient, utf8("The lantern is lit.")));
  const start = endOfHeader(long) + 16;
  const damaged = {
    "first chunk only": long.subarray(0, start + CHUNK),
    "without its first chunk": Buffer.concat([long.subarray(0, start), long.subarray(start + CHUNK)]),
    "bit flipped in the second chunk": flipped(long, long.length - 20),
    "bit flipped in the MAC": flipped(whole, endOfHeader(whole) - 10),
    twice: Buffer.concat([whole, whole]),
    "space before it": Buffer.concat([Buffer.from(" "), whole]),
  };
  const cases = Object.entries(damaged).map(([name, data]) => ({ name, data, identity, error: "Broken" }));
  const other = { name: "another's", data: whole, identity: await newIdentity(), error: "NotForYou" };
  return [...cases, other].map(({ data, ...one }) => ({ ...one, sealed: base64(data) }));
}

async function grants(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const granted = await newIdentity();
  return [{ name: "one", identity, sealed: base64(await grant(granted, recipient)), granted }];
}

async function bundles(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const bundle = { identity: await newIdentity(), seed: newSigningSeed() };
  return [
    {
      name: "one",
      identity,
      sealed: base64(await sealBundle(recipient, bundle)),
      bundle_identity: bundle.identity,
      seed: base64(bundle.seed),
      verify_key: base64(await verifyKeyOf(bundle.seed)),
    },
  ];
}

/** A body with those fields; the others are Ada's answer to Wren. */
function body(fields: Partial<Body> = {}): Body {
  return {
    line: LINE,
    ...PLACE,
    keyEpoch: 1,
    kind: "out",
    author: MEMBER,
    time: "2026-11-25T10:05:00.250Z",
    way: "desk",
    writer: "",
    subject: "Re: Is someone there?",
    text: "Yes. Begin where you like.\n",
    html: "",
    folds: [],
    attachments: [],
    inReplyTo: "",
    problems: [],
    card: "",
    parser: "",
    extra: {},
    ...fields,
  };
}

/** A message as a case that opens at its own place. */
async function message(name: string, inside: Body, seed: Seed | null = null): Promise<Case> {
  const { identity, recipient } = await pair();
  const plain = await pack(inside, seed);
  return {
    name,
    identity,
    sealed: base64(await seal(recipient, plain)),
    body: JSON.parse(new TextDecoder().decode(unpack(plain).bodyBytes)),
    verify_key: seed ? base64(await verifyKeyOf(seed)) : "",
    line: inside.line,
    conversation: inside.conversation,
    message: inside.message,
    key_epoch: inside.keyEpoch,
  };
}

async function messages(): Promise<Case[]> {
  const seed = newSigningSeed();
  const facts = { ref: REF, name: "übersicht 🐦.png", type: "image/png", bytes: 3, sha256: "0".repeat(64) };
  const risk = { form: "risk", answers: { today: "no", "in the last week": "yes" } };
  const bare = (await pack(body({ text: "" }), null)).findLastIndex((byte) => byte !== 0x20) + 1;
  const around = [1023, 1024, 1025].map((size) =>
    message(`${size} bytes before padding`, body({ text: "x".repeat(size - bare) })),
  );
  return Promise.all([
    message("signed", body(), seed),
    message("unsigned, through the door", body({ kind: "in", author: "writer", way: "web", writer: "4f1d09ce77" })),
    message(
      "every kind of text",
      body({ text: '🪶 "quoted"\\\n\t\u0001\u007f\u2028 שלום 日本 e\u0301</script>' }),
      seed,
    ),
    message("lists", body({ folds: [[0, 1, "quote"]], attachments: [facts], problems: ["charset"] }), seed),
    message("unknown fields", body({ kind: "note", extra: { ...risk, "": null, ["__proto__"]: 1, 7: [] } }), seed),
    message("draft of a later epoch", body({ kind: "draft", keyEpoch: 2 ** 31 }), seed),
    ...around,
  ]);
}

async function notMessages(): Promise<Case[]> {
  const sound = JSON.parse(new TextDecoder().decode(await pack(body(), null)));
  const inside = JSON.parse(sound.body);
  const rows = {
    "version 0": { ...sound, v: 0 },
    "version null": { ...sound, v: null },
    "body is a number": { ...sound, body: 1 },
    "body is empty": { ...sound, body: "" },
    "body is null": { ...sound, body: "null" },
    "half a letter": { ...sound, body: JSON.stringify({ ...inside, text: "\ud83e" }) },
    "epoch is not whole": { ...sound, body: JSON.stringify({ ...inside, key_epoch: 1.5 }) },
    "problems is text": { ...sound, body: JSON.stringify({ ...inside, problems: "charset" }) },
    "fold of text": { ...sound, body: JSON.stringify({ ...inside, folds: [["0", 1, "quote"]] }) },
  };
  const written = Object.entries(rows).map(([name, row]) => ({ name, plain: base64(pad(utf8(JSON.stringify(row)))) }));
  const marked = utf8(`\ufeff${JSON.stringify(sound)}`);
  return [...written, { name: "byte order mark before it", plain: base64(marked) }];
}

async function elsewhere(): Promise<Case[]> {
  const seed = newSigningSeed();
  const verify_key = base64(await verifyKeyOf(newSigningSeed()));
  const wrong = ["line", "conversation", "message"].map(async (name) => ({
    ...(await message(`another ${name}`, body(), seed)),
    [name]: REF,
    error: "WrongPlace",
  }));
  return [
    ...(await Promise.all(wrong)),
    { ...(await message("another key_epoch", body(), seed)), key_epoch: 2, error: "WrongPlace" },
    { ...(await message("signed by another", body(), seed)), verify_key, error: "NotSigned" },
    { ...(await message("unsigned", body())), verify_key, error: "NotSigned" },
  ];
}

async function attachments(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const datas = {
    nothing: new Uint8Array(),
    "zeros and newlines": utf8("\n\0\n\0"),
    "some chunks": randomBytes(70_000),
  };
  const made = Object.entries(datas).map(async ([name, data]) => {
    const head = { v: 1, ...PLACE, ref: REF, bytes: data.length } as const;
    const stream = base64(await sealAttachment(recipient, head, data));
    return { name, identity, sealed: stream, ...PLACE, ref: REF, data: base64(data) };
  });
  return Promise.all(made);
}

async function notAttachments(): Promise<Case[]> {
  const { identity, recipient } = await pair();
  const head = { v: 1, ...PLACE, ref: REF, bytes: 3 };
  const row = (change: object) => `${JSON.stringify({ ...head, ...change })}\n`;
  const plains: Record<string, [string, string]> = {
    "another ref": [`${row({ ref: LINE })}abc`, "WrongPlace"],
    "no head": ["abc", "Broken"],
    "empty head": ["\nabc", "Broken"],
    "unknown version": [`${row({ v: 3 })}abc`, "Broken"],
    "less data": [`${row({})}ab`, "Broken"],
    "something behind the zeros": [`${row({})}abc\0\0\0d`, "Broken"],
    "half a byte": [`${row({ bytes: 2.5 })}abc`, "Broken"],
  };
  const made = Object.entries(plains).map(async ([name, [plain, error]]) => {
    const stream = base64(await seal(recipient, utf8(plain)));
    return { name, identity, sealed: stream, ...PLACE, ref: REF, error };
  });
  return Promise.all(made);
}

async function codes(): Promise<Case[]> {
  const made = { random: newCode(), sheet: newCode(12), "highest sheet": new Code((1n << 132n) - 1n, 12) };
  const cases = Object.entries(made).map(async ([name, code]) => {
    const keys = await keysOfCode(code, LINE);
    return {
      name,
      words: code.words(ENGLISH).join(" "),
      count: code.count,
      number: String(code.number),
      line: LINE,
      identity: keys.identity,
      look_up: keys.lookUp,
      sign_in: keys.signIn,
    };
  });
  return Promise.all(cases);
}

function reading(): Case[] {
  const words = newCode(12).words(ENGLISH);
  const typed = {
    plain: words.join(" "),
    "full width and capitals": words.join(" ").toUpperCase().normalize("NFKC").replaceAll("A", "Ａ"),
    "numbered in two columns": words.map((word, at) => `${at + 1}) ${word}`).join("   "),
    "underlines and quotes": `"${words.join('"_"')}"`,
    beginnings: words.map((word) => word.slice(0, 4)).join(","),
    "not two of them": ["zzzzzz", ...words.slice(1, 11), "yyyyyy"].join(" "),
    "seven of twelve": words.slice(0, 7).join(" "),
    "marks only": "... 1 2 3 \u0301",
  };
  return Object.entries(typed).map(([name, text]) => ({ name, text, count: 12, ...read(text) }));
}

function read(text: string): { number: string } | { unreadable: number[] } {
  try {
    return { number: String(readCode(text, 12, [ENGLISH]).number) };
  } catch (error) {
    if (error instanceof UnreadableCode) return { unreadable: error.positions };
    throw error;
  }
}

async function signatures(): Promise<Case[]> {
  const seed = newSigningSeed();
  const content = utf8('{"text":"日本"}');
  const facts = { seed: base64(seed), verify_key: base64(await verifyKeyOf(seed)), body: base64(content) };
  const sig = await sign(seed, content);
  const flipped = base64(Buffer.from(sig, "base64").map((byte, at) => (at === 40 ? byte ^ 1 : byte)));
  return [
    { name: "good", ...facts, sig, good: true },
    { name: "bit flipped", ...facts, sig: flipped, good: false },
    { name: "space behind it", ...facts, sig: `${sig} `, good: false },
    { name: "short key", ...facts, verify_key: facts.verify_key.slice(4), sig, good: false },
  ];
}

const KINDS: Record<string, [string, () => Case[] | Promise<Case[]>]> = {
  padding: ["What sizes are padded to: max(1 KiB, Padmé).", padding],
  sealed: ["Age files around the borders of padding and of age's chunks of 64 KiB.", sealed],
  refused: ["Files that nobody may open.", refused],
  grant: ["Identities sealed to a recipient.", grants],
  bundle: ["Member keys sealed to a recipient.", bundles],
  message: ["Messages that open, are signed where a key is given, and belong to their place.", messages],
  "not-a-message": ["Plaintexts that are refused: unknown versions and junk.", notMessages],
  elsewhere: ["Sound messages found in a wrong place, or not signed by whom they should be.", elsewhere],
  attachment: ["Attachments that open at their place.", attachments],
  "not-an-attachment": ["Attachments of another place, or with more or less than their head says.", notAttachments],
  code: ["Codes and the keys they give on a line.", codes],
  reading: ["How codes are read: what is forgiven, and what is not guessed.", reading],
  signature: ["Signatures over a body.", signatures],
};

mkdirSync(FOLDER, { recursive: true });
for (const [kind, [about, made]] of Object.entries(KINDS)) {
  const path = `${FOLDER}/${kind}.json`;
  if (existsSync(path)) continue;
  writeFileSync(path, `${JSON.stringify({ v: 1, about, kind, cases: await made() }, null, 1)}\n`);
}
