// What the server offers to a helper, for a country in a language, and what it was asked for that.

import { getJson } from "./fetching.ts";
import type { Offered } from "./finding.ts";
import type { Body } from "./seal/index.ts";

export interface Wish {
  country: string;
  language: string;
  need: string;
  words: string;
}

export class Offering {
  offered: Offered | null = null;
  /** What was asked for `offered`, and of it the country and the language. */
  #asked = "";
  #place = "";
  #questions = 0;

  get isBegun(): boolean {
    return this.#place !== "";
  }

  /** The next wish is asked for, whatever is known already. */
  forget(): void {
    this.offered = null;
  }

  /**
   * Have what is offered for a wish; whether it is there and nothing else was asked meanwhile. `waiting` is called
   * before the server is asked. Need and words are told only where it has said that the country does not fit.
   */
  async look({ country, language, need, words }: Wish, waiting: () => void): Promise<boolean> {
    const place = new URLSearchParams({ country, language }).toString();
    if (place !== this.#place) this.forget();
    this.#place = place;
    if (!this.offered) {
      waiting();
      if (!(await this.#ask(place))) return false;
    }
    const narrow = need || words ? `${place}&${new URLSearchParams({ need, words })}` : place;
    if (!this.offered || this.offered.is_all || narrow === this.#asked) return true;
    waiting();
    return this.#ask(narrow);
  }

  /** The same again, as it is at this moment; whether it is there. */
  async again(): Promise<boolean> {
    return this.#ask(this.#asked);
  }

  /** Throws Refusal, unless something else was asked meanwhile. */
  async #ask(asked: string): Promise<boolean> {
    this.#questions += 1;
    const number = this.#questions;
    try {
      const offered = await getJson<Offered>(`/api/referrals?${asked}`);
      if (number !== this.#questions) return false;
      [this.offered, this.#asked] = [offered, asked];
      return true;
    } catch (error) {
      if (number === this.#questions) throw error;
      return false;
    }
  }
}

/** What a conversation says of it: the language that was written in last, and the country last named at the door. */
export function knownOf(bodies: Iterable<Body>): { language: string; country: string } {
  const newest = [...bodies]
    .filter((one) => one.kind === "in")
    .sort((one, other) => other.time.localeCompare(one.time));
  const countries = newest.map((one) => (one.extra.asked as { country?: unknown } | undefined)?.country);
  return {
    language: String(newest[0]?.extra.language ?? "").split("-")[0] ?? "",
    country: countries.find((one) => typeof one === "string") ?? "",
  };
}
