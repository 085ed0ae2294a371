import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOfLink, hasPlace, tokenIn, withToken } from "./door-link.ts";

const TOKEN = "abcdefghijklmnopqrstuvwx23";
const PAGE = "https://line.example/write/";

test("finds the token of an address and of nothing else", () => {
  assert.equal(tokenIn(`${PAGE}#go.${TOKEN}`), TOKEN);
  assert.equal(tokenIn(`the link:\n${PAGE}?language=de#go.${TOKEN}.`), TOKEN);
  for (const none of ["", PAGE, `${PAGE}#go`, `${PAGE}#go.${TOKEN}a`, `${PAGE}#go.short`, `#go.${TOKEN.toUpperCase()}`])
    assert.equal(tokenIn(none), "");
});

test("puts the token only where the answer leaves a place for it", () => {
  for (const place of [`${PAGE}#go`, `${PAGE}?language=pt-BR#go`]) {
    const text = `Go on here:\n${place}\nAda`;
    assert.equal(hasPlace(text, PAGE), true);
    assert.equal(withToken(text, PAGE, TOKEN), `Go on here:\n${place}.${TOKEN}\nAda`);
  }
  for (const none of [`${PAGE}#gone`, `${PAGE}?language=de&x=1#go`, `${PAGE.replace(".", "x")}#go`])
    assert.equal(hasPlace(none, PAGE), false);
  assert.equal(hasPlace("https://other.example/write/#go", PAGE), false);
  assert.equal(hasPlace("#go", ""), false);
  assert.equal(withToken("Nothing here.", PAGE, TOKEN), "Nothing here.");
});

test("gives the hash that the server keeps", () => {
  assert.equal(
    Buffer.from(hashOfLink(TOKEN)).toString("hex"),
    "2490a3ab7579ab571b54a108232b8bebdc2d17f60659234c6eea0190147a36ee",
  );
});
