// One message. It unseals its own bytes, checks them, and draws the text; everything else only when asked for.
// Attributes: ref, epoch, kind, author, way, at (ISO), verify (base64 keys by spaces), sealed (base64) or src, kept
// (the sealed key of an encrypted mail, base64), state (of a draft).
// Parts: said, facts, tools. Acts: use-draft, drop. Events: "peer-use-draft" (detail: its body).

import { doAndShow, once, showFailure } from "../acting.ts";
import { askedSentences } from "../asked.ts";
import { openedData } from "../attachments.ts";
import type { Conversation } from "../conversation.ts";
import { coverWhatIsHard } from "../cover.ts";
import { drawNotice, drawText, paragraph } from "../drawing.ts";
import { isEncrypted, masksInside, type Opened, openEncrypted, signatureOf } from "../encrypted.ts";
import { foldsOf } from "../folds.ts";
import { mailFrame } from "../mail-frame.ts";
import { NotOpened } from "../pgp/trouble.ts";
import { isOfAnotherTime, readLetter } from "../reading.ts";
import { type Body, Broken, NotForYou, NotSigned, WrongPlace } from "../seal/index.ts";
import { senderSentences } from "../senders.ts";
import { partOf } from "../texts.ts";
import { textOf } from "../texts-of-letters.ts";
import { Unmasking } from "../unmasking.ts";
import { momentInWords, whenWritten, wroteBefore } from "../written.ts";

const FORMS = new Set(["risk", "retired-tag", "closed"]);

export class PeerLetter extends HTMLElement {
  body: Body | null = null;

  connectedCallback(): void {
    this.addEventListener("click", this.#act);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#act);
  }

  /** Open it, and show it or why not; `isCopy`: its ref stands further up already. Never throws. */
  async open(conversation: Conversation, isCopy = false): Promise<void> {
    try {
      if (isCopy) throw new WrongPlace();
      this.body = await readLetter(conversation, {
        ref: this.#of("ref"),
        epoch: Number(this.#of("epoch")),
        kind: this.#of("kind"),
        author: this.#of("author"),
        way: this.#of("way"),
        verify: this.#of("verify").split(" ").filter(Boolean),
        sealed: this.#of("sealed"),
        src: this.#of("src"),
      });
      if (isEncrypted(this.body)) await this.#openInner(conversation, this.body);
      else this.#show(conversation, this.body);
      if (this.body.extra.encrypted === "smime") partOf(this, "said").replaceChildren(drawNotice("pgp-smime", true));
    } catch (error) {
      partOf(this, "said").replaceChildren(refusal(error));
    }
  }

  /** Written from another address than the first message. */
  markOther(): void {
    this.querySelector(".letter")?.classList.add("other");
    this.#say(textOf("other-writer"));
    partOf(this, "said").before(hint(textOf("other-writer-more")));
  }

  /** The page's heading says it already. */
  leaveOutSubject(known: string): void {
    const plain = (text: string) => text.replace(/^(\s*[\p{L}]{2,4}\s*:\s*)+/u, "").trim();
    if (plain(this.body?.subject ?? "") === plain(known)) this.querySelector(".subject")?.remove();
  }

  /** It came encrypted: what is inside takes the place of all that stands outside. */
  async #openInner(conversation: Conversation, outer: Body): Promise<void> {
    let inner: Opened | null = null;
    let masked: Unmasking;
    try {
      inner = await openEncrypted(conversation, outer, this.#of("kept"));
      const { text, html } = inner;
      this.body = { ...outer, subject: inner.subject ?? outer.subject, text, html, folds: foldsOf(text) };
      this.body.attachments = outer.attachments.filter((one) => one.name === "original.eml");
      // The door saw only what was outside: places inside are looked for here, by the names that came with it.
      this.body.extra = { ...outer.extra, masks: masksInside(conversation, this.body, inner) };
    } finally {
      masked = this.#show(conversation, this.body ?? outer);
    }
    const said = partOf(this, "said");
    coverWhatIsHard(this, this.body, inner.files);
    said.removeAttribute("lang");
    said.before(hint(textOf(`pgp-${signatureOf(inner)}`)));
    const { length } = this.body.attachments;
    const row = ({ name, type, data }: Opened["files"][number], at: number) =>
      masked.fileRow({ name, type, bytes: data.length }, length + at, async () => new Uint8Array(data));
    partOf(this, "tools").prepend(...inner.files.map(row));
  }

  #show(conversation: Conversation, body: Body): Unmasking {
    const said = partOf(this, "said");
    const masked = new Unmasking(body);
    said.replaceChildren(...drawText(masked.coveredBody()));
    masked.coverText(said);
    if (typeof body.extra.language === "string") said.lang = body.extra.language;
    if (body.kind === "in" && body.subject) {
      const drawn = subject(body.subject);
      masked.coverSubject(drawn);
      said.before(drawn);
    }
    if (masked.isNeeded) said.before(hint(textOf("mask-hint")));
    if (body.extra.tracked === true) said.before(hint(textOf("tracked")));
    if (isOfAnotherTime(body, this.#of("at")))
      said.before(hint(textOf("other-time", { time: momentInWords(body.time) })));
    if (body.extra.archive === true) said.before(hint(whenWritten(body.extra.date)));
    const known = body.kind === "in" ? senderSentences(body.extra.sender) : [];
    if (body.extra.by_address === true) known.push("by-address");
    if (known.length) said.before(hint(known.map((name) => textOf(name)).join(" ")));
    if (body.problems.length) said.before(hint(`${textOf("problems")} ${body.problems.join(" ")}`));
    said.before(...askedSentences(body.extra.asked).map(hint));
    this.#sayKind(body);
    const writer = conversation.person(String(body.extra.written_by ?? ""));
    if (writer) this.#say(textOf("approved", { alias: writer.alias }));
    this.#offer(conversation, body, masked);
    coverWhatIsHard(this, body);
    return masked;
  }

  #offer(conversation: Conversation, body: Body, masked: Unmasking): void {
    const tools = partOf(this, "tools");
    const count = body.attachments.length;
    if (count) this.#say(textOf(count === 1 ? "attachments-one" : "attachments", { number: count }));
    const load = (one: Body["attachments"][number]) => () => openedData(conversation, body, one);
    tools.append(...body.attachments.map((one, at) => masked.fileRow(one, at, load(one))));
    if (!body.html) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cdx-button cdx-button--weight-quiet";
    button.textContent = textOf("show-html");
    button.addEventListener("click", () => button.replaceWith(mailFrame(masked.html(), textOf("html-title"))));
    tools.append(button);
  }

  /** A note that is more than a note; what was before; the first word behind a link, which says nothing. */
  #sayKind(body: Body): void {
    const said = partOf(this, "said");
    if (FORMS.has(String(body.extra.form))) this.#say(textOf(`form-${body.extra.form}`));
    if (body.kind === "past") said.before(hint(wroteBefore(body.extra.past)));
    if (body.extra.linked === true) said.replaceChildren();
  }

  #say(fact: string): void {
    partOf(this, "facts").append(` · ${fact}`);
  }

  #act = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-act]");
    const act = button?.dataset.act;
    if (!button) return;
    if (act === "use-draft" && this.body) this.#fire(this.body);
    if (act === "drop") void once(button, () => this.#drop());
  };

  async #drop(): Promise<void> {
    try {
      await doAndShow(`/api/drafts/${this.#of("ref")}/drop`, {}, "dropped");
    } catch (error) {
      showFailure(error, "");
    }
  }

  #fire(body: Body): void {
    this.dispatchEvent(new CustomEvent("peer-use-draft", { bubbles: true, detail: body }));
  }

  #of(name: string): string {
    return this.getAttribute(name) ?? "";
  }
}

function refusal(error: unknown): HTMLElement {
  if (error instanceof NotForYou) return drawNotice("not-for-you", true);
  if (error instanceof WrongPlace || error instanceof NotSigned) return drawNotice("forged");
  if (error instanceof Broken) return drawNotice("broken");
  if (error instanceof NotOpened) return drawNotice(`pgp-${error.why}`, true);
  return drawNotice("not-fetched", true);
}

function subject(text: string): HTMLElement {
  const found = paragraph(text);
  found.className = "subject";
  found.dir = "auto";
  return found;
}

function hint(text: string): HTMLElement {
  const found = paragraph(text);
  found.className = "small soft gap-above";
  return found;
}

customElements.define("peer-letter", PeerLetter);
