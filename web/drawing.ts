// Drawing what was opened, with text nodes only: nothing a seeker wrote becomes markup.

import { type Piece, piecesOf } from "./pieces.ts";
import type { Body } from "./seal/index.ts";
import { textOf } from "./texts-of-letters.ts";

/** The text of a body: paragraphs, with quotes and the signature folded. */
export function drawText(body: Body): Node[] {
  const pieces = piecesOf(body.text, body.folds);
  return pieces.length ? pieces.flatMap(drawPiece) : [paragraph(textOf("empty"))];
}

/** A notice in the place of a text: what is wrong, and what follows from it. */
export function drawNotice(name: string, calm = false): HTMLElement {
  const notice = document.createElement("div");
  notice.className = calm ? "notice calm" : "notice";
  const first = paragraph(textOf(name));
  first.className = "strong";
  notice.append(first, ...[textOf(`${name}-more`)].filter(Boolean).map(paragraph));
  return notice;
}

export function paragraph(text: string): HTMLParagraphElement {
  const found = document.createElement("p");
  found.textContent = text;
  return found;
}

/** Runs its own way and is not translated: a fingerprint or an address inside a sentence of any script. */
export function isolated(text: string): HTMLElement {
  const found = document.createElement("bdi");
  found.dir = "ltr";
  found.translate = false;
  found.textContent = text;
  return found;
}

/** A fingerprint of a key, in groups of four. */
export function spelled(fingerprint: string): HTMLElement {
  const found = document.createElement("p");
  found.className = "strong num";
  found.append(isolated(fingerprint.replace(/(.{4})(?=.)/g, "$1 ")));
  return found;
}

function drawPiece(piece: Piece): Node[] {
  const paragraphs = piece.text.split(/\n[^\S\n]*\n+/).map(ownParagraph);
  if (piece.kind === "text") return paragraphs;
  const fold = document.createElement("details");
  fold.dataset.kind = piece.kind;
  const summary = document.createElement("summary");
  summary.textContent = textOf(piece.kind === "quote" && piece.rows === 1 ? "quote-one" : piece.kind, {
    rows: piece.rows,
  });
  // Ours among theirs: read out in the page's language, and no sign of which way their text runs.
  summary.lang = document.documentElement.lang;
  summary.dir = document.documentElement.dir || "ltr";
  fold.append(summary, ...paragraphs);
  return [fold];
}

/** A paragraph that runs its own way: an answer in one script may quote another. */
function ownParagraph(text: string): HTMLParagraphElement {
  const found = paragraph(text);
  found.dir = "auto";
  return found;
}
