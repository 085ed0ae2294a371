// Where does a row of format=flowed end? (RFC 3676) The same as peerline/channels/mail/mime/flowed.py says.

/** Join the soft-broken rows of a flowed text, quote marks in front; `delSp`: the space before a break goes too. */
export function unflow(text: string, delSp: boolean): string {
  const pieces: string[] = [];
  let openDepth = -1;
  for (const row of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(row)?.[0].length ?? 0;
    const content = row.slice(depth).replace(/^ /, "");
    const isMark = content === "-- ";
    // An empty row is one in every program, also where the row before it has a space too many.
    if (openDepth !== depth || isMark || !content) {
      pieces.push(`\n${">".repeat(depth)}${depth && content ? " " : ""}`);
    }
    const isSoft = content.endsWith(" ") && !isMark;
    pieces.push(isSoft && delSp ? content.slice(0, -1) : content);
    openDepth = isSoft ? depth : -1;
  }
  return pieces.join("").slice(1);
}
