import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, isNear, narrowed, type Offered, referred, type Service } from "./finding.ts";

function service(name: string, more: Partial<Service> = {}): Service {
  const said = { about: "", ways: [], facts: [], shut: "", checked: "", stale: [], doubts: 0, needs: [], pair: "" };
  const near = { is_elsewhere: false };
  return { service: name, name, searched: name.toLowerCase(), text: `text of ${name}`, ...said, ...near, ...more };
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

test("words are folded as the server folds them", () => {
  assert.equal(folded("ZÜRICH Ｋ"), "zurich k");
  assert.equal(folded("Straße ΟΔΟΣ women’s محـمد"), "strasse οδοσ womens محمد");
});

test("a slip is forgiven where nothing is written so", () => {
  assert.deepEqual(names("", "lantren"), ["Lantern Call"]);
  assert.deepEqual(names("", "кризсис"), ["Lantern Call"]);
  assert.deepEqual(names("", "lntarn"), []);
  assert.deepEqual(names("", "cal"), ["Lantern Call"]);
  assert.deepEqual(names("", "cat"), []);
  assert.equal(isNear("counceling", "counselling"), true);
  assert.equal(isNear("open", "oven"), true);
  assert.equal(isNear("open", "ovens"), false);
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

/** The answer after a service was put in, "|" where the writer goes on. */
function put(answer: string, service: Service): string | null {
  const at = answer.indexOf("|");
  const text = answer.replace("|", "");
  const placing = referred(text, at, OFFERED, service);
  if (!placing) return null;
  const made = text.slice(0, placing.start) + placing.said + text.slice(placing.end);
  return `${made.slice(0, placing.goesOn)}|${made.slice(placing.goesOn)}`;
}

const OF_ONE = "before\n\ntext of Lantern Call\n\nafter";
const OF_TWO = "before\n\ntext of Open Door\n\ntext of Open House\n\nafter";

test("of a pair both are given, where the writer is, as paragraphs of their own", () => {
  assert.equal(put("|", ONE), `${OF_ONE}\n\n|`);
  assert.equal(put("|", OTHER), `${OF_TWO}\n\n|`);
  assert.equal(put("I read it. |Bye.", ONE), `I read it.\n\n${OF_ONE}\n\n|Bye.`);
});

test("what is there already is not put in again", () => {
  assert.equal(put(`${OF_ONE}\n\n|Bye.`, ONE), null);
  const half = OF_TWO.replace("text of Open House\n\n", "");
  assert.equal(put(`${half}\n\n|`, OTHER), `${OF_TWO}\n\n|`);
});

test("a second one shares the words around the first", () => {
  const both = OF_ONE.replace("Lantern Call", "Lantern Call\n\ntext of Open Door\n\ntext of Open House");
  assert.equal(put(`|Dear you.\n\n${OF_ONE}\n\nBye.`, HALF), `Dear you.\n\n${both}\n\n|Bye.`);
});
