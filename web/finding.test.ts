import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, narrowed, type Offered, placed, referralOf, type Service } from "./finding.ts";

function service(name: string, more: Partial<Service> = {}): Service {
  const said = { about: "", ways: [], facts: [], shut: "", checked: "", stale: [], doubts: 0, needs: [], pair: "" };
  return { service: name, name, searched: name.toLowerCase(), text: `text of ${name}`, ...said, ...more };
}

const ONE = service("Lantern Call", { needs: ["legal"], searched: "lantern call кризис" });
const HALF = service("Open Door", { pair: "p", searched: "open door zurich" });
const OTHER = service("Open House", { pair: "p" });
const OFFERED: Offered = {
  is_all: true,
  language: "en",
  before: "before",
  after: "after",
  services: [ONE, HALF, OTHER],
};

const names = (need: string, words: string, offered = OFFERED) => narrowed(offered, need, words).map((one) => one.name);

test("words are folded", () => {
  assert.equal(folded("ZÜRICH Ｋ"), "zurich k");
});

test("every word has to be there, in any script, and a pair stays together", () => {
  assert.deepEqual(names("", "LANTERN, call"), ["Lantern Call"]);
  assert.deepEqual(names("", "Кризис"), ["Lantern Call"]);
  assert.deepEqual(names("", "Zürich"), ["Open Door", "Open House"]);
  assert.deepEqual(names("", "lantern zurich"), []);
  assert.deepEqual(names("legal", ""), ["Lantern Call"]);
  assert.deepEqual(names("women", ""), []);
});

test("what the server has narrowed is not narrowed again", () => {
  assert.equal(names("women", "zebra", { ...OFFERED, is_all: false }).length, 3);
});

test("of a pair both are given, once", () => {
  assert.equal(referralOf(OFFERED, OTHER), "before\n\ntext of Open Door\n\ntext of Open House\n\nafter");
  assert.equal(referralOf(OFFERED, ONE), "before\n\ntext of Lantern Call\n\nafter");
});

test("it is put where the writer is, as paragraphs of its own", () => {
  assert.deepEqual(placed("", "piece", 0), { text: "piece\n\n", at: 7 });
  assert.deepEqual(placed("I read it. Bye.", "piece", 10), { text: "I read it.\n\npiece\n\nBye.", at: 19 });
});
