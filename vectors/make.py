"""Write the vectors of the Python side: `python -m vectors.make`. Files that are there already are left alone.

Keys and codes are made up here, for this folder only; README.md says what each kind of case means.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from peerline import seal
from peerline.seal.words import LANGUAGES, plain

FOLDER = Path(__file__).parent / "python"
LINE = "lanternlanternlanternlante"
PLACE = {"conversation": "conversationconversationco", "message": "messagemessagemessagemessa"}
ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----\n%s-----END AGE ENCRYPTED FILE-----\n"
REF = "attachmentattachmentattach"
Case = dict[str, Any]
KINDS: dict[str, tuple[str, Callable[[], Iterator[Case]]]] = {}


def cases_of(kind: str, about: str) -> Callable[[Callable[[], Iterator[Case]]], Callable[[], Iterator[Case]]]:
    """Note the function that makes the cases of one kind."""

    def note(made: Callable[[], Iterator[Case]]) -> Callable[[], Iterator[Case]]:
        KINDS[kind] = about, made
        return made

    return note


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for kind, (about, made) in KINDS.items():
        path = FOLDER / f"{kind}.json"
        if path.exists():
            print(f"{path.name} is there already")
            continue
        whole: Case = {"v": 1, "about": about, "kind": kind, "cases": list(made())}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        print(f"{path.name}: {len(whole['cases'])} cases")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def pair() -> tuple[str, str]:
    """A new identity and its recipient."""
    identity = seal.new_identity()
    return identity, seal.recipient_of(identity)


@cases_of("padding", "What sizes are padded to: max(1 KiB, Padmé).")
def padding() -> Iterator[Case]:
    sizes = [0, 1, 1023, 1024, 1025, 1056, 1057, 2047, 2048, 2049, 65_535, 65_536, 65_537, 1_000_000]
    sizes += [(1 << power) + step for power in (20, 24, 31, 32, 33, 40) for step in (-1, 0, 1)]
    for size in sizes:
        yield {"name": f"{size} bytes", "size": size, "padded": seal.padded_size(size)}


@cases_of("sealed", "Age files around the borders of padding and of age's chunks of 64 KiB.")
def sealed() -> Iterator[Case]:
    identity, recipient = pair()
    for size in (0, 1, 1023, 1024, 1025, 65_536, 65_537):
        data = secrets.token_bytes(size)
        yield {
            "name": f"{size} bytes",
            "identity": identity,
            "recipient": recipient,
            "sealed": b64(seal.seal(recipient, data)),
            "size": size,
            "sha256": hashlib.sha256(data).hexdigest(),
        }


@cases_of("refused", "Files that nobody may open.")
def refused() -> Iterator[Case]:
    identity, recipient = pair()
    whole = seal.seal(recipient, b"The lantern is lit.")
    start, end = whole.index(b"\n--- "), whole.index(b"\n", whole.index(b"\n--- ") + 1) + 1
    no_row = b"\n-> grease\n" + whole[start + 1 :]
    damaged = {
        "nothing": b"",
        "no age file": b"The lantern is lit.",
        "another version": whole.replace(b"/v1", b"/v2", 1),
        "header only": whole[:end],
        "cut in the header": whole[: start + 9],
        "last byte missing": whole[:-1],
        "a byte too many": whole + b"\0",
        "bit flipped in the data": whole[:-1] + bytes([whole[-1] ^ 1]),
        "bit flipped in the nonce": whole[:end] + bytes([whole[end] ^ 1]) + whole[end + 1 :],
        "no stanza": whole[: whole.index(b"->")] + whole[start + 1 :],
        "stanza without last row": whole[:start] + no_row,
        "rows end with CR LF": whole[:end].replace(b"\n", b"\r\n") + whole[end:],
        "armored": ARMOR % base64.encodebytes(whole),
        "end of header without its newline": whole[: end - 1] + whole[end:],
    }
    for name, data in damaged.items():
        yield {"name": name, "identity": identity, "sealed": b64(data), "error": "Broken"}
    other = seal.new_identity()
    yield {"name": "another's", "identity": other, "sealed": b64(whole), "error": "NotForYou"}


@cases_of("grant", "Identities sealed to a recipient.")
def grant() -> Iterator[Case]:
    identity, recipient = pair()
    granted = seal.new_identity()
    yield {"name": "one", "identity": identity, "sealed": b64(seal.grant(granted, recipient)), "granted": granted}


@cases_of("bundle", "Member keys sealed to a recipient.")
def bundle() -> Iterator[Case]:
    identity, recipient = pair()
    inside = seal.Bundle(seal.new_identity(), seal.new_signing_seed())
    yield {
        "name": "one",
        "identity": identity,
        "sealed": b64(seal.seal_bundle(recipient, inside)),
        "bundle_identity": inside.identity,
        "seed": b64(inside.seed),
        "verify_key": b64(seal.verify_key_of(inside.seed)),
    }


def body(**fields: Any) -> seal.Body:
    """A body with those fields; the others are Wren's first mail."""
    usual: dict[str, Any] = {
        "line": LINE,
        **PLACE,
        "key_epoch": 1,
        "kind": "in",
        "author": "writer",
        "time": "2026-11-25T09:40:00.000Z",
        "way": "mail",
        "writer": "4f1d09ce77",
        "subject": "Is someone there?",
        "text": "I do not know how to begin.\n",
    }
    return seal.Body(**{**usual, **fields})


def message(name: str, inside: seal.Body, seed: bytes | None = None) -> Case:
    """A message as a case that opens at its own place."""
    identity, recipient = pair()
    plain = seal.pack(inside, seed)
    return {
        "name": name,
        "identity": identity,
        "sealed": b64(seal.seal(recipient, plain)),
        "body": json.loads(seal.unpack(plain).body_bytes),
        "verify_key": b64(seal.verify_key_of(seed)) if seed else "",
        "line": inside.line,
        "conversation": inside.conversation,
        "message": inside.message,
        "key_epoch": inside.key_epoch,
    }


@cases_of("message", "Messages that open, are signed where a key is given, and belong to their place.")
def messages() -> Iterator[Case]:
    seed = seal.new_signing_seed()
    facts = {
        "ref": REF,
        "name": "übersicht \u2068🐦\u2069.pdf",
        "type": "application/pdf",
        "bytes": 3,
        "sha256": "0" * 64,
    }
    yield message("unsigned", body())
    yield message("signed", body(kind="out", author="ada" * 8 + "ad", way="desk", writer="", in_reply_to=REF), seed)
    yield message(
        "every kind of text", body(text='🪶 "quoted"\\\n\t\u0001\u007f\u2028 שלום 日本 e\u0301', html="<p>🪶</p>")
    )
    yield message(
        "lists", body(folds=[[0, 1, "quote"], [2, 4, "signature"]], attachments=[facts], problems=["charset"])
    )
    yield message("unknown fields", body(extra={"mood": {"of": [1, "two", None, True]}, "z": ""}), seed)
    yield message("unknown field of an attachment", body(attachments=[{**facts, "inline": True}]))
    yield message("later epoch, note", body(kind="note", key_epoch=12, author="ada" * 8 + "ad", way="desk"), seed)
    yield message("with a card", body(card=b64(b"card" * 80), parser="1", way="mail+pgp"))
    for size in (1023, 1024, 1025):
        filled = size - len(seal.pack(body(text=""), None).rstrip())
        yield message(f"{size} bytes before padding", body(text="x" * filled))


@cases_of("not-a-message", "Plaintexts that are refused: unknown versions and junk.")
def not_messages() -> Iterator[Case]:
    sound = json.loads(seal.pack(body(), None))
    inside = json.loads(sound["body"])
    without = {name: value for name, value in inside.items() if name != "writer"}
    rows = {
        "version 2": {**sound, "v": 2},
        "version true": {**sound, "v": True},
        "version as text": {**sound, "v": "1"},
        "no version": {"body": sound["body"], "sig": ""},
        "body is no text": {**sound, "body": inside},
        "body is a list": {**sound, "body": "[]"},
        "body is junk": {**sound, "body": "{"},
        "body lacks a field": {**sound, "body": json.dumps(without)},
        "text is a number": {**sound, "body": json.dumps({**inside, "text": 1})},
        "epoch is text": {**sound, "body": json.dumps({**inside, "key_epoch": "1"})},
        "epoch is negative": {**sound, "body": json.dumps({**inside, "key_epoch": -1})},
        "fold of two": {**sound, "body": json.dumps({**inside, "folds": [[0, 1]]})},
        "attachment without hash": {**sound, "body": json.dumps({**inside, "attachments": [{"ref": REF}]})},
        "signature is null": {**sound, "sig": None},
        "no signature field": {"v": 1, "body": sound["body"]},
    }
    for name, row in rows.items():
        yield {"name": name, "plain": b64(seal.pad(json.dumps(row).encode()))}
    junk = {"nothing": b"", "spaces": b" " * 1024, "list": b"[1]", "no UTF-8": b'{"v":1,"body":"\xff","sig":""}'}
    junk |= {"NaN": b'{"v":1,"body":"{}","sig":"","x":NaN}', "zeros behind": seal.pack(body(), None) + b"\0"}
    for name, data in junk.items():
        yield {"name": name, "plain": b64(data)}


@cases_of("elsewhere", "Sound messages found in a wrong place, or not signed by whom they should be.")
def elsewhere() -> Iterator[Case]:
    seed, other = seal.new_signing_seed(), seal.new_signing_seed()
    for name, value in (("line", REF), ("conversation", REF), ("message", REF), ("key_epoch", 2)):
        yield {**message(f"another {name}", body(), seed), name: value, "error": "WrongPlace"}
    key = b64(seal.verify_key_of(other))
    yield {**message("signed by another", body(), seed), "verify_key": key, "error": "NotSigned"}
    yield {**message("unsigned", body()), "verify_key": key, "error": "NotSigned"}


@cases_of("attachment", "Attachments that open at their place.")
def attachments() -> Iterator[Case]:
    identity, recipient = pair()
    head = seal.AttachmentHead(1, ref=REF, bytes=0, **PLACE)
    row = len(f'{{"v":1,"conversation":"{head.conversation}","message":"{head.message}","ref":"{REF}","bytes":000}}\n')
    datas = {"nothing": b"", "newlines and zeros": b"\n\n{}\0\0", "exactly 1 KiB": secrets.token_bytes(1024 - row)}
    datas |= {"one byte over 1 KiB": secrets.token_bytes(1025 - row), "two chunks": secrets.token_bytes(70_000)}
    for name, data in datas.items():
        sealed = seal.seal_attachment(recipient, seal.AttachmentHead(1, ref=REF, bytes=len(data), **PLACE), data)
        yield {"name": name, "identity": identity, "sealed": b64(sealed), **PLACE, "ref": REF, "data": b64(data)}


@cases_of("not-an-attachment", "Attachments of another place, or with more or less than their head says.")
def not_attachments() -> Iterator[Case]:
    identity, recipient = pair()
    row = {"v": 1, **PLACE, "ref": REF, "bytes": 3}

    def case(name: str, row: Case, data: bytes, *, error: str = "Broken") -> Case:
        plain = json.dumps(row).encode() + b"\n" + data
        found = {"identity": identity, "sealed": b64(seal.seal(recipient, plain)), **PLACE, "ref": REF}
        return {"name": name, **found, "error": error}

    for field in ("conversation", "message", "ref"):
        yield case(f"another {field}", {**row, field: LINE}, b"abc", error="WrongPlace")
    yield case("version 2", {**row, "v": 2}, b"abc")
    yield case("less data", row, b"ab")
    yield case("more data", row, b"abcd")
    yield case("padded with spaces", row, b"abc    ")
    yield case("negative size", {**row, "bytes": -1}, b"")
    yield case("size as text", {**row, "bytes": "3"}, b"abc")
    yield case("list", {}, b"abc")


@cases_of("code", "Codes and the keys they give on a line.")
def codes() -> Iterator[Case]:
    made = {"zero": seal.Code(0, 7), "random": seal.new_code(), "sheet that begins with zeros": seal.Code(5, 12)}
    for name, code in made.items():
        keys = seal.keys_of_code(code, LINE)
        yield {
            "name": name,
            "words": " ".join(code.words()),
            "count": code.count,
            "number": str(code.number),
            "line": LINE,
            "identity": keys.identity,
            "look_up": keys.look_up,
            "sign_in": keys.sign_in,
        }


@cases_of("reading", "How codes are read: what is forgiven, and what is not guessed.")
def reading() -> Iterator[Case]:
    words = ["abacus", "brave", "garlic", "change", "maple", "silver", "window"]
    number = str(
        seal.Code(sum(seal_words().index(word) << 11 * (6 - place) for place, word in enumerate(words))).number
    )
    read = {
        "plain": " ".join(words),
        "capitals and commas": ", ".join(words).upper(),
        "numbered rows": "\n".join(f"{place}. {word}" for place, word in enumerate(words, 1)),
        "accents": " ".join(words).replace("a", "á").replace("e", "e\u0308"),
        "dashes and tabs": "\t-\t".join(words),
        "four letters": " ".join(word[:4] for word in words),
        "a letter too many": " ".join(["abacuss", *words[1:]]),
        "a letter too few": " ".join(["bacus", *words[1:]]),
        "two swapped": " ".join([*words[:-1], "widnow"]),
        "a wrong letter": " ".join([*words[:-1], "windaw"]),
    }
    not_read: dict[str, tuple[str, list[int]]] = {
        "not a word": (" ".join(["xqzxqz", *words[1:5], "qqqq", words[6]]), [1, 6]),
        "two slips": (" ".join([*words[:-1], "windauu"]), [7]),
        "three letters of a longer word": (" ".join([words[0], "bra", *words[2:]]), [2]),
        "near to two words": (" ".join([near_to_two(), *words[1:]]), [1]),
        "six words": (" ".join(words[1:]), []),
        "eight words": (" ".join([*words, words[0]]), []),
        "nothing": ("", []),
    }
    for name, text in read.items():
        yield {"name": name, "text": text, "count": 7, "number": number}
    for name, (text, positions) in not_read.items():
        yield {"name": name, "text": text, "count": 7, "unreadable": positions}


@cases_of("readings", "Texts in several word lists, and every code they may mean.")
def readings_in_lists() -> Iterator[Case]:
    code = seal.Code(0x1234567890ABCDEF123 % (1 << 77), 7)
    for tag in LANGUAGES:
        words = code.words(tag)
        yield _readings(f"{tag}: as shown", " ".join(words), tag)
        yield _readings(f"{tag}: plain capitals", "、".join(plain(word).upper() for word in words), tag)
        yield _readings(f"{tag}: in any list", " ".join(words), *LANGUAGES)
        yield _readings(f"{tag}: a letter too few", " ".join([words[0][:-1], *words[1:]]), tag)
        backwards = [f"{place}. {word}" for place, word in enumerate(words, 1)][::-1]
        yield _readings(f"{tag}: numbered backwards", "\n".join(backwards), tag)
    eastern = str.maketrans("1234567", "١٢٣٤٥٦٧")
    numbered = " ".join(f"{place} {word}" for place, word in reversed(list(enumerate(code.words("ar"), 1))))
    yield _readings("ar: numbered in Arabic digits", numbered.translate(eastern), "ar")
    katakana = "".join(chr(ord(kana) + 0x60) if "ぁ" <= kana <= "ゖ" else kana for kana in " ".join(code.words("ja")))
    yield _readings("ja: all in katakana", katakana, "ja")
    yield _readings("near to two words", " ".join([near_to_two(), *seal_words()[20:26]]), "en")


def _readings(name: str, text: str, *languages: str) -> Case:
    numbers = [str(code.number) for code in seal.readings(text, 7, languages)]
    return {"name": name, "text": text, "count": 7, "languages": list(languages), "numbers": numbers}


def seal_words() -> list[str]:
    """All words of the list, by the codes that begin with them."""
    return [seal.Code(row << 66, 7).words()[0] for row in range(2048)]


def near_to_two() -> str:
    """Something no word begins with, one wrong first letter away from two words of the list."""
    words = seal_words()
    ends = [word[1:] for word in words]
    doubled = next(end for end in ends if len(end) > 3 and ends.count(end) == 2)
    return "q" + doubled


@cases_of("signature", "Signatures over a body.")
def signatures() -> Iterator[Case]:
    seed, other = seal.new_signing_seed(), seal.new_signing_seed()
    key, content = seal.verify_key_of(seed), "{\"text\":\"🪶\"}".encode()  # fmt: skip
    sig = seal.sign(seed, content)
    tried = {
        "good": (key, content, sig),
        "good over nothing": (key, b"", seal.sign(seed, b"")),
        "another body": (key, content + b" ", sig),
        "another key": (seal.verify_key_of(other), content, sig),
        "empty": (key, content, ""),
        "no base64": (key, content, "*" + sig[1:]),
        "without padding": (key, content, sig.rstrip("=")),
        "cut": (key, content, b64(base64.b64decode(sig)[:-1])),
    }
    for name, (verify_key, what, signature) in tried.items():
        facts = {"seed": b64(seed), "verify_key": b64(verify_key), "body": b64(what), "sig": signature}
        yield {"name": name, **facts, "good": name.startswith("good")}


if __name__ == "__main__":
    main()
