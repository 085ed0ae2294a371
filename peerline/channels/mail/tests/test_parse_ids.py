"""Message ids, in every form that is sent."""

from __future__ import annotations

import pytest

from peerline.channels.mail.mime.ids import MOST_REFERENCES, first_id, read_ids


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@b>", ["<a@b>"]),
        ("<a@b> <c@d>", ["<a@b>", "<c@d>"]),
        ("<a@b><c@d>", ["<a@b>", "<c@d>"]),
        ("<a@b>,<c@d>", ["<a@b>", "<c@d>"]),
        ("<a@b>\r\n\t<c@d>", ["<a@b>", "<c@d>"]),
        ("<a@\r\n b>", ["<a@b>"]),
        ("a@b", ["<a@b>"]),
        ("a@b, c@d", ["<a@b>", "<c@d>"]),
        ("<<a@b>>", ["<a@b>"]),
        ("<a@b", ["<a@b>"]),
        ('"x" <a@b> (y)', ["<a@b>"]),
        ("Your message of Monday <a@b>", ["<a@b>"]),
        ("Your message of Monday", []),
        ("<a b@c>", ["<ab@c>"]),
        ("<no-domain>", ["<no-domain>"]),
        ("no-domain", ["<no-domain>"]),
        ("=?utf-8?Q?=3Ca=40b=3E?=", ["<a@b>"]),
        ("<a@b> <a@b>", ["<a@b>"]),
        ("<>", []),
        ("", []),
    ],
)
def test_reads_ids(value: str, ids: list[str]) -> None:
    assert list(read_ids([value.encode()])) == ids


def test_joins_headers_that_are_there_twice() -> None:
    assert read_ids([b"<a@b>", b"<c@d>"]) == ("<a@b>", "<c@d>")


def test_keeps_the_first_and_the_last_of_very_many() -> None:
    ids = read_ids([b" ".join(b"<%d@b>" % number for number in range(1000))])
    assert (ids[0], ids[-1], len(ids)) == ("<0@b>", "<999@b>", MOST_REFERENCES + 1)


def test_gives_none_for_no_id() -> None:
    assert first_id([]) is None
