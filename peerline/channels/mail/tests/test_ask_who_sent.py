"""Who sent it: DKIM, SPF, DMARC and ARC, against a real name server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from peerline.channels.envelope import Envelope
from peerline.channels.mail.senders import check
from peerline.channels.mail.tests.mails import mail
from peerline.channels.mail.tests.name_server import NameServer, Zone
from peerline.channels.mail.tests.signing import came, key, sealed_on, signed, txt
from peerline.channels.trust import (
    CLAIMS_OUR_WORD,
    NOT_CHECKED,
    PART_UNSIGNED,
    POLICY_REFUSES,
    SEVERAL_SENDERS,
    Trust,
)

RULES = check.Rules(own_names=frozenset({"lantern.example", "mail.lantern.example"}))
SPF: Zone = {("writer.example.", "TXT"): ['"v=spf1 ip4:192.0.2.0/28 -all"']}
DMARC = ("_dmarc.writer.example.", "TXT")
REJECT: Zone = {DMARC: ['"v=DMARC1; p=reject"']}


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    with NameServer() as started:
        yield started


def dkim_of(domain: str, record: str | None = None) -> Zone:
    return {(f"s1._domainkey.{domain}.", "TXT"): txt(record or key().record)}


def ask(server: NameServer, data: bytes, zone: Zone, *, rules: check.Rules = RULES, seconds: float = 5.0) -> Trust:
    return ask_of(server, came(data), zone, rules=rules, seconds=seconds)


def ask_of(
    server: NameServer, envelope: Envelope, zone: Zone, *, rules: check.Rules = RULES, seconds: float = 5.0
) -> Trust:
    server.zone, server.asked = zone, []
    return check.asked(envelope, rules, resolver=server.resolver(), seconds=seconds)


def test_believes_an_aligned_signature_over_all(server: NameServer) -> None:
    found = ask(server, signed(), {**dkim_of("writer.example"), **REJECT})
    assert found == Trust(verified=True, how="dkim", domain="writer.example", binds=True)


def test_believes_a_signature_of_the_same_organization(server: NameServer) -> None:
    data = signed(mail(From="Wren <wren@mail.writer.example>"))
    assert ask(server, data, dkim_of("writer.example")).how == "dkim"


def test_believes_no_signature_of_a_public_suffix(server: NameServer) -> None:
    data = signed(mail(From="Wren <wren@writer.co.uk>"), domain="co.uk")
    assert not ask(server, data, dkim_of("co.uk")).verified


@pytest.mark.parametrize(
    ("policy", "is_believed"), [("v=DMARC1; p=none; adkim=s", False), ("v=DMARC1; p=none; adkim=r", True)]
)
def test_is_as_strict_as_the_owner_wants(server: NameServer, policy: str, *, is_believed: bool) -> None:
    data = signed(mail(From="Wren <wren@mail.writer.example>"))
    zone = {**dkim_of("writer.example"), ("_dmarc.mail.writer.example.", "TXT"): [f'"{policy}"']}
    assert ask(server, data, zone).verified is is_believed


def test_believes_no_signature_of_another_domain(server: NameServer) -> None:
    assert not ask(server, signed(domain="bulk.example"), dkim_of("bulk.example")).verified


def test_believes_no_signature_over_a_part(server: NameServer) -> None:
    data = signed(mail("I cannot sleep.\r\n"), length=True) + b"Send them to mallory.\r\n"
    assert ask(server, data, dkim_of("writer.example")).problems == (PART_UNSIGNED,)


def test_believes_no_signature_of_a_changed_mail(server: NameServer) -> None:
    zone = dkim_of("writer.example")
    assert not ask(server, signed().replace(b"sleep", b"sl33p"), zone).verified
    assert not ask(server, signed().replace(b"Subject: Nights", b"Subject: Days"), zone).verified


def test_believes_no_key_in_test(server: NameServer) -> None:
    assert not ask(server, signed(), dkim_of("writer.example", key().record + "; t=y:s")).verified


def test_believes_no_sha_1(server: NameServer) -> None:
    data = signed().replace(b"a=rsa-sha256", b"a=rsa-sha1")
    assert not ask(server, data, dkim_of("writer.example")).verified
    assert not [name for name, _ in server.asked if "_domainkey" in name]


def test_believes_no_signature_below_the_first_five(server: NameServer) -> None:
    bad = signed().split(b"From:", 1)[0].replace(b"b=", b"b=A", 1)
    assert not ask(server, bad * 5 + signed(), dkim_of("writer.example")).verified


def test_believes_the_clients_that_the_domain_names(server: NameServer) -> None:
    assert ask(server, mail(), SPF) == Trust(verified=True, how="spf", domain="writer.example")


@pytest.mark.parametrize("peer", ["198.51.100.9", "2001:db8::9", "127.0.0.1", ""])
def test_believes_no_other_client(server: NameServer, peer: str) -> None:
    loopback: Zone = {("writer.example.", "TXT"): ['"v=spf1 ip4:192.0.2.0/28 ip4:127.0.0.0/8 -all"']}
    assert not ask_of(server, came(mail(), peer=peer), loopback).verified


def test_believes_no_client_behind_a_queue(server: NameServer) -> None:
    assert not ask_of(server, came(mail(), lmtp=True), SPF).verified


def test_follows_an_include_and_a_mail_exchanger(server: NameServer) -> None:
    zone: Zone = {
        ("writer.example.", "TXT"): ['"v=spf1 include:out.example -all"'],
        ("out.example.", "TXT"): ['"v=spf1 mx -all"'],
        ("out.example.", "MX"): ["10 mx.out.example."],
        ("mx.out.example.", "A"): ["192.0.2.7"],
    }
    assert ask(server, mail(), zone).how == "spf"


def test_gives_up_on_an_spf_record_without_end(server: NameServer) -> None:
    zone: Zone = {("writer.example.", "TXT"): ['"v=spf1 include:writer.example -all"']}
    assert not ask(server, mail(), zone).verified
    assert len(server.asked) < 20


def test_asks_nothing_of_an_envelope_that_is_not_from(server: NameServer) -> None:
    zone: Zone = {("bulk.example.", "TXT"): ['"v=spf1 +all"']}
    assert not ask_of(server, came(mail(), sender="x@bulk.example"), zone).verified
    assert "bulk.example." not in [name for name, _ in server.asked]


def test_says_what_the_owner_refuses(server: NameServer) -> None:
    assert ask(server, mail(), REJECT).problems == (POLICY_REFUSES,)
    assert ask(server, mail(), {DMARC: ['"v=DMARC1; p=none"']}).problems == ()
    assert ask(server, mail(), {DMARC: ['"v=DMARC1; p=reject"', '"v=DMARC1; p=none"']}).problems == ()


def test_asks_the_organization_for_its_subdomains(server: NameServer) -> None:
    data = mail(From="wren@sub.writer.example")
    zone: Zone = {DMARC: ['"v=DMARC1; p=none; sp=quarantine"'], ("sub.writer.example.", "A"): ["192.0.2.9"]}
    assert ask(server, data, zone).problems == (POLICY_REFUSES,)


@pytest.mark.parametrize(("silent", "seconds"), [("!", 5.0), ("…", 0.1)])
def test_concludes_nothing_from_silence(server: NameServer, silent: str, seconds: float) -> None:
    zone: Zone = {("s1._domainkey.writer.example.", "TXT"): [silent], **REJECT}
    assert NOT_CHECKED in ask(server, signed(), zone, seconds=seconds).problems
    assert NOT_CHECKED in ask(server, mail(), {DMARC: [silent]}, seconds=seconds).problems


def test_is_strict_while_the_owner_is_silent(server: NameServer) -> None:
    zone: Zone = {**dkim_of("writer.example"), DMARC: ["!"], ("_dmarc.mail.writer.example.", "TXT"): ["!"]}
    assert ask(server, signed(), zone).verified
    assert not ask(server, signed(mail(From="Wren <wren@mail.writer.example>")), zone).verified


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "wren@writer.example, mallory@outside.example"},
        {"From": "wren@writer.example\r\nFrom: mallory@outside.example"},
        {"From": "Wren"},
        {"From": ""},
    ],
)
def test_believes_nobody_who_names_several_senders_or_none(server: NameServer, headers: dict[str, str]) -> None:
    found = ask(server, mail(**headers), {**SPF, **dkim_of("writer.example")})
    assert not found.verified
    assert SEVERAL_SENDERS in found.problems


def test_believes_no_second_from_above_a_good_signature(server: NameServer) -> None:
    data = b"From: Kim <kim@writer.example>\r\n" + signed()
    assert not ask(server, data, dkim_of("writer.example")).verified


def test_takes_no_word_for_us_from_a_stranger(server: NameServer) -> None:
    claims = b"Authentication-Results: Lantern.example (ours); dkim=pass header.d=writer.example\r\n"
    found = ask(server, claims + b"X-Spam-Status: No\r\nX-Verified-Sender: yes\r\n" + mail(), {})
    assert not found.verified
    assert found.problems == (CLAIMS_OUR_WORD,)


def test_takes_no_mark_of_another_server_for_anything(server: NameServer) -> None:
    claims = b"Authentication-Results: mx.other.example; dkim=pass header.d=writer.example\r\nReceived-SPF: pass\r\n"
    assert ask(server, claims + mail(), {}) == Trust(verified=False)


def test_believes_a_trusted_sealer_on_the_way(server: NameServer) -> None:
    data = sealed_on(mail(), "dkim=pass header.d=writer.example", domain="lists.example")
    rules = check.Rules(sealers=frozenset({"lists.example"}))
    zone = {**dkim_of("lists.example"), **REJECT}
    assert ask(server, data, zone, rules=rules) == Trust(verified=True, how="arc", domain="writer.example")
    assert not ask(server, data, zone).verified
    assert not ask(server, data.replace(b"sleep", b"sl33p"), zone, rules=rules).verified


def test_believes_no_sealer_about_another_domain(server: NameServer) -> None:
    data = sealed_on(mail(), "dkim=pass header.d=other.example", domain="lists.example")
    rules = check.Rules(sealers=frozenset({"lists.example"}))
    assert not ask(server, data, dkim_of("lists.example"), rules=rules).verified


def test_reads_a_domain_in_any_script(server: NameServer) -> None:
    data = signed(mail(From="Wren <wren@bücher.example>".encode()), domain="xn--bcher-kva.example")
    assert ask(server, data, dkim_of("xn--bcher-kva.example")).domain == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff" * 100,
        b"From: a@b.example\r\nDKIM-Signature: v=1; a=rsa-sha256; d=b.example; h=from; b=; bh=; s=s1\r\n\r\n",
        b"From: a@b.example\r\nDKIM-Signature: ;;;=;h=from;d=b.example\r\n\r\n",
        b"From: a@b.example\r\nARC-Seal: i=x; cv=pass\r\n\r\n",
        b"From: a@" + b"b" * 70 + b".example\r\n\r\nbody",
        b"From: a@..example\r\n\r\nbody",
        b"From: a@b\x00.example\r\n\r\nbody",
    ],
)
def test_falls_over_nothing(server: NameServer, data: bytes) -> None:
    rules = check.Rules(sealers=frozenset({"b.example"}))
    assert not ask_of(server, came(data, sender="a@b.example"), {}, rules=rules).verified


def test_leaves_very_large_mails_unread(server: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerline.channels.mail.senders.signatures.MOST_BYTES", 100)
    assert ask(server, signed(), dkim_of("writer.example")).problems == (NOT_CHECKED,)
