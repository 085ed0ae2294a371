// Finding a place that helps, and putting it into the answer: beside the conversation, on a phone as a sheet.
// The server is asked for a country and a language; which conversation it is for stays here.
// Parts: sheet, words, country, need, language, found, hits, where, hit (a template). Opened by "peer-find" (the key /).

import { once } from "../acting.ts";
import { theConversation } from "../conversation.ts";
import { getJson } from "../fetching.ts";
import { narrowed, type Offered, placed, referralOf, type Service } from "../finding.ts";
import { post, Refusal } from "../post.ts";
import { partOf, textOf } from "../texts.ts";

const SHOWN = 20;
const TYPED_MS = 300;
const NARROW = "(max-width: 60rem)";

export class PeerFind extends HTMLElement {
  #offered: Offered | null = null;
  #asked = "";
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
    if (button.dataset.act === "put") this.#put(service);
    const came = button.dataset.came;
    if (came) void once(button, () => this.#count(service, came));
  };

  #key = (event: KeyboardEvent): void => {
    // A sheet that is modal shuts by itself.
    if (event.key === "Escape" && !matchMedia(NARROW).matches) this.#shut();
  };

  #input = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#look(), TYPED_MS);
  };

  /** The first time: in the language that was written in, and the country that is likeliest for it. */
  async #begin(): Promise<void> {
    if (this.#offered || this.#asked) return;
    const conversation = await theConversation();
    await conversation.read;
    const said = [...conversation.bodies.values()].filter((one) => one.kind === "in").at(-1)?.extra.language;
    const language = partOf<HTMLSelectElement>(this, "language");
    const spoken = String(said ?? "").split("-")[0] ?? "";
    if ([...language.options].some((one) => one.value === spoken)) language.value = spoken;
    const country = partOf<HTMLSelectElement>(this, "country");
    country.value ||= language.selectedOptions[0]?.dataset.country ?? "";
    await this.#look();
  }

  async #look(): Promise<void> {
    const [country, language] = [this.#value("country"), this.#value("language")];
    if (!country) return this.#say("found", "choose");
    const asked = new URLSearchParams({ country, language });
    if (this.#offered && !this.#offered.is_all) {
      asked.set("need", this.#value("need"));
      asked.set("words", this.#value("words"));
    }
    if (this.#asked !== asked.toString()) {
      this.#asked = asked.toString();
      this.#say("found", "asking");
      try {
        const offered = await getJson<Offered>(`/api/referrals?${asked}`);
        if (this.#asked !== asked.toString()) return;
        this.#offered = offered;
      } catch (error) {
        this.#asked = "";
        return this.#fail(error);
      }
    }
    this.#show();
  }

  #show(): void {
    if (!this.#offered) return;
    const found = narrowed(this.#offered, this.#value("need"), this.#value("words"));
    const facts = { number: found.length, shown: SHOWN };
    this.#say("found", found.length > SHOWN ? "more" : found.length ? "some" : "none", facts);
    this.#say("where", this.#offered.is_all ? "here" : "there");
    partOf(this, "hits").replaceChildren(...found.slice(0, SHOWN).map((one) => this.#drawn(one)));
  }

  #drawn(service: Service): Node {
    const drawn = partOf<HTMLTemplateElement>(this, "hit").content.cloneNode(true) as DocumentFragment;
    const row = drawn.firstElementChild as HTMLElement;
    row.dataset.service = service.service;
    const words: Record<string, string> = {
      name: service.name,
      about: service.about,
      way: service.ways[0] ?? "",
      facts: [...service.facts, service.shut].filter(Boolean).join(" · "),
      checked: service.checked,
      stale: service.stale.map((one) => textOf(this, one, { number: service.doubts })).join(" "),
    };
    for (const [part, text] of Object.entries(words)) partOf(row, part).textContent = text;
    for (const part of ["about", "facts", "checked"]) partOf(row, part).lang = this.#offered?.language ?? "";
    for (const one of row.querySelectorAll('[data-part="of"]')) one.textContent = `: ${service.name}`;
    return drawn;
  }

  /** Into the answer, at the place where the writer was; the writer goes on behind it. */
  #put(service: Service): void {
    const compose = document.querySelector("peer-compose");
    if (!compose || !this.#offered) return;
    if (this.#sheet.matches(":modal")) this.#sheet.close();
    compose.dispatchEvent(new CustomEvent("peer-write", { detail: "answer" }));
    const field = partOf<HTMLTextAreaElement>(compose, "text");
    const made = placed(field.value, referralOf(this.#offered, service), field.selectionEnd);
    field.value = made.text;
    field.setSelectionRange(made.at, made.at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const stale = service.stale.map((one) => textOf(this, one, { number: service.doubts })).join(" ");
    const said = textOf(this, stale ? "put-stale" : "put", { name: service.name });
    for (const part of [partOf(this, "found"), partOf(compose, "status")]) part.textContent = `${said} ${stale}`.trim();
    // Only a number; when it is lost, nothing is.
    void this.#tally(service, "given").catch(() => undefined);
  }

  async #count(service: Service, what: string): Promise<void> {
    try {
      await this.#tally(service, what);
      this.#say("found", "counted");
    } catch (error) {
      this.#fail(error);
    }
  }

  async #tally(service: Service, what: string): Promise<void> {
    await post("/api/referrals/tally", { service: service.service, what });
  }

  #fail(error: unknown): void {
    partOf(this, "found").textContent = (error instanceof Refusal && error.message) || textOf(this, "failed");
  }

  #shut(): void {
    this.#sheet.close();
    document.querySelector<HTMLElement>('peer-compose [data-part="text"]')?.focus();
  }

  #say(part: string, name: string, facts: Record<string, number> = {}): void {
    partOf(this, part).textContent = textOf(this, name, facts);
  }

  #value(part: string): string {
    return partOf<HTMLSelectElement>(this, part).value;
  }

  get #sheet(): HTMLDialogElement {
    return partOf<HTMLDialogElement>(this, "sheet");
  }
}

customElements.define("peer-find", PeerFind);
