// Why an encrypted mail is not opened, or none is made. Apart, so that the page knows the words without the libraries.

export type Trouble =
  | "no-message"
  | "several"
  | "too-large"
  | "wrong-key"
  | "broken"
  | "unprotected"
  | "no-key"
  | "no-writer-key";

/** Why a mail is not opened, or not made. */
export class NotOpened extends Error {
  readonly why: Trouble;

  constructor(why: Trouble) {
    super(why);
    this.name = "NotOpened";
    this.why = why;
  }
}
