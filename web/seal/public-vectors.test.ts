// The public vectors of the age format (C2SP/CCTV): what must fail fails, what must open opens. Armored files, files
// with a passphrase and other kinds of keys are not ours: they are refused too, whatever the vector expects.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import * as vectors from "cctv-age";
import { Broken, NotForYou, newIdentity, recipientOf, unseal } from "./index.ts";

interface Vector {
  expect: string;
  payload: string;
  identities: string[];
  ours: boolean;
  sealed: Uint8Array;
}

const strangers = newIdentity();

function read(whole: Uint8Array): Vector {
  const bytes = Buffer.from(whole);
  const end = bytes.indexOf("\n\n");
  const rows = bytes.subarray(0, end).toString().split("\n");
  const all = (name: string) =>
    rows.filter((row) => row.startsWith(`${name}: `)).map((row) => row.slice(name.length + 2));
  const identities = all("identity").filter((identity) => identity.startsWith("AGE-SECRET-KEY-1"));
  const sealed = bytes.subarray(end + 2);
  return {
    expect: all("expect")[0] ?? "",
    payload: all("payload")[0] ?? "",
    identities,
    ours: identities.length > 0 && all("armored").length === 0,
    sealed: all("compressed").length > 0 ? inflateSync(sealed) : sealed,
  };
}

/** Opens with one of the identities, or throws what the last one threw. */
async function openedWithAny(vector: Vector): Promise<Uint8Array> {
  let last: unknown = new NotForYou();
  for (const identity of vector.identities.length > 0 ? vector.identities : [await strangers]) {
    try {
      return await unseal(identity, vector.sealed);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

const named = Object.entries<Uint8Array>(vectors).filter(([name]) => name !== "default");

test("it knows the public vectors", () => {
  assert.ok(named.length >= 143);
  const opening = named.filter(([, whole]) => read(whole).ours && read(whole).expect === "success");
  assert.ok(opening.length >= 8);
});

for (const [name, whole] of named) {
  const vector = read(whole);
  const opens = vector.ours && vector.expect === "success";
  test(`it ${opens ? "opens" : "refuses"} ${name}`, async () => {
    if (opens) {
      const data = await openedWithAny(vector);
      assert.equal(createHash("sha256").update(data).digest("hex"), vector.payload);
      return;
    }
    await assert.rejects(openedWithAny(vector), (error) =>
      vector.ours && vector.expect === "no match"
        ? error instanceof NotForYou
        : error instanceof Broken || error instanceof NotForYou,
    );
  });
}

test("it takes no identity of another kind", async () => {
  await assert.rejects(recipientOf("AGE-SECRET-KEY-PQ-1XXXX"), Broken);
});
