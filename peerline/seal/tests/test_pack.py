from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline import seal
from peerline.seal.body import KINDS, WAYS

WREN = seal.Body(
    line="lanternlanternlanternlante",
    conversation="conversationconversationco",
    key_epoch=1,
    message="messagemessagemessagemessa",
    kind="in",
    author="writer",
    time="2026-11-25T09:40:00.000Z",
    way="mail",
    subject="Is someone there?",
    text="I do not know how to begin.\n",
)
SEED = bytes(range(32))
KEY = seal.verify_key_of(SEED)
NAMES = [each.name for each in fields(seal.Body) if each.name != "extra"]

TEXT = st.text(max_size=200)
COUNT = st.integers(0, 2**53 - 1)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | COUNT | TEXT, lambda inside: st.lists(inside) | st.dictionaries(TEXT, inside)
)
FACTS = st.fixed_dictionaries({"ref": TEXT, "name": TEXT, "type": TEXT, "bytes": COUNT, "sha256": TEXT})
BODIES = st.builds(
    seal.Body,
    **{each.name: TEXT for each in fields(seal.Body) if each.type == "str" and each.name not in ("kind", "way")},
    kind=st.sampled_from(sorted(KINDS)),
    way=st.sampled_from(sorted(WAYS)),
    key_epoch=COUNT,
    folds=st.lists(st.tuples(COUNT, COUNT, TEXT).map(list)),
    attachments=st.lists(FACTS),
    problems=st.lists(TEXT),
    extra=st.dictionaries(TEXT.filter(lambda name: name not in NAMES), JSON, max_size=4),
)


def check(message: seal.Message, **other: Any) -> None:
    place = {name: getattr(WREN, name) for name in ("line", "conversation", "key_epoch")}
    seal.check(message, **{**place, "message_ref": WREN.message, "verify_key": None, **other})


@settings(max_examples=25)
@given(BODIES, st.none() | st.just(SEED))
def test_reads_any_body_it_wrote(body: seal.Body, seed: bytes | None) -> None:
    plain = seal.pack(body, seed)
    message = seal.unpack(plain)
    assert message.body == body
    assert len(plain) == seal.padded_size(len(plain.rstrip(b" ")))
    assert seal.is_signed_by(KEY, message.body_bytes, message.sig) == (seed is not None)


@given(st.binary(max_size=300))
def test_refuses_noise(data: bytes) -> None:
    with pytest.raises(seal.Broken):
        seal.unpack(data)


@settings(max_examples=25)
@given(JSON)
def test_refuses_any_other_json(row: Any) -> None:
    for envelope in (row, {"v": 1, "body": row, "sig": ""}, {"v": 1, "body": json.dumps(row), "sig": ""}):
        with pytest.raises(seal.Broken):
            seal.unpack(json.dumps(envelope).encode())


def test_refuses_json_too_deep_to_read() -> None:
    with pytest.raises(seal.Broken):
        seal.unpack(b'{"v":1,"x":' + b"[" * 100_000)


def test_refuses_half_a_surrogate_pair() -> None:
    plain = seal.pack(WREN, None).replace(b"Is someone", rb"\\ud83e omeone")
    with pytest.raises(seal.Broken):
        seal.unpack(plain)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "letter"},
        {"way": "fax"},
        {"key_epoch": -1},
        {"text": "\ud83e"},
        {"folds": [[0, 1]]},
        {"attachments": [{"ref": "r"}]},
        {"problems": [1]},
        {"extra": {"text": "twice"}},
        {"extra": {"number": float("nan")}},
    ],
)
def test_refuses_to_write_a_body_that_no_reader_takes(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each is refused for its own reason
        seal.pack(replace(WREN, **change), None)


def test_writes_the_fields_in_their_order() -> None:
    envelope = json.loads(seal.pack(replace(WREN, extra={"new": 1}), SEED))
    assert list(envelope) == ["v", "body", "sig"]
    assert list(json.loads(envelope["body"])) == [*NAMES, "new"]


def test_keeps_what_it_does_not_know_when_it_writes_again() -> None:
    body = seal.unpack(seal.pack(replace(WREN, extra={"mood": ["new"]}), None)).body
    assert seal.unpack(seal.pack(replace(body, text="changed"), None)).body.extra == {"mood": ["new"]}


def test_shows_no_content_in_a_repr() -> None:
    shown = repr(replace(WREN, html="<p>begin", card="card", attachments=[{"name": "secret.pdf"}]))
    assert not any(word in shown for word in ("begin", "someone", "'card'", "secret"))


def test_finds_a_message_in_its_place() -> None:
    check(seal.unpack(seal.pack(WREN, SEED)), verify_key=KEY)


@pytest.mark.parametrize(
    ("name", "value"), [("line", "x"), ("conversation", "x"), ("message_ref", "x"), ("key_epoch", 2)]
)
def test_refuses_a_message_of_another_place(name: str, value: Any) -> None:
    with pytest.raises(seal.WrongPlace, match=name.removesuffix("_ref")):
        check(seal.unpack(seal.pack(WREN, SEED)), **{name: value}, verify_key=KEY)


@pytest.mark.parametrize("seed", [None, b"x" * 32])
def test_refuses_a_message_not_signed_by_its_author(seed: bytes | None) -> None:
    with pytest.raises(seal.NotSigned):
        check(seal.unpack(seal.pack(WREN, seed)), verify_key=KEY)


def test_refuses_a_changed_body_under_an_old_signature() -> None:
    plain = seal.pack(WREN, SEED).replace(b"begin", b"end  ")
    with pytest.raises(seal.NotSigned):
        check(seal.unpack(plain), verify_key=KEY)


def test_takes_a_malformed_key_for_no_signature() -> None:
    assert not seal.is_signed_by(b"short", b"", seal.sign(SEED, b""))
    assert not seal.is_signed_by(KEY, b"", "ü")
