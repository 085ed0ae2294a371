// What was sealed once has to open for ever: the vectors that either side wrote. vectors/README.md tells their shape.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { ENGLISH } from "../english.ts";
import {
  Broken,
  Code,
  type Count,
  check,
  isSignedBy,
  keysOfCode,
  NotForYou,
  NotSigned,
  openAttachment,
  openBundle,
  openGrant,
  paddedSize,
  readCode,
  readings,
  recipientOf,
  sign,
  UnreadableCode,
  unpack,
  unseal,
  verifyKeyOf,
  WordList,
  WrongPlace,
} from "./index.ts";

interface Case extends Record<string, unknown> {
  name: string;
}

interface Vectors {
  v: 1;
  kind: string;
  cases: Case[];
}

const VECTORS = "../vectors";
const LISTS = Object.fromEntries(
  ["ar", "de", "en", "es", "fr", "ja", "pl", "pt", "ru", "uk"].map((tag) => {
    return [tag, new WordList(readFileSync(`../peerline/seal/words/${tag}.txt`, "utf8"))];
  }),
);
const ERRORS: Record<string, new () => Error> = { Broken, NotForYou, NotSigned, WrongPlace };

const text = (one: Case, name: string) => String(one[name]);
const bytes = (one: Case, name: string) => new Uint8Array(Buffer.from(text(one, name), "base64"));
const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");
const errorOf = (one: Case) => ERRORS[text(one, "error")] ?? assert.fail("an unknown error");
const opened = (one: Case) => unseal(text(one, "identity"), bytes(one, "sealed"));

async function checkMessage(one: Case): Promise<void> {
  const key = one.verify_key ? bytes(one, "verify_key") : null;
  const message = unpack(await opened(one));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(message.bodyBytes)), one.body);
  await check(message, text(one, "line"), text(one, "conversation"), text(one, "message"), Number(one.key_epoch), key);
}

function attachmentOf(one: Case): Promise<Uint8Array> {
  const sealed = bytes(one, "sealed");
  return openAttachment(
    text(one, "identity"),
    sealed,
    text(one, "conversation"),
    text(one, "message"),
    text(one, "ref"),
  );
}

const TRIALS: Record<string, (one: Case) => Promise<void> | void> = {
  padding: (one) => assert.equal(paddedSize(Number(one.size)), one.padded),
  sealed: async (one) => {
    const data = await opened(one);
    assert.equal(data.length, one.size);
    assert.equal(createHash("sha256").update(data).digest("hex"), one.sha256);
    assert.equal(await recipientOf(text(one, "identity")), one.recipient);
  },
  refused: (one) => assert.rejects(opened(one), errorOf(one)),
  grant: async (one) => assert.equal(await openGrant(text(one, "identity"), bytes(one, "sealed")), one.granted),
  bundle: async (one) => {
    const bundle = await openBundle(text(one, "identity"), bytes(one, "sealed"));
    assert.equal(bundle.identity, one.bundle_identity);
    assert.equal(base64(bundle.seed), one.seed);
    assert.equal(base64(await verifyKeyOf(bundle.seed)), one.verify_key);
  },
  message: checkMessage,
  "not-a-message": (one) => assert.throws(() => unpack(bytes(one, "plain")), Broken),
  elsewhere: (one) => assert.rejects(checkMessage(one), errorOf(one)),
  attachment: async (one) => assert.equal(base64(await attachmentOf(one)), one.data),
  "not-an-attachment": (one) => assert.rejects(attachmentOf(one), errorOf(one)),
  code: async (one) => {
    const count = Number(one.count) as Count;
    const code = new Code(BigInt(text(one, "number")), count);
    assert.equal(code.words(ENGLISH).join(" "), one.words);
    assert.equal(readCode(text(one, "words"), count, [ENGLISH]).number, code.number);
    const keys = await keysOfCode(code, text(one, "line"));
    assert.deepEqual([keys.identity, keys.lookUp, keys.signIn], [one.identity, one.look_up, one.sign_in]);
  },
  reading: (one) => {
    const reading = () => readCode(text(one, "text"), Number(one.count) as Count, [ENGLISH]);
    if (one.number) assert.equal(String(reading().number), one.number);
    else
      assert.throws(reading, (error) => {
        assert.ok(error instanceof UnreadableCode);
        assert.deepEqual(error.positions, one.unreadable);
        return true;
      });
  },
  readings: (one) => {
    const lists = (one.languages as string[]).map((tag) => LISTS[tag] ?? assert.fail(tag));
    const found = readings(text(one, "text"), Number(one.count) as Count, lists);
    assert.deepEqual(
      found.map((code) => String(code.number)),
      one.numbers,
    );
  },
  signature: async (one) => {
    const [key, body] = [bytes(one, "verify_key"), bytes(one, "body")];
    assert.equal(await isSignedBy(key, body, text(one, "sig")), one.good);
    if (one.good) assert.equal(await sign(bytes(one, "seed"), body), one.sig);
  },
};

for (const side of ["python", "web"]) {
  for (const file of readdirSync(`${VECTORS}/${side}`)) {
    const { kind, cases } = JSON.parse(readFileSync(`${VECTORS}/${side}/${file}`, "utf8")) as Vectors;
    for (const one of cases) {
      test(`it agrees with ${side}/${file}: ${one.name}`, () => (TRIALS[kind] ?? assert.fail(`unknown: ${kind}`))(one));
    }
  }
}
