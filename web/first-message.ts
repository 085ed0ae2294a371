// The first message of a page: whom to seal to is asked, it is sealed, and it is sent, and begun once. What has become
// too old meanwhile, or was used, is got anew, so that nobody has to load the page again. Nothing of it is kept.

import type { Attached } from "./files.ts";
import { Refusal } from "./post.ts";
import {
  type Begun,
  begin,
  giveUp,
  type Offer,
  offered,
  prepare,
  type Ready,
  startAnew,
  type Telling,
  takeBack,
} from "./seeking.ts";
import { workedOut } from "./working.ts";

/** What somebody wrote. `asked`: what was filled in of what is optional. */
export interface Written {
  text: string;
  asked: Record<string, unknown>;
  language: string;
  urgent: boolean;
  files: Attached[];
}

/** The word of a page, and the work that makes it serve (see working.ts); no sooner than at `from` (performance.now). */
export interface Start {
  word: string;
  tries: number;
  goal: string;
  from: number;
}

/** How it goes: that of the files, and that all of it begins anew. */
export interface TellingAll extends Telling {
  anew: () => void;
}

/** Asking the server, sealing and waiting; a test stands in for them. */
export interface Means {
  begin: typeof begin;
  giveUp: typeof giveUp;
  offered: typeof offered;
  prepare: typeof prepare;
  startAnew: () => Promise<Start>;
  takeBack: typeof takeBack;
  until: (at: number) => Promise<void>;
}

const MOST_ANEW = 2;
const SURELY_MS = 500;
const CHANGED = 409;

export class FirstMessage {
  #start: Start | null;
  #work: Promise<number> | null = null;
  /** The word of a page serves once: who has to press Send again has this still. */
  #offer: Offer | null = null;
  /** What was made to be sent, and of what: unchanged it is sent again as it is, so that it is stored once. */
  #made: { said: string; files: Attached[]; ready: Ready } | null = null;
  /** Was sent under this offer, nobody knows whether it arrived, and it was changed since. */
  #replaced: Ready[] = [];
  /** The same, of an offer that turned out to be used: so one of them has arrived. */
  #arrived: Ready[] = [];
  readonly #means: Means;

  constructor(start: Start, means: Partial<Means> = {}) {
    this.#start = start;
    this.#means = { begin, giveUp, offered, prepare, startAnew, takeBack, until, ...means };
  }

  /** Begin the work of the page, so that nobody waits for it after Send. */
  async work(): Promise<number> {
    const { word, goal, tries } = await this.#started();
    this.#work ??= workedOut(word, goal, tries);
    return this.#work;
  }

  /** Send it. Throws Refusal, or what stopped it; what was written can be sent again then, as it is or changed. */
  async send(written: Written, telling: TellingAll): Promise<Begun> {
    for (let left = MOST_ANEW; ; left -= 1) {
      try {
        const begun = await this.#means.begin(await this.#ready(written), telling);
        this.#made = this.#offer = null;
        await this.#takeBackChanged();
        return begun;
      } catch (error) {
        if (telling.stop?.aborted) await this.#erasePieces();
        if (!(error instanceof Refusal) || error.status !== CHANGED) throw error;
        await this.#forget(error.code === "old-offer");
        if (!left) throw error;
        telling.anew();
      }
    }
  }

  async #ready({ text, asked, language, urgent, files }: Written): Promise<Ready> {
    const said = JSON.stringify([text, asked, language, urgent]);
    if (this.#made?.said === said && this.#made.files === files) return this.#made.ready;
    if (this.#made) this.#replaced.push(this.#made.ready);
    this.#made = null;
    this.#offer ??= await this.#ask(language);
    const ready = await this.#means.prepare(this.#offer, text, asked, { language, urgent, files });
    this.#made = { said, files, ready };
    return ready;
  }

  async #ask(language: string): Promise<Offer> {
    const { word, from } = await this.#started();
    const number = await this.work();
    await this.#means.until(from + SURELY_MS);
    return this.#means.offered({ started: word, number, language });
  }

  async #started(): Promise<Start> {
    this.#start ??= await this.#means.startAnew();
    return this.#start;
  }

  /** All of it begins anew. */
  async #forget(isUsed: boolean): Promise<void> {
    if (isUsed) this.#arrived.push(...this.#replaced);
    this.#replaced = [];
    await this.#erasePieces();
    this.#start = this.#work = this.#offer = this.#made = null;
  }

  /** What was sent of the files opens for nobody any more, so it shall not lie there either. */
  async #erasePieces(): Promise<void> {
    if (this.#offer) await this.#means.giveUp(this.#offer.word).catch(() => undefined);
  }

  /** What had arrived although its answer got lost, and was changed since, is not what they want to have said. */
  async #takeBackChanged(): Promise<void> {
    const arrived = this.#arrived;
    this.#arrived = [];
    this.#replaced = [];
    for (const one of arrived) await this.#means.takeBack(one).catch(() => undefined);
  }
}

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
