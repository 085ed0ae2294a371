import assert from "node:assert/strict";
import { test } from "node:test";
import { FirstMessage, type Means, type Written } from "./first-message.ts";
import { Refusal } from "./post.ts";
import type { Ready } from "./seeking.ts";

const gone = new Refusal("no-answer", "", 0);
const old = new Refusal("old-offer", "", 409);
const start = { word: "page", tries: 0, goal: "", from: 0 };

const written = (text: string): Written => ({ text, asked: {}, language: "en", urgent: false, files: [] });

/** A server that fails as `faults` says, one for each time something is sent. */
function server(faults: (Refusal | null)[]) {
  const did: string[] = [];
  let offers = 0;
  let words = 0;
  const means = {
    startAnew: async () => {
      words += 1;
      return { ...start, word: `word ${words}` };
    },
    offered: async ({ started }: { started: string }) => {
      did.push(`offer for ${started}`);
      offers += 1;
      return { token: `${offers}`, line: "l", keys: [], word: `w${offers}` };
    },
    prepare: async ({ token, word }: { token: string; word: string }, text: string) => {
      return { data: { token, text }, word, files: [], seeking: null } as unknown as Ready;
    },
    begin: async ({ data }: Ready) => {
      did.push(`send ${data.text} by ${data.token}`);
      const fault = faults.shift();
      if (fault) throw fault;
      return { pass: data.text };
    },
    takeBack: async ({ data }: Ready) => void did.push(`take back ${data.text}`),
    giveUp: async (word: string) => void did.push(`erase pieces of ${word}`),
    until: async () => undefined,
  };
  return { first: new FirstMessage(start, means as unknown as Partial<Means>), did };
}

const telling = () => {
  const told: string[] = [];
  return { told: () => undefined, anew: () => void told.push("anew"), all: told };
};

test("it sends again what was not changed as it is", async () => {
  const { first, did } = server([gone]);
  await assert.rejects(first.send(written("a"), telling()), gone);
  await first.send(written("a"), telling());
  assert.deepEqual(did, ["offer for page", "send a by 1", "send a by 1"]);
});

test("it begins anew by itself when what it had is too old", async () => {
  const { first, did } = server([new Refusal("old-word", "", 409)]);
  const said = telling();
  await first.send(written("a"), said);
  assert.deepEqual(said.all, ["anew"]);
  assert.deepEqual(did, ["offer for page", "send a by 1", "erase pieces of w1", "offer for word 1", "send a by 2"]);
});

test("it does not begin anew for ever, and goes on with the next press", async () => {
  const { first, did } = server([old, old, old]);
  await assert.rejects(first.send(written("a"), telling()), old);
  assert.equal(did.filter((one) => one.startsWith("send")).length, 3);
  await first.send(written("a"), telling());
  assert.deepEqual(did.slice(-2), ["offer for word 3", "send a by 4"]);
});

test("it takes back what had arrived unseen and was changed since", async () => {
  const { first, did } = server([gone, old]);
  await assert.rejects(first.send(written("with a name"), telling()), gone);
  await first.send(written("without"), telling());
  assert.deepEqual(did.slice(1), [
    "send with a name by 1",
    "send without by 1",
    "erase pieces of w1",
    "offer for word 1",
    "send without by 2",
    "take back with a name",
  ]);
});

test("it takes nothing back that has not arrived", async () => {
  const { first, did } = server([gone]);
  await assert.rejects(first.send(written("a"), telling()), gone);
  await first.send(written("b"), telling());
  assert.deepEqual(did.slice(1), ["send a by 1", "send b by 1"]);
});

test("it erases what was sent of the files when it is stopped, and sends all of it with the next press", async () => {
  const { first, did } = server([gone]);
  await assert.rejects(first.send(written("a"), { ...telling(), stop: AbortSignal.abort() }), gone);
  await first.send(written("a"), telling());
  assert.deepEqual(did.slice(1), ["send a by 1", "erase pieces of w1", "send a by 1"]);
});
