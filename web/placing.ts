// Putting something ready-made into a text that somebody is writing.

/** Where a text is changed: from `start` to `end` stands `said` then, and the writer goes on at `goesOn`. */
export interface Placing {
  start: number;
  end: number;
  said: string;
  goesOn: number;
}

/** The pieces at `writer`, as paragraphs of their own. */
export function placed(text: string, writer: number, pieces: string[]): Placing {
  const start = text.slice(0, writer).trimEnd().length;
  const end = text.length - text.slice(writer).trimStart().length;
  const said = `${start ? "\n\n" : ""}${pieces.join("\n\n")}\n\n`;
  return { start, end, said, goesOn: start + said.length };
}

/** Put it into the field as if it were written by hand, so that it can be undone. */
export function put(field: HTMLTextAreaElement, placing: Placing): void {
  field.focus();
  field.setSelectionRange(placing.start, placing.end);
  if (!document.execCommand("insertText", false, placing.said)) {
    field.setRangeText(placing.said);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(placing.goesOn, placing.goesOn);
}
