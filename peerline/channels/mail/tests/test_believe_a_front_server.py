"""A front server's word: the topmost result in the trusted name, and nothing else."""

from __future__ import annotations

import pytest

from peerline.channels.mail.senders.front import told_by_front
from peerline.channels.trust import CLAIMS_OUR_WORD, NOBODY, POLICY_REFUSES, Trust

SERVER, FROM = "mx.front.example", "writer.example"
GOOD = Trust(verified=True, how="front", domain="writer.example")


def told(*results: str, server: str = SERVER) -> Trust:
    rows = "".join(f"Authentication-Results: {server}; {one}\r\n" for one in results)
    return told_by_front(f"{rows}From: wren@writer.example\r\n".encode(), FROM, SERVER)


@pytest.mark.parametrize(
    "results",
    [
        "dkim=pass header.d=writer.example",
        "dkim=pass (2048-bit key; unprotected)\r\n\theader.d=writer.example header.i=@writer.example",
        "dkim=fail header.d=writer.example; spf=pass smtp.mailfrom=wren@writer.example",
        "spf=pass smtp.mailfrom=bounces@mail.writer.example; dmarc=pass (p=reject) header.from=writer.example",
        'dkim=pass header.i="@writer.example"',
    ],
)
def test_believes_an_aligned_pass(results: str) -> None:
    assert told(results).verified


def test_says_by_what_it_believes() -> None:
    assert told("dkim=pass header.d=writer.example") == GOOD


@pytest.mark.parametrize(
    "results",
    [
        "none",
        "",
        "dkim=fail header.d=writer.example",
        "dkim=pass header.d=other.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=awriter.example",
        "dkim=none (dkim=pass header.d=writer.example)",
        'x-note="; dkim=passed header.d=writer.example"',
        # What a sender chose (an identity, a reason, a name in a comment) stands in quotes or nested comments.
        "dkim=pass (a (nested) header.d=writer.example) header.d=outsider.example",
        'dkim=pass ("( quoted) (header.d=writer.example) header.d=outsider.example',
        'dkim=pass header.i="x; spf=pass smtp.mailfrom=writer.example "@outsider.example',
        'dkim=pass reason="header.d=writer.example" header.d=outsider.example',
        'dkim=pass reason="\\" header.d=writer.example" header.d=outsider.example',
        'dkim=pass reason="never ended; dkim=pass header.d=writer.example',
        "spf=softfail smtp.mailfrom=wren@writer.example",
        "spf=pass smtp.helo=writer.example",
        "dkim=pass header.d=writer.example; dmarc=fail (p=none) header.from=writer.example",
    ],
)
def test_believes_nothing_less(results: str) -> None:
    assert told(results) == NOBODY


def test_says_what_the_owner_refuses() -> None:
    assert told("dmarc=fail (p=REJECT sp=none) header.from=writer.example").problems == (POLICY_REFUSES,)
    assert told("dmarc=fail header.from=writer.example policy.dmarc=quarantine").problems == (POLICY_REFUSES,)


def test_takes_the_topmost_result_alone() -> None:
    assert not told("dkim=fail header.d=writer.example", "dkim=pass header.d=writer.example").verified
    assert told("dkim=pass header.d=writer.example", "none").problems == (CLAIMS_OUR_WORD,)


def test_believes_no_other_server() -> None:
    assert told("dkim=pass header.d=writer.example", server="mx.elsewhere.example") == NOBODY
    assert told("dkim=pass header.d=writer.example", server="mx.front.example.elsewhere.example") == NOBODY


def test_believes_no_header_inside_another() -> None:
    headers = b"Subject: x\r\n Authentication-Results: mx.front.example; dkim=pass header.d=writer.example\r\n"
    assert told_by_front(headers, FROM, SERVER) == NOBODY
