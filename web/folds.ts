// What of a text that was opened here is quoted, and where a signature begins. The server sees to all others.

/** Parts to show folded: [start, end, what] in code points of `text`. */
export function foldsOf(text: string): [number, number, string][] {
  const folds: [number, number, string][] = [];
  let at = 0;
  for (const row of text.split(/(?<=\n)/)) {
    const length = [...row].length;
    const last = folds.at(-1);
    if (/^-- \r?\n?$/.test(row)) {
      folds.push([at, [...text].length, "signature"]);
      return folds;
    }
    if (row.startsWith(">")) {
      if (last?.[1] === at) last[1] = at + length;
      else folds.push([at, at + length, "quote"]);
    }
    at += length;
  }
  return folds;
}
