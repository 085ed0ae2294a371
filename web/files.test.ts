import assert from "node:assert/strict";
import { test } from "node:test";
import { type Attached, fit, LARGEST_BYTES, MOST_FILES, neutrallyNamed, sealFile, withFiles } from "./files.ts";
import { newIdentity, openAttachment, recipientOf } from "./seal/index.ts";

const file = (name: string, text = "abc"): Attached => ({
  name,
  type: "text/plain",
  data: new Uint8Array(Buffer.from(text)),
});

test("it names files so that the names say nothing", () => {
  const named = neutrallyNamed(
    ["Plan for Wren.PDF", "no ending", "a.tar.gz", "x.not an ending"].map((name) => file(name)),
    (number) => `file-${number}`,
  );
  assert.deepEqual(
    named.map((one) => one.name),
    ["file-1.pdf", "file-2", "file-3.gz", "file-4"],
  );
});

test("it fits ten megabytes and twenty files, no more", () => {
  const large = (bytes: number): Attached => ({ ...file("a"), data: new Uint8Array(bytes) });
  assert.equal(fit([large(LARGEST_BYTES)]), true);
  assert.equal(fit([large(LARGEST_BYTES), large(1)]), false);
  assert.equal(fit(Array.from({ length: MOST_FILES + 1 }, () => large(1))), false);
});

test("it puts the bytes of files behind the row of a cargo", () => {
  const plain = Buffer.from(withFiles({ v: 1 }, [file("a", "one\n"), file("b", "two")])).toString();
  const [row, ...rest] = plain.split("\n");
  assert.deepEqual(JSON.parse(row ?? ""), {
    v: 1,
    attachments: [
      { name: "a", type: "text/plain", bytes: 4 },
      { name: "b", type: "text/plain", bytes: 3 },
    ],
  });
  assert.equal(rest.join("\n"), "one\ntwo");
  assert.equal(Buffer.from(withFiles({ v: 1 }, [])).toString(), '{"v":1}');
});

test("it seals a file of the record so that it opens only at its place", async () => {
  const identity = await newIdentity();
  const place = { conversation: "c", message: "m", ref: "r" };
  const { facts, sealed } = await sealFile(await recipientOf(identity), place, file("a.txt", "hello"));
  assert.deepEqual([facts.name, facts.bytes, facts.sha256.length, sealed.size_class], ["a.txt", 5, 64, 1024]);
  const stream = sealed.sealed;
  assert.equal(Buffer.from(await openAttachment(identity, stream, "c", "m", "r")).toString(), "hello");
  await assert.rejects(openAttachment(identity, stream, "c", "other", "r"));
});
