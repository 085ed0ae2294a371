// Opening encrypted mail: what is said of signatures, and that nothing decrypted stands beside what was not (EFAIL).

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMail } from "./open.ts";
import { binary, bytes, line, outside, wren, writerKey, written } from "./testing.ts";
import { NotOpened, type Trouble } from "./trouble.ts";

const INSIDE = "Content-Type: text/plain; charset=utf-8\r\n\r\nThey know my street.\r\n";
const SAID = "They know my street.";

function open(raw: Uint8Array, keys = [binary(wren)]) {
  return openMail(raw, { secrets: [line.subkeys], kept: null, keys });
}

async function refused(raw: Uint8Array | string, why: Trouble): Promise<void> {
  const opened = open(typeof raw === "string" ? bytes(raw) : raw);
  await assert.rejects(opened, (error) => error instanceof NotOpened && error.why === why);
}

test("it says of a signature what can be said", async () => {
  const other = await writerKey();
  assert.equal((await open(outside(await written(INSIDE)))).signed, "good");
  assert.equal((await open(outside(await written(INSIDE, null)))).signed, "none");
  assert.equal((await open(outside(await written(INSIDE, other)))).signed, "key-missing");
  assert.equal((await open(outside(await written(INSIDE)), [])).signed, "key-missing");
});

test("it says whom the head inside and the writer's key name", async () => {
  const head = "From: Wren Reed <reed@home.example>\r\nReply-To: bo@helper.example\r\n";
  const { people } = await open(outside(await written(head + INSIDE)));
  assert.deepEqual(people, [
    { name: "Wren Reed", address: "reed@home.example" },
    { name: "", address: "bo@helper.example" },
    { name: "", address: "wren@writer.example" },
  ]);
  assert.deepEqual((await open(outside(await written(INSIDE)), [])).people, []);
});

test("a signature inside that does not fit is bad, and one of something else too", async () => {
  const part = "-----BEGIN PGP SIGNATURE-----\r\n\r\nAAAA\r\n-----END PGP SIGNATURE-----\r\n";
  const signed =
    'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary="s"\r\n\r\n' +
    `--s\r\n${INSIDE}\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n${part}\r\n--s--\r\n`;
  assert.equal((await open(outside(await written(signed, null)))).signed, "bad");
  assert.equal((await open(outside(await written(signed)))).signed, "bad");
});

test("whoever holds it later opens it by the key that was kept, and no other mail", async () => {
  const raw = outside(await written(INSIDE));
  const { key } = await open(raw);
  const later = await openMail(raw, { secrets: [], kept: key, keys: [binary(wren)] });
  assert.deepEqual([later.text.trim(), later.signed], [SAID, "good"]);
  const other = openMail(outside(await written(INSIDE)), { secrets: [], kept: key, keys: [] });
  await assert.rejects(other, NotOpened);
});

test("ciphertext between other parts, in a file or quoted is not opened", async () => {
  const armored = await written(INSIDE);
  const image = '<img src="https://outsider.example/?';
  const mixed = (parts: string[]) =>
    `Content-Type: multipart/mixed; boundary="m"\r\n\r\n${parts.map((one) => `--m\r\n${one}\r\n`).join("")}--m--\r\n`;
  const encrypted = new TextDecoder().decode(outside(armored)).replace(/^Subject.*\r\n/, "");
  const html = (text: string) => `Content-Type: text/html\r\n\r\n${text}`;
  await refused(mixed([html(image), encrypted, html('">')]), "no-message");
  const file = `Content-Type: application/octet-stream; name=a.asc\r\nContent-Disposition: attachment\r\n\r\n${armored}`;
  await refused(mixed(["Content-Type: text/plain\r\n\r\nLook.", file]), "no-message");
  await refused(`Content-Type: text/plain\r\n\r\n${armored.replace(/^/gm, "> ")}`, "no-message");
  await refused(`Content-Type: message/rfc822\r\n\r\n${encrypted}`, "no-message");
});

test("of two encrypted texts none is opened", async () => {
  const armored = await written(INSIDE);
  await refused(`Content-Type: text/plain\r\n\r\n${armored}\r\n${armored}`, "several");
  const twice = new TextDecoder()
    .decode(outside(armored))
    .replace("--b--", `--b\r\nContent-Type: application/octet-stream\r\n\r\n${armored}\r\n--b--`);
  await refused(twice, "broken");
});

test("what stands around an inline text is not shown, and the signature does not speak for it", async () => {
  const found = await open(bytes(`Content-Type: text/plain\r\n\r\nMallory was here.\r\n${await written(SAID)}`));
  assert.deepEqual([found.text, found.around, found.signed], [SAID, true, "part"]);
});

test("one changed byte opens nothing", async () => {
  const armored = await written(INSIDE);
  const at = Math.floor(armored.length / 2);
  const swapped = armored[at] === "A" ? "B" : "A";
  await refused(outside(armored.slice(0, at) + swapped + armored.slice(at + 1)), "broken");
});
