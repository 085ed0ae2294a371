// Finding a place that helps, and putting it into the answer: beside the conversation, on a phone as a sheet.
// The server is asked for a country and a language; which conversation it is for stays here.
// Parts: sheet, words, country, need, language, found, hits, where, hit (a template). Opened by "peer-find" (the key /).

import { once } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import { givenWith, narrowed, type Offered, referred, type Service } from "../finding.ts";
import { Hits } from "../hits.ts";
import { knownOf, Offering, type Wish } from "../offering.ts";
import { put } from "../placing.ts";
import { Refusal } from "../post.ts";
import { countLater } from "../tallies.ts";
import { partOf, textOf } from "../texts.ts";
import { listed } from "../times.ts";

const SHOWN = 20;
const TYPED_MS = 300;
const NARROW = "(max-width: 60rem)";

export class PeerFind extends HTMLElement {
  readonly #offering = new Offering();
  readonly #hits = new Hits(this, (service) => this.#staleOf(service));
  #timer = 0;

  connectedCallback(): void {
    document.addEventListener("peer-find", this.#open);
    document.addEventListener("click", this.#click);
    this.addEventListener("input", this.#input);
    this.addEventListener("keydown", this.#key);
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#look();
    });
  }

  disconnectedCallback(): void {
    document.removeEventListener("peer-find", this.#open);
    document.removeEventListener("click", this.#click);
    clearTimeout(this.#timer);
  }

  #open = (): void => {
    const sheet = this.#sheet;
    if (!sheet.open) matchMedia(NARROW).matches ? sheet.showModal() : sheet.show();
    partOf(this, "words").focus();
    void this.#begin();
  };

  #click = (event: Event): void => {
    const target = event.target as Element;
    if (target.closest('[data-act="find"]')) this.#open();
    if (!this.contains(target)) return;
    if (target.closest('[data-act="shut"]')) this.#shut();
    const service = this.#offered?.services.find(
      (one) => one.service === target.closest<HTMLElement>(".hit")?.dataset.service,
    );
    const button = target.closest<HTMLElement>("button");
    if (!service || !button) return;
    if (button.dataset.act === "put") void once(button, () => this.#put(service));
    const came = button.dataset.came;
    const done = () => this.#say("found", "counted");
    if (came) void once(button, () => this.#count(service, came).then(done, (error) => this.#fail(error)));
  };

  #key = (event: KeyboardEvent): void => {
    // A sheet that is modal shuts by itself.
    if (event.key === "Escape" && !matchMedia(NARROW).matches) this.#shut();
  };

  #input = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#look(), TYPED_MS);
  };

  /** At first in the language that was written in, for the country that they named or the likeliest, unless another was
   * chosen meanwhile. Later anew. */
  async #begin(): Promise<void> {
    this.#offering.forget();
    if (this.#offering.isBegun) return this.#look();
    const language = partOf<HTMLSelectElement>(this, "language");
    const before = language.value;
    const conversation = await theConversation();
    await conversation.read;
    const known = knownOf(conversation.bodies.values());
    if (language.value === before && [...language.options].some((one) => one.value === known.language))
      language.value = known.language;
    const country = partOf<HTMLSelectElement>(this, "country");
    country.value ||= known.country;
    country.value ||= language.selectedOptions[0]?.dataset.country ?? "";
    await this.#look();
  }

  async #look(): Promise<void> {
    const of = (part: string) => partOf<HTMLSelectElement>(this, part).value;
    const wish = { country: of("country"), language: of("language"), need: of("need"), words: of("words") };
    if (!wish.country) return this.#say("found", "choose");
    try {
      if (await this.#offering.look(wish, () => this.#wait())) this.#show(wish);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Nothing to see until it is there: what was found for something else would be taken for it. */
  #wait(): void {
    this.#say("found", "asking");
    this.#hits.draw([]);
  }

  #show({ need, words }: Wish): void {
    if (!this.#offered) return;
    const found = narrowed(this.#offered, need, words);
    const facts = { number: found.length, shown: SHOWN };
    const some = found.every((one) => one.is_elsewhere) ? "some-elsewhere" : "some";
    this.#say("found", found.length > SHOWN ? "more" : found.length ? some : "none", facts);
    this.#say("where", this.#offered.is_all ? "here" : "there");
    this.#hits.draw(found.slice(0, SHOWN), this.#offered.language);
  }

  /** Into the answer, as it is told at this moment: it may have been taken out or changed while the page was open. */
  async #put(chosen: Service): Promise<void> {
    try {
      if (!(await this.#offering.again())) return;
    } catch (error) {
      return this.#fail(error);
    }
    const offered = this.#offered;
    const service = offered?.services.find((one) => one.service === chosen.service);
    if (!offered || !service) {
      await this.#look();
      return this.#say("found", "gone", { name: chosen.name });
    }
    const compose = document.querySelector("peer-compose");
    if (!compose) return;
    if (this.#sheet.matches(":modal")) this.#sheet.close();
    compose.dispatchEvent(new CustomEvent("peer-write", { detail: "answer" }));
    const field = partOf<HTMLTextAreaElement>(compose, "text");
    field.focus();
    const placing = referred(field.value, field.selectionEnd, offered, service);
    if (placing) put(field, placing);
    const given = givenWith(offered, service);
    const said = this.#wordsOf(service, given, placing !== null);
    for (const part of [partOf(this, "found"), partOf(compose, "status")]) part.textContent = said;
    // Only numbers; when they are lost, nothing is.
    for (const one of placing ? given : []) void this.#count(one, "given").catch(() => undefined);
  }

  #wordsOf(service: Service, given: Service[], isNew: boolean): string {
    const name = listed([...new Set(given.map((one) => one.name))]);
    if (!isNew) return textOf(this, "put-before", { name });
    const stale = this.#staleOf(service);
    return `${textOf(this, stale ? "put-stale" : "put", { name })} ${stale}`.trim();
  }

  async #count(service: Service, what: string): Promise<void> {
    await countLater((await theConversation()).keyring, service.service, what);
  }

  #fail(error: unknown): void {
    partOf(this, "found").textContent = (error instanceof Refusal && error.message) || textOf(this, "failed");
  }

  #shut(): void {
    this.#sheet.close();
    document.querySelector<HTMLElement>('peer-compose [data-part="text"]')?.focus();
  }

  /** What a helper must know before giving it. */
  #staleOf(service: Service): string {
    return service.stale.map((one) => textOf(this, one, { number: service.doubts })).join(" ");
  }

  #say(part: string, name: string, facts: Record<string, string | number> = {}): void {
    partOf(this, part).textContent = textOf(this, name, facts);
  }

  get #offered(): Offered | null {
    return this.#offering.offered;
  }

  get #sheet(): HTMLDialogElement {
    return partOf<HTMLDialogElement>(this, "sheet");
  }
}

customElements.define("peer-find", PeerFind);
