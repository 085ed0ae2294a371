// An encrypted answer: what its receiver's program reads, and what nobody on the way does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { reformatKey } from "openpgp/lightweight";
import { makeAnswer } from "./answer.ts";
import { type Letter, mailOf } from "./mime.ts";
import { openMail } from "./open.ts";
import { binary, LINE, line, outside, WREN, wren, writerKey } from "./testing.ts";
import { NotOpened } from "./trouble.ts";

const TEXT =
  "Тихо, 静かに.\n\nA row that is longer than a row of mail may be, and goes on and on until it has to be cut = here.\nEnd ";

function letter(change: Partial<Letter> = {}): Letter {
  const from = { name: "Latérne", address: LINE };
  const at = new Date("2026-11-25T09:40:00Z");
  return { from, subject: "Тихо, ".repeat(12).trim(), at, text: TEXT, files: [], boundary: "=_b", ...change };
}

async function read(armored: string, keys = [line.certificate]) {
  return openMail(outside(armored), { secrets: [wren.armor()], kept: null, keys });
}

function why(trouble: string) {
  return (error: unknown) => error instanceof NotOpened && error.why === trouble;
}

test("the writer reads text, subject and files, signed by the line's subkey", async () => {
  const files = [{ name: "straße.txt", type: "text/plain", data: new Uint8Array(200).fill(7) }];
  for (const secret of [line.subkeys, line.whole]) {
    const made = await makeAnswer({ secrets: [secret], keys: [binary(wren)], letter: letter({ files }) });
    const found = await read(made);
    assert.deepEqual([found.signed, found.subject, found.text.trimEnd()], ["good", letter().subject, TEXT.trimEnd()]);
    assert.deepEqual(
      found.files.map((one) => [one.name, one.data.length]),
      [["straße.txt", 200]],
    );
  }
});

test("without files too, and it is not signed by another key", async () => {
  const made = await makeAnswer({ secrets: [line.subkeys], keys: [binary(wren)], letter: letter() });
  assert.equal((await read(made)).text.trimEnd(), TEXT.trimEnd());
  assert.equal((await read(made, [binary(wren)])).signed, "key-missing");
});

test("From, To, Date and Subject stand inside, and what stands outside is told (RFC 9788)", () => {
  const head =
    new TextDecoder().decode(mailOf(letter({ subject: "Your message" }), WREN)).split("\r\n\r\n", 1)[0] ?? "";
  const rows = head.split("\r\n");
  const seen = [`To: <${WREN}>`, "Date: Wed, 25 Nov 2026 09:40:00 +0000"];
  for (const row of [...seen, ...seen.map((one) => `HP-Outer: ${one}`)]) assert.ok(rows.includes(row), row);
  assert.ok(rows.includes("Subject: Your message") && rows.includes("HP-Outer: Subject: [...]"));
  assert.equal(rows.filter((row) => row.startsWith("From: ")).length, 1);
  assert.match(head, /hp="cipher"/);
  assert.ok(head.split("\r\n").every((row) => row.length < 120 && /^[\x20-\x7e]*$/.test(row)));
});

test("a name or subject becomes no header of its own", () => {
  const from = { name: "Lantern\r\nBcc: mallory@outsider.example", address: LINE };
  const head = new TextDecoder().decode(mailOf(letter({ from, subject: "a\r\nBcc: b" }), WREN));
  assert.doesNotMatch(head, /^Bcc/m);
});

test("what cannot be encrypted to is no key", async () => {
  const signer = await writerKey({ subkeys: [] });
  const long = new Date(Date.now() - 10 * 86_400_000);
  const expired = await writerKey({ date: long, keyExpirationTime: 86_400 });
  const several = new Uint8Array([...binary(wren), ...binary(await writerKey())]);
  for (const keys of [
    [],
    [new Uint8Array()],
    [new Uint8Array([1, 2])],
    [binary(signer)],
    [binary(expired)],
    [several],
  ]) {
    await assert.rejects(makeAnswer({ secrets: [line.subkeys], keys, letter: letter() }), why("no-writer-key"));
  }
});

test("a later key takes the place of the first only if it is the same one, renewed", async () => {
  const other = await writerKey();
  const keys = [binary(wren), binary(other)];
  assert.equal((await read(await makeAnswer({ secrets: [line.subkeys], keys, letter: letter() }))).signed, "good");
  const none = makeAnswer({ secrets: [line.subkeys], keys: [new Uint8Array(), binary(other)], letter: letter() });
  await assert.rejects(none, why("no-writer-key"));
  const long = new Date(Date.now() - 10 * 86_400_000);
  const old = await writerKey({ date: long, keyExpirationTime: 86_400 });
  const { privateKey } = await reformatKey({
    privateKey: old,
    userIDs: { email: WREN },
    keyExpirationTime: 0,
    format: "object",
  });
  const renewed = [binary(old), binary(privateKey as unknown as typeof old)];
  assert.match(await makeAnswer({ secrets: [line.subkeys], keys: renewed, letter: letter() }), /BEGIN PGP MESSAGE/);
});

test("without the line's key nothing is made", async () => {
  for (const secrets of [[], ["?"], [line.subkeys.replace("PRIVATE", "PUBLIC")]]) {
    await assert.rejects(makeAnswer({ secrets, keys: [binary(wren)], letter: letter() }), why("no-key"));
  }
});
