// The question whose key an encrypted answer is made for: shown only while there is something to say or to decide.
// Attribute: may (there when this member may confirm). Parts: heading, lead, keys, ask (what to say by another way).
// Texts: see desk/_writers_key.html. Acts: use (with data-key, a fingerprint), keep.

import { doAndShow, once, showFailure } from "../acting.ts";
import { type Answering, answering } from "../answering.ts";
import { theConversation } from "../at-hand.ts";
import { isolated, paragraph, spelled } from "../drawing.ts";
import type { KeyFacts } from "../pgp/keys.ts";
import { partOf, textOf } from "../texts.ts";
import { day } from "../times.ts";
import { keyWord, type Offered, type TheirKey } from "../writers-key.ts";
import { sealMessage } from "../writing.ts";

export class PeerWritersKey extends HTMLElement {
  #writer = "";
  #theirs: TheirKey | null = null;

  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("button[data-act]");
      if (button) void once(button, () => this.#confirm(button.dataset.key ?? ""));
    });
    void this.#show();
  }

  async #show(): Promise<void> {
    // Who cannot answer at all is told so where the answer is sent.
    const found = await answering(await theConversation()).catch(() => null);
    if (!found?.theirs) return;
    this.#theirs = found.theirs;
    this.#writer = found.writer;
    this.#draw(found, found.theirs);
  }

  #draw({ way }: Answering, { current, offered }: TheirKey): void {
    if (way === "encrypted" && !offered.length) return;
    const state = way === "encrypted" ? "changed" : way === "ended" ? way : offered.length ? "asked" : "none";
    partOf(this, "heading").textContent = textOf(this, state);
    partOf(this, "lead").textContent = textOf(this, `${state}-more`);
    partOf(this, "ask").hidden = state !== "none";
    const known = current && way === "encrypted" ? [this.#known(current)] : [];
    const ended = current && way === "ended" ? [this.#facts(current, [])] : [];
    partOf(this, "keys").replaceChildren(...known, ...ended, ...offered.map((one) => this.#offer(one)));
    this.hidden = false;
  }

  #known(key: KeyFacts): HTMLElement {
    const found = this.#facts(key, [textOf(this, "in-use")]);
    if (this.hasAttribute("may")) found.append(this.#button("keep", key));
    return found;
  }

  #offer(key: Offered): HTMLElement {
    const from = textOf(this, `from-${key.source}`, { day: day(new Date(key.at)) });
    const vouched = key.source === "directory" ? "" : textOf(this, key.vouched ? "vouched" : "not-vouched");
    const found = this.#facts(key, [from, vouched]);
    if (key.fit === "yes" && this.hasAttribute("may")) found.append(this.#button("use", key));
    return found;
  }

  #facts(key: KeyFacts, more: string[]): HTMLElement {
    const found = document.createElement("div");
    found.className = "flow gap";
    const names = paragraph(key.addresses.length ? textOf(this, "names") : textOf(this, "names-none"));
    names.append(...key.addresses.flatMap((one) => [" ", isolated(one)]));
    const ends = key.endsAt ? textOf(this, "ends", { day: day(new Date(key.endsAt)) }) : textOf(this, "endless");
    const times = `${textOf(this, "made", { day: day(new Date(key.madeAt)) })} ${ends}`;
    const said = [times, ...more, textOf(this, `fit-${key.fit}`)].filter(Boolean);
    found.append(spelled(key.fingerprint), names, ...said.map(paragraph));
    return found;
  }

  #button(act: "use" | "keep", key: KeyFacts): HTMLElement {
    const row = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cdx-button";
    button.dataset.act = act;
    button.dataset.key = key.fingerprint;
    button.textContent = textOf(this, act);
    row.append(button);
    return row;
  }

  async #confirm(fingerprint: string): Promise<void> {
    const known = this.#theirs;
    const chosen = [known?.current, ...(known?.offered ?? [])].find((one) => one?.fingerprint === fingerprint);
    if (!known || !chosen) return;
    try {
      const conversation = await theConversation();
      const message = await sealMessage(conversation, "event", "", keyWord(chosen, this.#writer, known));
      await doAndShow(`/api/conversations/${conversation.data.ref}/writers-key`, { message }, "key-confirmed");
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    }
  }
}

customElements.define("peer-writers-key", PeerWritersKey);
