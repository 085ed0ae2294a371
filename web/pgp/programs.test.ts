// Mails in the manner of programs; written by us, after what they send. Thunderbird's are after its release 153, which
// writes itself in tests/journeys/by_thunderbird.py; the others do not run in our tests.

import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "./keys.ts";
import { openMail } from "./open.ts";
import { binary, bytes, LINE, line, WREN, wren, written } from "./testing.ts";

const SAID = "They know my street.\n\nПривет, 静かに";
const rows = (...found: string[]): string => found.join("\r\n");
const inBase64 = (text: string): string => Buffer.from(text).toString("base64");

async function read(outside: string, inside: string) {
  const raw = bytes(outside.replace("@@", (await written(inside)).replace(/\r?\n/g, "\r\n")));
  return openMail(raw, { secrets: [line.subkeys], kept: null, keys: [binary(wren)] });
}

async function fingerprints(keys: Uint8Array[]): Promise<string[]> {
  return (await describe(keys)).map((one) => one.fingerprint);
}

const THUNDERBIRD = rows(
  "Message-ID: <5f0b1c2e-0000-4000-8000-000000000000@writer.example>",
  "MIME-Version: 1.0",
  "User-Agent: Mozilla Thunderbird",
  `To: ${LINE}`,
  "Content-Language: en-US",
  `From: Wren <${WREN}>`,
  "Subject: ...",
  "Content-Type: multipart/encrypted;",
  ' protocol="application/pgp-encrypted";',
  ' boundary="------------outer"',
  "",
  "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
  "--------------outer",
  "Content-Type: application/pgp-encrypted",
  "Content-Description: PGP/MIME version identification",
  "",
  "Version: 1",
  "",
  "--------------outer",
  'Content-Type: application/octet-stream; name="encrypted.asc"',
  "Content-Description: OpenPGP encrypted message",
  'Content-Disposition: inline; filename="encrypted.asc"',
  "",
  "@@",
  "",
  "--------------outer--",
  "",
);

const head = (subject: string): string[] => [
  'Content-Type: multipart/mixed; boundary="------------one";',
  ' protected-headers="v1"; hp="cipher"',
  "Message-ID: <5f0b1c2e-0000-4000-8000-000000000000@writer.example>",
  "Date: Sun, 29 Nov 2026 12:55:51 +0000",
  "MIME-Version: 1.0",
  "User-Agent: Mozilla Thunderbird",
  `To: ${LINE}`,
  `From: Wren <${WREN}>`,
  `Subject: ${subject}`,
];

test("Thunderbird: two multiparts inside, its headers protected, its key attached in quoted-printable", async () => {
  const armored = wren.toPublic().armor().replace(/=/g, "=3D").replace(/\r?\n/g, "\r\n");
  const inside = rows(
    ...head("=?UTF-8?B?0KLQuNGF0L4=?="),
    "",
    "--------------one",
    'Content-Type: multipart/mixed; boundary="------------two"',
    "",
    "--------------two",
    "Content-Type: text/plain; charset=UTF-8; format=flowed",
    "Content-Transfer-Encoding: base64",
    "",
    inBase64(SAID),
    "--------------two",
    'Content-Type: application/pgp-keys; name="OpenPGP_0x0123456789ABCDEF.asc"',
    'Content-Disposition: attachment; filename="OpenPGP_0x0123456789ABCDEF.asc"',
    "Content-Description: OpenPGP public key",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    armored,
    "--------------two--",
    "",
    "--------------one--",
    "",
  );
  const found = await read(THUNDERBIRD, inside);
  assert.deepEqual([found.subject, found.text.trim(), found.signed], ["Тихо", SAID, "good"]);
  assert.deepEqual([found.files, await fingerprints(found.keys)], [[], [wren.getFingerprint().toUpperCase()]]);
});

test("Thunderbird, told to leave the subject readable, names it twice inside", async () => {
  const said = ["", "--------------one", "Content-Type: text/plain", "", "Quiet.", "--------------one--", ""];
  const found = await read(
    THUNDERBIRD.replace("Subject: ...", "Subject: Street"),
    rows(...head("Street"), "Subject: Street", ...said),
  );
  assert.deepEqual([found.subject, found.text.trim()], ["Street", "Quiet."]);
});

test("Thunderbird with text and HTML, and no key", async () => {
  const inside = rows(
    ...head("Quiet"),
    "",
    "--------------one",
    'Content-Type: multipart/alternative; boundary="------------two"',
    "",
    "--------------two",
    "Content-Type: text/plain; charset=UTF-8; format=flowed",
    "Content-Transfer-Encoding: 8bit",
    "",
    "They know my street.",
    "--------------two",
    "Content-Type: text/html; charset=UTF-8",
    "",
    "<!DOCTYPE html><html><body><p>They know my street.</p></body></html>",
    "--------------two--",
    "--------------one--",
    "",
  );
  const found = await read(THUNDERBIRD, inside);
  assert.deepEqual([found.subject, found.text.trim(), found.keys], ["Quiet", "They know my street.", []]);
  assert.match(found.html, /<p>They know my street/);
});

test("Thunderbird, told to send HTML alone, is read as text too", async () => {
  const said = [
    "",
    "--------------one",
    "Content-Type: text/html; charset=UTF-8",
    "",
    '<div class="moz-cite-prefix">On 11/29/26 12:57 PM, Lantern wrote:<br></div>',
    '<blockquote type="cite"><pre wrap="">How do you sleep?</pre></blockquote><p>Four hours.</p>',
    "--------------one--",
    "",
  ];
  const found = await read(THUNDERBIRD, rows(...head("Quiet"), ...said));
  assert.equal(found.text, "On 11/29/26 12:57 PM, Lantern wrote:\n> How do you sleep?\n\nFour hours.");
  assert.match(found.html, /blockquote/);
});

test("Thunderbird's flowed rows: a quote ends where its marks end, also after a space", async () => {
  const flowed = [
    "On 11/29/26 12:57 PM, Lantern wrote:",
    "> How do you sleep? You wrote that they wait in the evening, and that the ",
    "> window stands open. ",
    "> ",
    ">> Four hours. ",
    "> I have read it. ",
    "It helps to be ",
    "heard.",
    " > is no quote, and",
    " From here neither.",
    "",
    "-- ",
    "Wren",
  ];
  const inside = rows(
    ...head("Quiet"),
    "",
    "--------------one",
    "Content-Type: text/plain; charset=UTF-8; format=flowed",
    "Content-Transfer-Encoding: base64",
    "",
    inBase64(flowed.join("\r\n")),
    "--------------one--",
    "",
  );
  const found = await read(THUNDERBIRD, inside);
  assert.deepEqual(found.text.trim().split("\n"), [
    "On 11/29/26 12:57 PM, Lantern wrote:",
    "> How do you sleep? You wrote that they wait in the evening, and that the window stands open. ",
    ">",
    ">> Four hours. ",
    "> I have read it. ",
    "It helps to be heard.",
    "> is no quote, and",
    "From here neither.",
    "",
    "-- ",
    "Wren",
  ]);
});

test("Enigmail: the subject repeated in a part for old readers, as a file that nobody needs", async () => {
  const inside = rows(
    'Content-Type: multipart/mixed; boundary="b"; protected-headers="v1"',
    "Subject: Quiet",
    "",
    "--b",
    'Content-Type: text/plain; charset="utf-8"; protected-headers="v1"',
    "Content-Disposition: inline",
    "",
    "Subject: Quiet",
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "They know my street.",
    "--b--",
    "",
  );
  const found = await read(THUNDERBIRD, inside);
  assert.deepEqual([found.subject, found.text.trim()], ["Quiet", "They know my street."]);
});

test("Delta Chat: nothing outside but what the way needs, its key inside where nobody sees it", async () => {
  const keydata = Buffer.from(binary(wren)).toString("base64");
  const inside = rows(
    'Content-Type: text/plain; charset="utf-8"; hp="cipher"',
    "HP-Outer: Subject: [...]",
    "Chat-Version: 1.0",
    `Autocrypt: addr=${WREN}; prefer-encrypt=mutual; keydata=${keydata.replace(/(.{70})/g, "$1\r\n ")}`,
    "Subject: Message from Wren",
    "",
    "They know my street.",
    "",
  );
  const found = await read(THUNDERBIRD.replace("Subject: ...", "Subject: [...]"), inside);
  assert.deepEqual([found.subject, found.text.trim()], ["Message from Wren", "They know my street."]);
  assert.deepEqual(await fingerprints(found.keys), [wren.getFingerprint().toUpperCase()]);
});
