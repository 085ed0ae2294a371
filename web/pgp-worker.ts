// The Worker that knows OpenPGP: loaded only when there is encrypted mail to read or write, a lead sees to the line's
// key, or a seeker gives one.
// Asked: {number, verb, given}. Answers: {number, found} or {number, why}.

import { type Answering, makeAnswer } from "./pgp/answer.ts";
import { describe, own, usable } from "./pgp/keys.ts";
import { makeKey, renewKey, revokedCertificate, withoutPrimary } from "./pgp/line-key.ts";
import { type Keys, openMail } from "./pgp/open.ts";
import { NotOpened } from "./pgp/trouble.ts";

/** What it can be asked for. */
export const VERBS = {
  open: (given: { raw: Uint8Array; keys: Keys }) => openMail(given.raw, given.keys),
  answer: (given: Answering) => makeAnswer(given),
  describe: (given: { keys: Uint8Array[] }) => describe(given.keys),
  own: (given: { data: Uint8Array }) => own(given.data),
  usable: (given: { keys: Uint8Array[] }) => usable(given.keys),
  make: (given: { address: string }) => makeKey(given.address),
  renew: (given: { whole: string }) => renewKey(given.whole),
  revoke: (given: { whole: string }) => revokedCertificate(given.whole),
  share: (given: { whole: string }) => withoutPrimary(given.whole),
};

self.addEventListener("message", async (event: MessageEvent) => {
  const { number, verb, given } = event.data;
  try {
    self.postMessage({ number, found: await VERBS[verb as keyof typeof VERBS](given) });
  } catch (error) {
    self.postMessage({ number, why: error instanceof NotOpened ? error.why : "broken" });
  }
});
