// The text of a mail that came as HTML alone: without it the desk would show an empty letter. Quotes get the marks of
// plain text, so that they are folded like all others. Where links lead is shown with the HTML, on request.

import PostalMime from "postal-mime";

const QUOTE = "\ue000";
const QUOTE_END = "\ue001";
const MOST_SIGNS = 1_000_000;
const DEEPEST = 20;
const PRE = /<(\/?pre)(?=[\s>])[^<>]{0,2000}>/i;
const encoder = new TextEncoder();

/** Its rows, with ">" before what it quotes; of a very long one the beginning. */
export async function textOfHtml(html: string): Promise<string> {
  const marked = withOwnRows(html.slice(0, MOST_SIGNS).replace(/[\ue000\ue001]/g, "\ufffd"))
    .replace(/<\/?a(?=[\s>])[^<>]{0,4000}>/gi, "")
    .replace(/<li(?=[\s>])/gi, "<br><li")
    .replace(/<blockquote(?=[\s>])[^<>]{0,2000}>/gi, `<p>${QUOTE}</p>`)
    .replace(/<\/blockquote\s{0,20}>/gi, `<p>${QUOTE_END}</p>`);
  const rows: string[] = [];
  let [depth, depthBefore, isGap] = [0, 0, false];
  for (const row of (await rendered(marked)).split("\n")) {
    const said = row.replace(/[\ue000\ue001]/g, "").trim();
    depth = Math.max(0, depth + row.split(QUOTE).length - row.split(QUOTE_END).length);
    if (said) {
      const mark = ">".repeat(Math.min(depth, DEEPEST));
      if (isGap && rows.length && depth <= depthBefore) rows.push(mark);
      rows.push(mark ? `${mark} ${said}` : said === "--" ? "-- " : said);
      depthBefore = depth;
    }
    isGap = !said;
  }
  return rows.join("\n");
}

/** Rows break where the page would break them, and not where the source does. */
function withOwnRows(html: string): string {
  let isPre = false;
  return html
    .split(PRE)
    .map((piece, at) => {
      if (at % 2) isPre = !piece.startsWith("/");
      if (at % 2) return "<p>";
      return isPre ? piece.replace(/^\r?\n/, "").replace(/\r?\n/g, "<br>") : piece.replace(/\s+/g, " ");
    })
    .join("");
}

/** By postal-mime, which writes HTML as text only beside a text. */
async function rendered(html: string): Promise<string> {
  const boundary = `=_${crypto.randomUUID()}`;
  const part = (type: string) => [`--${boundary}`, `Content-Type: text/${type}; charset=utf-8`, ""];
  const head = [`Content-Type: multipart/mixed; boundary="${boundary}"`, ""];
  const mail = [...head, ...part("plain"), "", ...part("html"), html, `--${boundary}--`, ""].join("\r\n");
  return ((await PostalMime.parse(encoder.encode(mail))).text ?? "").replace(/\r\n?/g, "\n");
}
