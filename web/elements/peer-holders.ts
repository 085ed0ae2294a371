// Who holds it from now on: take, hand over, let read, take off, step back. Every narrowing makes the new epoch
// here. Parts: whom, ask-days (selects), keep-me, status. Acts: claim, hand-over, add, remove, step-back, urgent, calm,
// ask-planned, ask-dropped, reopen.

import { doAndShow, once, showFailure } from "../acting.ts";
import { theConversation } from "../at-hand.ts";
import type { Conversation, Person } from "../conversation.ts";
import { grantsFor, newKey } from "../granting.ts";
import { partOf, textOf } from "../texts.ts";

type Act = (conversation: Conversation, button: HTMLElement) => Promise<void>;

export class PeerHolders extends HTMLElement {
  readonly #acts: Record<string, Act> = {
    claim: (conversation) => this.#narrow(conversation, "claim", "claimed", conversation.claimers()),
    add: (conversation) => this.#add(conversation),
    remove: (conversation, button) => this.#remove(conversation, button.dataset.member ?? ""),
    "hand-over": (conversation) => this.#handOver(conversation),
    "step-back": (conversation) => this.#stepBack(conversation),
    urgent: (conversation) => doAndShow(path(conversation, "urgent"), {}, "urgent"),
    calm: (conversation) => doAndShow(path(conversation, "calm"), {}, "calm"),
    "ask-planned": (conversation) => {
      const days = Number(partOf<HTMLSelectElement>(this, "ask-days").value);
      return doAndShow(path(conversation, "ask-later"), { days }, "ask-planned");
    },
    "ask-dropped": (conversation) => doAndShow(path(conversation, "ask-later"), { days: null }, "ask-dropped"),
    reopen: (conversation) => doAndShow(path(conversation, "reopen"), {}, "reopened"),
  };

  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-act]");
      const act = this.#acts[button?.dataset.act ?? ""];
      if (button && act) void once(button, () => this.#run(act, button));
    });
    void theConversation().then((conversation) => this.#list(conversation));
  }

  async #run(act: Act, button: HTMLElement): Promise<void> {
    const status = partOf(this, "status");
    status.textContent = textOf(this, "working");
    try {
      await act(await theConversation(), button);
    } catch (error) {
      showFailure(error, textOf(this, "failed"));
    } finally {
      status.textContent = "";
    }
  }

  #list(conversation: Conversation): void {
    const options = conversation.data.people
      .filter((one) => one.member !== conversation.keyring.member)
      .map((one) => new Option(this.#named(conversation, one), one.member));
    this.querySelector('[data-part="whom"]')?.replaceChildren(...options);
  }

  #named(conversation: Conversation, one: Person): string {
    const name = conversation.holds(one.member) ? "holds" : one.here ? "here" : "";
    return name ? textOf(this, name, { alias: one.alias }) : one.alias;
  }

  async #narrow(conversation: Conversation, verb: string, done: string, keep: Person[], leave = ""): Promise<void> {
    const new_key = await newKey(conversation, keep);
    await doAndShow(path(conversation, verb), { new_key }, done, leave);
  }

  async #add(conversation: Conversation): Promise<void> {
    const [key_ref, sealed] = Object.entries(await grantsFor(conversation, this.#chosen(conversation)))[0] ?? [];
    if (key_ref) await doAndShow(path(conversation, "holders"), { key_ref, sealed }, "granted");
  }

  async #remove(conversation: Conversation, member: string): Promise<void> {
    const keep = conversation.holders().filter((one) => one.member !== member);
    const new_key = await newKey(conversation, keep);
    await doAndShow(path(conversation, "remove"), { member, new_key }, "removed");
  }

  async #handOver(conversation: Conversation): Promise<void> {
    const [other] = this.#chosen(conversation);
    if (!other) return;
    const stay = partOf<HTMLInputElement>(this, "keep-me").checked;
    const keep = [...without(conversation.holders(), conversation.keyring.member, other.member), other];
    const new_key = stay ? null : await newKey(conversation, keep);
    const grants = stay ? await grantsFor(conversation, [other]) : {};
    const data = { member: other.member, new_key, grants };
    await doAndShow(path(conversation, "hand-over"), data, stay ? "granted" : "handed-on", stay ? "" : "/desk/");
  }

  async #stepBack(conversation: Conversation): Promise<void> {
    const mine = conversation.keyring.member;
    const others = without(conversation.holders(), mine);
    const keep = others.length ? others : without(conversation.leads(), mine);
    if (!keep.length) return showFailure(null, textOf(this, "nobody"));
    await this.#narrow(conversation, "step-back", "handed-on", keep, "/desk/");
  }

  #chosen(conversation: Conversation): Person[] {
    const found = conversation.person(partOf<HTMLSelectElement>(this, "whom").value);
    return found ? [found] : [];
  }
}

function without(people: Person[], ...members: string[]): Person[] {
  return people.filter((one) => !members.includes(one.member));
}

function path(conversation: Conversation, verb: string): string {
  return `/api/conversations/${conversation.data.ref}/${verb}`;
}

customElements.define("peer-holders", PeerHolders);
