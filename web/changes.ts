// What a reviewer changed, word by word. Pure.

export interface Change {
  kind: "same" | "ins" | "del";
  text: string;
}

const SHORTEST_REST = 2;
// Above so many pairs of words the middle is shown as struck and new, whole.
const MOST_CELLS = 4_000_000;

/** How `after` came from `before`: pieces in reading order, struck before new. */
export function changesOf(before: string, after: string): Change[] {
  const old = words(before);
  const now = words(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const found: Change[] = [];
  add(found, "same", old.slice(0, head));
  middle(found, old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  add(found, "same", tail ? old.slice(-tail) : []);
  return calmed(found);
}

/** A word or two that happen to stand on both sides between changes are no rest for the eye: they change too. */
function calmed(changes: Change[]): Change[] {
  const found: Change[] = [];
  let del = "";
  let ins = "";
  const flush = (): void => {
    if (del) found.push({ kind: "del", text: del });
    if (ins) found.push({ kind: "ins", text: ins });
    del = ins = "";
  };
  changes.forEach(({ kind, text }, at) => {
    const between = kind === "same" && (del || ins) && at < changes.length - 1 && words(text).length <= SHORTEST_REST;
    if (kind === "same" && !between) {
      flush();
      found.push({ kind, text });
    }
    if (kind === "del" || between) del += text;
    if (kind === "ins" || between) ins += text;
  });
  flush();
  return found;
}

function words(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function add(found: Change[], kind: Change["kind"], parts: string[]): void {
  if (!parts.length) return;
  const last = found.at(-1);
  if (last?.kind === kind) last.text += parts.join("");
  else found.push({ kind, text: parts.join("") });
}

function middle(found: Change[], old: string[], now: string[]): void {
  if (old.length * now.length > MOST_CELLS) {
    add(found, "del", old);
    add(found, "ins", now);
    return;
  }
  const shared = lengths(old, now);
  let at = 0;
  let to = 0;
  while (at < old.length || to < now.length) {
    if (at < old.length && to < now.length && old[at] === now[to]) {
      add(found, "same", [old[at] as string]);
      at += 1;
      to += 1;
    } else if (to >= now.length || (at < old.length && cell(shared, at + 1, to) >= cell(shared, at, to + 1))) {
      add(found, "del", [old[at] as string]);
      at += 1;
    } else {
      add(found, "ins", [now[to] as string]);
      to += 1;
    }
  }
}

/** How many words two tails have in common, for each pair of tails. */
function lengths(old: string[], now: string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const longest = Math.max(cell(table, at + 1, to), cell(table, at, to + 1));
      (table[at] as Uint16Array)[to] = old[at] === now[to] ? cell(table, at + 1, to + 1) + 1 : longest;
    }
  }
  return table;
}

function cell(table: Uint16Array[], at: number, to: number): number {
  return table[at]?.[to] ?? 0;
}
