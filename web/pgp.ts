// Asking the Worker that knows OpenPGP. It is started at the first question.

import { NotOpened, type Trouble } from "./pgp/trouble.ts";
import type { VERBS } from "./pgp-worker.ts";

type Verbs = typeof VERBS;
type Given<Verb extends keyof Verbs> = Parameters<Verbs[Verb]>[0];
type Answer<Verb extends keyof Verbs> = Awaited<ReturnType<Verbs[Verb]>>;

interface Waiting {
  resolve(found: unknown): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

/** Ask for one thing. Throws NotOpened. */
export function ask<Verb extends keyof Verbs>(verb: Verb, given: Given<Verb>): Promise<Answer<Verb>> {
  worker ??= start();
  asked += 1;
  const number = asked;
  worker.postMessage({ number, verb, given });
  return new Promise<Answer<Verb>>((resolve, reject) => {
    waiting.set(number, { resolve: (found) => resolve(found as Answer<Verb>), reject });
  });
}

function start(): Worker {
  const path = new URL("pgp-worker.js", import.meta.url).href;
  const made = new Worker(address(path), { type: "module" });
  made.addEventListener("message", ({ data }) => answer(data));
  // One that cannot be loaded answers nobody.
  made.addEventListener("error", () => {
    for (const number of waiting.keys()) answer({ number, why: "broken" });
    worker = undefined;
  });
  return made;
}

function answer(data: { number: number; found?: unknown; why?: Trouble }): void {
  const one = waiting.get(data.number);
  waiting.delete(data.number);
  if (data.why) one?.reject(new NotOpened(data.why));
  else one?.resolve(data.found);
}

interface Policy {
  createScriptURL(path: string): string;
}

let policy: Policy | undefined;

/** The one script that may be started: our own, by its fixed name. */
function address(path: string): string {
  const types = (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  const rules: Policy = { createScriptURL: () => path };
  policy ??= types ? types.createPolicy("peerline-worker", rules) : rules;
  return policy.createScriptURL(path);
}
