import assert from "node:assert/strict";
import { test } from "node:test";
import { Conversation, type ConversationData } from "./conversation.ts";
import { isAnsweredEncrypted, wroteEncrypted } from "./encrypted.ts";
import { newKey } from "./granting.ts";
import { type Keyring, toBase64 } from "./keyring.ts";
import { NotOpened } from "./pgp/trouble.ts";
import { type Frame, isOfAnotherTime, readLetter } from "./reading.ts";
import {
  type Body,
  grant,
  NotForYou,
  NotSigned,
  newIdentity,
  newSigningSeed,
  openGrant,
  pack,
  recipientOf,
  seal,
  verifyKeyOf,
  WrongPlace,
} from "./seal/index.ts";
import { keysToAnswer, keysToCheck } from "./writers-key.ts";
import { NoWay, newestCard, sealCargo, sealMessage, wayTo } from "./writing.ts";

const ADA = "adaadaadaadaadaadaadaadaad";

/** A conversation of two epochs as Ada's browser has it; `change` is of what the seeker wrote first. */
async function opened(change: Partial<Body> = {}) {
  const mine = await newIdentity();
  const [first, second] = [await newIdentity(), await newIdentity()];
  const recipients = [await recipientOf(first), await recipientOf(second)] as const;
  const seed = newSigningSeed();
  const keyring = {
    line: "lantern",
    member: ADA,
    seed,
    recipient: () => recipientOf(mine),
    openGrant: (sealed: Uint8Array) => openGrant(mine, sealed),
  } as unknown as Keyring;
  const data: ConversationData = {
    ref: "conversation",
    version: 1,
    channel: "mail",
    encrypted: false,
    encrypted_later: 0,
    letterhead: null,
    state: "held",
    responsible: ADA,
    keys: [
      { epoch: 2, recipient: recipients[1], back_link: toBase64(await grant(first, recipients[1])) },
      { epoch: 1, recipient: recipients[0], back_link: "" },
    ],
    grant: toBase64(await grant(second, await recipientOf(mine))),
    needs_key: false,
    holders: [],
    people: [],
    delivery: null,
    ways: [],
    by_mail: null,
    writers_keys: [],
    notice: null,
    page: "",
    first: { ref: "first", epoch: 1, src: `data:;base64,${await firstSealed(recipients[0], change)}` },
  };
  const conversation = new Conversation(data, keyring);
  conversation.settle();
  return {
    conversation,
    keyring,
    recipients,
    seed,
    verify: [toBase64(await verifyKeyOf(seed))],
  };
}

async function firstSealed(recipient: string, change: Partial<Body>): Promise<string> {
  const body = bodyOf({ message: "first", card: "card of first", extra: { opens: true }, ...change });
  return toBase64(await seal(recipient, await pack(body, null)));
}

function bodyOf(change: Partial<Body> = {}): Body {
  return {
    line: "lantern",
    conversation: "conversation",
    keyEpoch: 1,
    message: "message",
    kind: "in",
    author: "writer",
    time: "2026-11-25T09:40:00.000Z",
    way: "mail",
    writer: "aa",
    subject: "",
    text: "I cannot sleep.",
    html: "",
    folds: [],
    attachments: [],
    inReplyTo: "",
    problems: [],
    card: "",
    parser: "",
    extra: {},
    ...change,
  };
}

async function framed(
  recipient: string,
  body: Body,
  seed: Uint8Array | null,
  change: Partial<Frame> = {},
): Promise<Frame> {
  const sealed = toBase64(await seal(recipient, await pack(body, seed)));
  return { ref: "message", epoch: 1, kind: "in", author: "writer", verify: [], sealed, src: "", ...change };
}

test("it opens an old epoch by the back link", async () => {
  const { conversation, recipients } = await opened();
  const body = await readLetter(conversation, await framed(recipients[0], bodyOf(), null));
  assert.equal(body.text, "I cannot sleep.");
});

test("it refuses a message of another conversation, line, ref, epoch, kind or author", async () => {
  const { conversation, recipients } = await opened();
  const moved: Partial<Body>[] = [
    { conversation: "other" },
    { line: "other" },
    { message: "other" },
    { keyEpoch: 2 },
    { kind: "event" },
    { author: "line" },
  ];
  for (const change of moved) {
    await assert.rejects(readLetter(conversation, await framed(recipients[0], bodyOf(change), null)), WrongPlace);
  }
});

test("it refuses a message that came another way than the page says", async () => {
  const { conversation, recipients } = await opened();
  const frame = await framed(recipients[0], bodyOf(), null, { way: "mail+pgp" });
  await assert.rejects(readLetter(conversation, frame), WrongPlace);
});

test("it tells a time that the page changed, and lets clocks be a little wrong", () => {
  const at = (time: string) => isOfAnotherTime(bodyOf({ time }), "2026-11-25T09:40:00Z");
  assert.deepEqual(["2026-11-25T09:40:59.999Z", "2026-11-25T10:30:00.000Z"].map(at), [false, false]);
  assert.deepEqual(["2026-11-25T11:00:00.000Z", "2026-11-24T09:40:00.000Z", "yesterday"].map(at), [true, true, true]);
});

test("it refuses a message that is shown a second time", async () => {
  const { conversation, recipients } = await opened();
  const frame = await framed(recipients[0], bodyOf(), null);
  await readLetter(conversation, frame);
  await assert.rejects(readLetter(conversation, frame), WrongPlace);
});

test("it refuses what is sealed to another recipient", async () => {
  const { conversation } = await opened();
  const other = await recipientOf(await newIdentity());
  await assert.rejects(readLetter(conversation, await framed(other, bodyOf(), null)), NotForYou);
});

test("it shows a helper's words only when they signed them", async () => {
  const { conversation, recipients, seed, verify } = await opened();
  const body = bodyOf({ kind: "note", author: ADA, way: "desk" });
  const frame = { kind: "note", author: ADA };
  await assert.rejects(
    readLetter(conversation, await framed(recipients[0], body, null, { ...frame, verify })),
    NotSigned,
  );
  const forged = await framed(recipients[0], body, newSigningSeed(), { ...frame, verify });
  await assert.rejects(readLetter(conversation, forged), NotSigned);
  await assert.rejects(readLetter(conversation, await framed(recipients[0], body, seed, frame)), WrongPlace);
  const older = [toBase64(await verifyKeyOf(newSigningSeed())), ...verify];
  assert.ok(await readLetter(conversation, await framed(recipients[0], body, seed, { ...frame, verify: older })));
});

test("it seals to the key that was opened, not to one the page names, and tells that they differ", async () => {
  const { conversation, verify } = await opened();
  assert.equal(await conversation.isSwapped(), false);
  (conversation.data.keys[0] as { recipient: string }).recipient = await recipientOf(await newIdentity());
  assert.equal(await conversation.isSwapped(), true);
  const message = await sealMessage(conversation, "note", "Ask again gently.");
  const frame: Frame = { ...message, kind: "note", author: ADA, verify, src: "" };
  assert.equal((await readLetter(conversation, frame)).text, "Ask again gently.");
});

test("it seals nothing with a key that was slipped in and leads to nothing the seeker wrote", async () => {
  const { conversation, keyring } = await opened();
  const theirs = await newIdentity();
  conversation.data.grant = toBase64(await grant(theirs, await keyring.recipient()));
  (conversation.data.keys[0] as { recipient: string }).recipient = await recipientOf(theirs);
  await assert.rejects(sealMessage(conversation, "note", "They live in the north."), NoWay);
  conversation.data.first = null;
  await assert.rejects(sealMessage(conversation, "note", "They live in the north."), NoWay);
});

test("it answers only to the card of a message that says inside that it opened the conversation", async () => {
  const delivery = { day: "2026-11-25", recipient: await recipientOf(await newIdentity()) };
  const { conversation } = await opened();
  conversation.data.delivery = delivery;
  assert.equal((await sealCargo(conversation, "I have read it."))?.day, delivery.day);
  for (const change of [{ extra: {} }, { extra: { opens: "yes" } }, { card: "" }]) {
    const { conversation: other } = await opened(change);
    other.data.delivery = delivery;
    await assert.rejects(sealCargo(other, "I have read it."), NoWay);
  }
});

test("it makes an epoch that its holders open, down to the first", async () => {
  const { conversation } = await opened();
  const bo = await newIdentity();
  const person = { member: "bo", alias: "Bo", roles: [], here: true, key: "bo-key", recipient: await recipientOf(bo) };
  const made = await newKey(conversation, [person]);
  assert.deepEqual([made.epoch, Object.keys(made.grants)], [3, ["bo-key"]]);
  const bytes = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const third = await openGrant(bo, bytes(made.grants["bo-key"] ?? ""));
  assert.equal(await recipientOf(third), made.recipient);
  assert.equal(await openGrant(third, bytes(made.back_link)), await conversation.identity(2));
});

test("it answers to the newest card of who wrote first", () => {
  const bodies = [
    bodyOf({ card: "old", time: "2026-11-24T00:00:00.000Z" }),
    bodyOf({ card: "new", time: "2026-11-25T00:00:00.000Z" }),
    bodyOf({ card: "other", writer: "bb", time: "2026-11-26T00:00:00.000Z" }),
    bodyOf({ card: "", time: "2026-11-27T00:00:00.000Z" }),
  ];
  assert.equal(newestCard(bodies, "aa"), "new");
  assert.equal(newestCard(bodies, "cc"), "");
});

test("whoever answers go to is answered encrypted once they wrote so; another counts for nothing", async () => {
  const { conversation } = await opened();
  assert.equal(wroteEncrypted(conversation, "aa"), false);
  // One that stands on an older page could be theirs.
  conversation.data.encrypted_later = 1;
  assert.equal(wroteEncrypted(conversation, "aa"), true);
  conversation.bodies.set("later", bodyOf({ writer: "bb", way: "mail+pgp" }));
  assert.deepEqual(
    ["aa", "bb"].map((writer) => wroteEncrypted(conversation, writer)),
    [false, true],
  );
  conversation.data.encrypted = true;
  assert.equal(wroteEncrypted(conversation, "aa"), true);
});

test("who gave a mail address at the door and goes on by encrypted mail is not answered in the clear", async () => {
  const theirs = newSigningSeed();
  const verify = toBase64(await verifyKeyOf(theirs));
  const { conversation, recipients } = await opened({ writer: "", extra: { verify } });
  const delivery = { day: "2026-11-25", recipient: await recipientOf(await newIdentity()) };
  const said = { kind: "event", writer: "bb", way: "web", card: "theirs", extra: { answers_by: "mail" } } as const;
  const { sealed } = await framed(recipients[0], bodyOf({ ...said, message: "way" }), theirs);
  const by_mail = { ref: "way", epoch: 1, src: `data:;base64,${sealed}`, encrypted: false };
  Object.assign(conversation.data, { delivery, by_mail, encrypted_later: 1 });
  conversation.bodies.set("later", bodyOf({ writer: "aa", way: "mail+pgp" }));
  assert.equal((await sealCargo(conversation, "I have read it."))?.encrypted, false);
  conversation.bodies.set("later", bodyOf({ writer: "bb", way: "mail+pgp" }));
  await assert.rejects(sealCargo(conversation, "I have read it."), NotOpened);
});

/** A conversation of the door whose seeker gave a mail address, and perhaps a key; `by` signs the word instead. */
async function givenAtTheDoor(extra: Record<string, unknown>, by?: Uint8Array) {
  const theirs = newSigningSeed();
  const { conversation, recipients } = await opened({
    writer: "",
    extra: { verify: toBase64(await verifyKeyOf(theirs)) },
  });
  const said = { kind: "event", writer: "bb", way: "web", card: "theirs", extra } as const;
  const { sealed } = await framed(recipients[0], bodyOf({ ...said, message: "way" }), by ?? theirs);
  const by_mail = { ref: "way", epoch: 1, src: `data:;base64,${sealed}`, encrypted: true };
  const delivery = { day: "2026-11-25", recipient: await recipientOf(await newIdentity()) };
  Object.assign(conversation.data, { delivery, by_mail });
  return conversation;
}

test("a key that its seeker gave at the door is the only one, whatever the server says and others confirm", async () => {
  const conversation = await givenAtTheDoor({ answers_by: "mail", pgp_key: toBase64(new Uint8Array([7])) });
  for (const encrypted of [true, false]) {
    Object.assign(conversation.data.by_mail ?? {}, { encrypted });
    const to = await wayTo(conversation);
    assert.deepEqual([to.writer, to.card, to.key], ["bb", "theirs", new Uint8Array([7])]);
    assert.equal(isAnsweredEncrypted(conversation, to), true);
    assert.deepEqual(await keysToAnswer(conversation, to), [new Uint8Array([7])]);
  }
  const [checked] = await keysToCheck(conversation, null);
  assert.deepEqual(checked, { key: new Uint8Array([7]), known: "given" });
});

test("nothing is sealed where the word of the door has no key, or is not its seeker's", async () => {
  const extra = { answers_by: "mail", pgp_key: toBase64(new Uint8Array([7])) };
  for (const conversation of [
    await givenAtTheDoor({ answers_by: "mail" }),
    await givenAtTheDoor({ ...extra, answers_by: "page" }),
    await givenAtTheDoor(extra, newSigningSeed()),
  ]) {
    await assert.rejects(sealCargo(conversation, "I have read it."), NoWay);
  }
});

test("a key that a holder confirmed goes before the one that came; unsigned it is no word at all", async () => {
  const vouched = { opens: true, autocrypt: toBase64(new Uint8Array([1])), sender: { verified: true } };
  const { conversation, recipients, seed, verify } = await opened({ extra: vouched });
  const first = bodyOf({ message: "first", extra: vouched });
  const keys = (writer = "aa") => keysToAnswer(conversation, { first, writer, key: null });
  assert.deepEqual(await keys(), [new Uint8Array([1])]);
  assert.deepEqual(await keys("bb"), []);
  const word = async (writer: string, key: number, by: Uint8Array | null, change: Partial<Body> = {}) => {
    const extra = { writers_key: { key: toBase64(new Uint8Array([key])), writer, not: [] } };
    const body = bodyOf({ kind: "event", author: ADA, way: "desk", writer: "", extra, ...change });
    const { sealed } = await framed(recipients[0], body, by);
    return { ref: "message", epoch: 1, src: `data:;base64,${sealed}`, author: body.author, verify };
  };
  conversation.data.writers_keys = [await word("aa", 2, seed), await word("aa", 3, seed), await word("bb", 4, seed)];
  assert.deepEqual([await keys(), await keys("bb")], [[new Uint8Array([3])], [new Uint8Array([4])]]);
  for (const forged of [
    await word("aa", 5, null),
    await word("aa", 5, newSigningSeed()),
    await word("aa", 5, null, { author: "writer" }),
    await word("aa", 5, seed, { kind: "note" }),
    await word("aa", 5, seed, { extra: {} }),
  ]) {
    conversation.data.writers_keys = [forged];
    await assert.rejects(keys(), NotOpened);
  }
});

test("without a word, a key counts only where the sender or their domain vouches for it", async () => {
  const { conversation } = await opened();
  const key = toBase64(new Uint8Array([1]));
  const keys = (extra: Record<string, unknown>) =>
    keysToAnswer(conversation, { first: bodyOf({ extra }), writer: "aa", key: null });
  assert.deepEqual(await keys({ autocrypt: key, sender: { verified: false } }), []);
  assert.deepEqual(await keys({ web_key: key }), [new Uint8Array([1])]);
  // What came later renews, and begins nothing.
  conversation.bodies.set("later", bodyOf({ extra: { web_key: toBase64(new Uint8Array([2])) } }));
  assert.deepEqual(await keys({}), []);
  assert.deepEqual(await keys({ web_key: key }), [new Uint8Array([1]), new Uint8Array([2])]);
});
