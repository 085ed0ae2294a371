import assert from "node:assert/strict";
import { test } from "node:test";
import { textOfHtml } from "./html-text.ts";

test("what Thunderbird writes when it shall send HTML alone: own words, quotes in quotes, a signature", async () => {
  const html = `<!DOCTYPE html>
<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
    <style>p { color: red }</style>
  </head>
  <body>
    <p>Above.</p>
    <div class="moz-cite-prefix">On 11/29/26 12:00 PM,
      <a class="moz-txt-link-abbreviated" href="mailto:hello@lantern.example">hello@lantern.example</a> wrote:<br>
    </div>
    <blockquote type="cite" cite="mid:a@lantern.example">
      <pre wrap="" class="moz-quote-pre">They know my street,
and the house.

Second row.
</pre>
      <blockquote type="cite"><p>Deep.</p></blockquote>
      Back.
    </blockquote>
    <p>Four hours, which is
      more than before. &auml; &lt;b&gt;</p>
    <ul><li>one</li><li>two</li></ul>
    <div class="moz-signature">-- <br>Wren</div>
  </body>
</html>
`;
  assert.deepEqual((await textOfHtml(html)).split("\n"), [
    "Above.",
    "",
    "On 11/29/26 12:00 PM, hello@lantern.example wrote:",
    "> They know my street,",
    "> and the house.",
    ">",
    "> Second row.",
    ">> Deep.",
    ">",
    "> Back.",
    "",
    "Four hours, which is more than before. ä <b>",
    "",
    "* one",
    "* two",
    "",
    "-- ",
    "Wren",
  ]);
});

const CASES: Record<string, [string, string]> = {
  nothing: ["", ""],
  "no end anywhere": ["<p>Four hours.<blockquote>You wrote<pre>a\n\nb", "Four hours.\n> You wrote\n>\n> a\n>\n> b"],
  "more ends than beginnings": ["</blockquote>One.</blockquote><p>Two.", "One.\n\nTwo."],
  "a link": ['Look <a href="https://example.org/?a&gt;b">here</a>.', "Look here."],
  "scripts and comments": ["<script>let a;</script><!-- b --><p>One.</p>", "One."],
  "our own marks": ["\ue000One.\ue001 &lt;blockquote&gt;", "\ufffdOne.\ufffd <blockquote>"],
};

for (const [what, [html, text]] of Object.entries(CASES)) {
  test(`gives rows for ${what}`, async () => assert.equal(await textOfHtml(html), text));
}

test("ends also for what is never closed, and reads only the beginning of what is very long", async () => {
  for (const one of ["<blockquote>a", "<blockquote ", "<pre ", "<pre>", "<a ", "<", "<!--", "</blockquote   "]) {
    assert.ok((await textOfHtml(one.repeat(20_000))).length < 1_000_000);
  }
  assert.equal((await textOfHtml("ab".repeat(1_000_000))).length, 1_000_000);
});
