// How a text is shown: what is new first, quotes and signature folded, very long rows of text folded too. Pure.

export type PieceKind = "text" | "quote" | "signature" | "long";

export interface Piece {
  kind: PieceKind;
  text: string;
  rows: number;
}

const LONGEST_ROWS = 60;
const SHOWN_ROWS = 40;

/** Cut a text by its folds: [start, end, kind] in Unicode code points, in order. */
export function piecesOf(text: string, folds: readonly (readonly [number, number, string])[]): Piece[] {
  const points = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const [start, end, kind] of [...folds].sort((one, other) => one[0] - other[0])) {
    if (start < at || end <= start || end > points.length) continue;
    add(found, "text", points.slice(at, start).join(""));
    add(found, kind === "signature" ? "signature" : "quote", points.slice(start, end).join(""));
    at = end;
  }
  add(found, "text", points.slice(at).join(""));
  return found;
}

function add(found: Piece[], kind: PieceKind, text: string): void {
  const trimmed = text.replace(/^(\s*\n)+/, "").trimEnd();
  if (!trimmed) return;
  const rows = trimmed.split("\n");
  if (kind !== "text" || rows.length <= LONGEST_ROWS) {
    found.push({ kind, text: trimmed, rows: rows.length });
    return;
  }
  found.push({ kind, text: rows.slice(0, SHOWN_ROWS).join("\n"), rows: SHOWN_ROWS });
  found.push({ kind: "long", text: rows.slice(SHOWN_ROWS).join("\n"), rows: rows.length });
}
