// What of a text that was opened here is quoted, and where a signature begins. The server sees to all others.

/** A row of the text; `at`, `end`: in code points of it. */
type Row = { text: string; at: number; end: number };

const MOST_ROWS = 3;
const LONGEST_ROW = 200;
const DAY = /(?<!\p{Nd})(?:\p{Nd}{4}|\p{Nd}{1,4}([./-])\p{Nd}{1,2}\1\p{Nd}{1,4})(?!\p{Nd})/u;
const CLOCK = /(?<!\p{Nd})\p{Nd}{1,2}[:.h]\p{Nd}{2}(?!\p{Nd})/u;

/**
 * Parts to show folded: [start, end, what] in code points of `text`. When nothing else would be left, there are none.
 */
export function foldsOf(text: string): [number, number, string][] {
  const folds: [number, number, string][] = [];
  const rows = rowsOf(text);
  const mark = rows.findIndex((row) => /^-- \r?\n?$/.test(row.text));
  const said = mark < 0 ? rows : rows.slice(0, mark);
  for (const [index, row] of said.entries()) {
    if (!row.text.startsWith(">")) continue;
    const last = folds.at(-1);
    if (last?.[1] === row.at) last[1] = row.end;
    else folds.push([startOf(said, index) ?? row.at, row.end, "quote"]);
  }
  const first = rows[mark];
  if (first) folds.push([first.at, rows.at(-1)?.end ?? first.end, "signature"]);
  return hasMore(rows, folds) ? folds : [];
}

/** Whether something is said outside the folds, which stand in their order. */
function hasMore(rows: Row[], folds: [number, number, string][]): boolean {
  let next = 0;
  return rows.some((row) => {
    while ((folds[next]?.[1] ?? Number.POSITIVE_INFINITY) <= row.at) next += 1;
    return row.at < (folds[next]?.[0] ?? Number.POSITIVE_INFINITY) && row.text.trim() !== "";
  });
}

function rowsOf(text: string): Row[] {
  let end = 0;
  return text.split(/(?<=\n)/).map((row) => {
    const at = end;
    end += [...row].length;
    return { text: row, at, end };
  });
}

/**
 * Where the rows begin that a program writes above a quote: they name a day and a time of it and end with a colon.
 * Who writes so of their own quotes loses nothing: one press shows it.
 */
function startOf(rows: Row[], quote: number): number | null {
  const last = rows[quote - 1]?.text.trim() ? quote : quote - 1;
  if (!/[:：]\s*$/.test(rows[last - 1]?.text ?? "")) return null;
  let whole = "";
  for (let at = last - 1; at >= 0 && at >= last - MOST_ROWS; at -= 1) {
    const text = rows[at]?.text ?? "";
    if (!text.trim() || text.startsWith(">") || text.length > LONGEST_ROW) return null;
    whole = text + whole;
    if (DAY.test(whole) && CLOCK.test(whole)) return rows[at]?.at ?? null;
  }
  return null;
}
