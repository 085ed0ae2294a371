// The line's OpenPGP key, made and renewed in a lead's browser. The page says what there is to do; here it is done.
// Reads the JSON "mail-key". Acts: make, renew, give, revoke.

import { doAndShow, once, showFailure } from "../acting.ts";
import { lineSecrets, sealPart } from "../encrypted.ts";
import { type Keyring, toBase64, unlockedOrLeave } from "../keyring.ts";
import type { Made } from "../pgp/line-key.ts";
import { NotOpened } from "../pgp/trouble.ts";
import { ask } from "../pgp.ts";
import { textOf } from "../texts.ts";

interface Receiver {
  member: string;
  key: string;
  recipient: string;
  leads: boolean;
  waits: boolean;
}

interface MailKeyData {
  address: string;
  fingerprint: string;
  version: number;
  receivers: Receiver[];
}

export class PeerMailKey extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#act);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#act);
  }

  #act = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-act]");
    const act = button?.dataset.act;
    if (button && act) void once(button, () => this.#do(act));
  };

  async #do(act: string): Promise<void> {
    try {
      const keyring = await unlockedOrLeave();
      if (act === "make") await this.#publish(keyring, await ask("make", { address: this.#data.address }), 0);
      if (act === "renew") await this.#renew(keyring);
      if (act === "give") await this.#give(keyring);
      if (act === "revoke") await this.#revoke(keyring);
    } catch (error) {
      showFailure(error, textOf(this, error instanceof NotOpened && error.why === "no-key" ? "no-key" : "failed"));
    }
  }

  async #renew(keyring: Keyring): Promise<void> {
    const whole = await this.#whole(keyring);
    await this.#publish(keyring, await ask("renew", { whole }), this.#data.version);
  }

  async #publish(keyring: Keyring, made: Made, after: number): Promise<void> {
    const parts = await this.#parts(keyring, this.#data.receivers, made.fingerprint, made);
    const certificate = toBase64(made.certificate);
    const expires_at = made.expiresAt;
    await doAndShow("/api/mail-key/publish", { certificate, expires_at, after, parts }, after ? "renewed" : "made");
  }

  async #give(keyring: Keyring): Promise<void> {
    const whole = await this.#whole(keyring);
    const secrets = { whole, subkeys: await ask("share", { whole }) };
    const { fingerprint, version, receivers } = this.#data;
    const waiting = receivers.filter((one) => one.waits);
    const parts = await this.#parts(keyring, waiting, fingerprint, secrets);
    await doAndShow("/api/mail-key/give", { fingerprint, version, parts }, "given");
  }

  async #revoke(keyring: Keyring): Promise<void> {
    const certificate = await ask("revoke", { whole: await this.#whole(keyring) });
    await doAndShow("/api/mail-key/revoke", { certificate: toBase64(certificate) }, "revoked");
  }

  async #parts(
    keyring: Keyring,
    receivers: Receiver[],
    fingerprint: string,
    secrets: { whole: string; subkeys: string },
  ): Promise<Record<string, string>> {
    const parts: Record<string, string> = {};
    for (const one of receivers) {
      const recipient = one.member === keyring.member ? await keyring.recipient() : one.recipient;
      parts[one.key] = await sealPart(
        recipient,
        keyring.line,
        fingerprint,
        one.leads ? secrets.whole : secrets.subkeys,
      );
    }
    return parts;
  }

  /** The whole key in use. Throws NotOpened when this lead has not got it. */
  async #whole(keyring: Keyring): Promise<string> {
    const [found] = await lineSecrets(keyring, true, this.#data.fingerprint);
    if (!found) throw new NotOpened("no-key");
    return found;
  }

  get #data(): MailKeyData {
    return JSON.parse(document.getElementById("mail-key")?.textContent ?? "") as MailKeyData;
  }
}

customElements.define("peer-mail-key", PeerMailKey);
