import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, inPieces, type Means, PIECE_BYTES, type Progress } from "./by-pieces.ts";
import type { SealedFile } from "./files.ts";
import { fromBase64 } from "./keyring.ts";
import { Refusal } from "./post.ts";

interface Coming {
  ref: string;
  pieces: number;
}

const gone = new Refusal("no-answer", "", 0);

const file = (ref: string, bytes: number): SealedFile => ({
  ref,
  sealed: Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + at / PIECE_BYTES) % 251),
  size_class: bytes,
});

/** A server that keeps pieces, and fails as `faults` says, one for each request. */
function server(faults: (Refusal | null)[]) {
  const kept = new Map<string, string>();
  const asked: string[] = [];
  const waited: number[] = [];
  const ask = async (path: string, data: unknown): Promise<unknown> => {
    const said = data as { piece: { ref: string; number: number; data: string }; files: Coming[] };
    const { piece } = said;
    asked.push(path.endsWith("/piece") ? `${piece.ref}${piece.number}` : path);
    const fault = faults.shift();
    if (fault) throw fault;
    if (path.endsWith("/piece")) kept.set(`${piece.ref}${piece.number}`, piece.data);
    const numbers = (one: Coming) => Array.from({ length: one.pieces }, (_, at) => at);
    const there = said.files?.map((one) => numbers(one).filter((at) => kept.has(`${one.ref}${at}`)));
    return path.endsWith("/pieces") ? { there } : { stored: true };
  };
  const wait = async (ms: number) => void waited.push(ms);
  return { means: { ask, wait } as Means, asked, waited, kept };
}

const sent = (means: Means, files: SealedFile[], told: (progress: Progress) => void = () => undefined) =>
  inPieces("send", { message: "m" }, { word: "w", files, told }, means);

test("it cuts a file into pieces of 1 MiB, the last with the rest", () => {
  const sizes = (bytes: number) => cut(file("a", bytes)).map((one) => one.data.length);
  assert.deepEqual(sizes(2 * PIECE_BYTES), [PIECE_BYTES, PIECE_BYTES]);
  assert.deepEqual(sizes(PIECE_BYTES + 1), [PIECE_BYTES, 1]);
});

test("it sends every piece once, and then the message", async () => {
  const { means, asked, waited, kept } = server([]);
  const whole = file("a", PIECE_BYTES + 5);
  const shares: number[] = [];
  assert.deepEqual(await sent(means, [whole, file("b", 3)], ({ share }) => shares.push(share)), { stored: true });
  assert.deepEqual(asked, ["/api/door/pieces", "a0", "a1", "b0", "send"]);
  const came = Buffer.concat(["a0", "a1"].map((name) => fromBase64(kept.get(name) ?? "")));
  assert.deepEqual([came.equals(whole.sealed), waited, shares.at(-1)], [true, [], 1]);
});

test("it goes on at the piece that is missing when the connection is back", async () => {
  const { means, asked, waited } = server([null, null, gone, gone, gone]);
  const waits: string[] = [];
  await sent(means, [file("a", 3 * PIECE_BYTES)], (progress) => waits.push(progress.waits));
  assert.deepEqual(asked.slice(2), [
    "a1",
    "/api/door/pieces",
    "/api/door/pieces",
    "/api/door/pieces",
    "a1",
    "a2",
    "send",
  ]);
  assert.deepEqual(waited, [1000, 2000, 4000]);
  assert.deepEqual(waits, ["", "gone", "gone", "gone", "", "", ""]);
});

test("it sends again what was lost on the way, and the message when its answer was", async () => {
  const lost = new Refusal("pieces-missing", "", 409);
  const { means, asked } = server([null, null, lost, null, gone]);
  await sent(means, [file("a", 1)]);
  assert.deepEqual(asked, ["/api/door/pieces", "a0", "send", "/api/door/pieces", "send", "/api/door/pieces", "send"]);
});

test("it stops between pieces, but no longer when the message itself has left", async () => {
  const stop = new AbortController();
  const { means, asked } = server([]);
  const twice = [file("a", 3 * PIECE_BYTES)];
  const stopAt = (share: number) => (progress: Progress) => progress.share > share && stop.abort();
  const sending = { word: "w", files: twice, stop: stop.signal };
  await assert.rejects(inPieces("send", {}, { ...sending, told: stopAt(0.5) }, means), { name: "AbortError" });
  assert.deepEqual(asked, ["/api/door/pieces", "a0", "a1"]);
  const later = new AbortController();
  const late = server([null, null, gone, gone]);
  const mayStop: boolean[] = [];
  const told = (progress: Progress) => {
    mayStop.push(progress.mayStop);
    if (progress.waits) later.abort();
  };
  await inPieces("send", {}, { word: "w", files: [file("a", 1)], stop: later.signal, told }, late.means);
  assert.deepEqual([late.asked.at(-1), mayStop], ["send", [true, false, false, false, false]]);
});

test("it waits for no refusal, and for no fault for ever", async () => {
  for (const one of [new Refusal("too-much-attached", "", 400), new Refusal("line-closed", "", 503)])
    await assert.rejects(sent(server([null, one]).means, [file("a", 1)]), one);
  const { means, waited } = server(Array.from({ length: 100 }, () => new Refusal("no-room", "", 503)));
  await assert.rejects(sent(means, [file("a", 1)]), { code: "no-room" });
  assert.deepEqual([waited.length, waited.at(-1)], [45, 30_000]);
});
