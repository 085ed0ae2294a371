"""The doctor's DNS part, against a real name server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from peerline.channels.mail.check_dns import Records, findings
from peerline.channels.mail.tests.name_server import NameServer, Zone
from peerline.kit.findings import Finding, Level

KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" + "MIIBCgKCAQEA" * 22
RECORDS = Records("lantern.example", "mail.lantern.example", "peerline", f"v=DKIM1; k=rsa; p={KEY}")
GOOD: Zone = {
    ("lantern.example.", "MX"): ["20 spare.lantern.example.", "10 mail.lantern.example."],
    ("lantern.example.", "TXT"): ['"v=spf1 mx -all"', '"a-token-of-somebody=1"'],
    ("mail.lantern.example.", "A"): ["192.0.2.7"],
    ("mail.lantern.example.", "AAAA"): ["2001:db8::7"],
    ("7.2.0.192.in-addr.arpa.", "PTR"): ["mail.lantern.example."],
    ("7." + "0." * 23 + "8.b.d.0.1.0.0.2.ip6.arpa.", "PTR"): ["mail.lantern.example."],
    ("peerline._domainkey.lantern.example.", "TXT"): [f'"v=DKIM1; k=rsa; " "p={KEY[:200]}" "{KEY[200:]}"'],
    ("_dmarc.lantern.example.", "TXT"): ['"v=DMARC1; p=quarantine; rua=mailto:postmaster@lantern.example"'],
    ("_mta-sts.lantern.example.", "TXT"): ['"v=STSv1; id=20261125"'],
    ("_smtp._tls.lantern.example.", "TXT"): ['"v=TLSRPTv1; rua=mailto:postmaster@lantern.example"'],
}
NAMES = ["mx", "host-address", "ptr", "spf", "dkim", "dmarc", "mta-sts", "tls-rpt"]


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    with NameServer() as started:
        yield started


def found(server: NameServer, changes: Zone | None = None, records: Records = RECORDS) -> dict[str, Finding]:
    server.zone = {key: rows for key, rows in {**GOOD, **(changes or {})}.items() if rows}
    return {finding.name: finding for finding in findings(records, server.resolver())}


def test_finds_nothing_wrong_with_a_good_domain(server: NameServer) -> None:
    told = found(server)
    assert list(told) == NAMES
    assert {finding.level for finding in told.values()} == {Level.OK}
    assert told["host-address"].found == "192.0.2.7, 2001:db8::7"


def test_prints_each_record_to_paste_for_an_empty_domain(server: NameServer) -> None:
    told = found(server, {key: [] for key in GOOD})
    assert told["mx"].wanted == "lantern.example. MX 10 mail.lantern.example."
    assert told["spf"].wanted == 'lantern.example. TXT "v=spf1 mx -all"'
    assert told["dkim"].wanted == f'peerline._domainkey.lantern.example. TXT "v=DKIM1; k=rsa; p={KEY}"'
    assert told["dmarc"].wanted.startswith('_dmarc.lantern.example. TXT "v=DMARC1; p=quarantine;')
    assert told["tls-rpt"].wanted.endswith('rua=mailto:postmaster@lantern.example"')
    errors = {name for name, finding in told.items() if finding.level is Level.ERROR}
    assert errors == {"mx", "host-address", "spf", "dkim", "dmarc"}
    assert all(finding.hint and not finding.found for finding in told.values())


def test_looks_for_the_second_key_too(server: NameServer) -> None:
    records = replace(RECORDS, short=("peerline-ed", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS"))
    place = ("peerline-ed._domainkey.lantern.example.", "TXT")
    told = found(server, {place: ['"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS"']}, records)
    assert told["dkim-ed25519"].level is told["dkim"].level is Level.OK
    told = found(server, {}, records)
    assert (told["dkim-ed25519"].level, told["dkim"].level) == (Level.WARNING, Level.OK)
    assert told["dkim-ed25519"].wanted.startswith("peerline-ed._domainkey.lantern.example. TXT ")


@pytest.mark.parametrize(
    ("name", "key", "rows", "level"),
    [
        ("mx", ("lantern.example.", "MX"), ["5 elsewhere.example.", "10 mail.lantern.example."], Level.ERROR),
        ("spf", ("lantern.example.", "TXT"), ['"v=spf1 mx -all"', '"v=spf1 a -all"'], Level.ERROR),
        ("spf", ("lantern.example.", "TXT"), ['"v=spf1 mx +all"'], Level.ERROR),
        ("spf", ("lantern.example.", "TXT"), ['"v=spf1 -all"'], Level.ERROR),
        ("spf", ("lantern.example.", "TXT"), ['"v=spf1 include:out.example ~all"'], Level.OK),
        ("spf", ("lantern.example.", "TXT"), ['"v=spf1 redirect=out.example"'], Level.OK),
        ("dkim", ("peerline._domainkey.lantern.example.", "TXT"), ['"v=DKIM1; p=another"'], Level.ERROR),
        ("dmarc", ("_dmarc.lantern.example.", "TXT"), ['"v=DMARC1; p=none"'], Level.WARNING),
        ("dmarc", ("_dmarc.lantern.example.", "TXT"), ['"v=DMARC1; P = Reject"'], Level.OK),
        ("dmarc", ("_dmarc.lantern.example.", "TXT"), ['"v=DMARC1; p=reject"', '"v=DMARC1; p=none"'], Level.ERROR),
        ("ptr", ("7.2.0.192.in-addr.arpa.", "PTR"), ["host-7.provider.example."], Level.WARNING),
        ("ptr", ("7.2.0.192.in-addr.arpa.", "PTR"), [], Level.WARNING),
        ("mta-sts", ("_mta-sts.lantern.example.", "TXT"), ['"v=STSv1"'], Level.WARNING),
        ("tls-rpt", ("_smtp._tls.lantern.example.", "TXT"), ['"something else"'], Level.WARNING),
    ],
)
def test_judges_one_record(
    server: NameServer, name: str, *, key: tuple[str, str], rows: list[str], level: Level
) -> None:
    told = found(server, {key: rows})
    assert told[name].level is level
    others = {finding.level for other, finding in told.items() if other != name}
    assert others == {Level.OK}


@pytest.mark.parametrize("key", [("lantern.example.", "MX"), ("_dmarc.lantern.example.", "TXT")])
def test_concludes_nothing_from_silence(server: NameServer, key: tuple[str, str]) -> None:
    told = found(server, {key: ["!"]})
    silent = [finding for finding in told.values() if finding.level is Level.ERROR]
    assert [finding.found for finding in silent] == [""]
    assert "did not answer" in silent[0].sentence


def test_asks_for_no_key_where_another_host_signs(server: NameServer) -> None:
    told = found(server, records=Records("lantern.example", "mail.lantern.example", "", "", "include:out.example"))
    assert "dkim" not in told
    assert told["spf"].wanted.endswith('"v=spf1 include:out.example -all"')


def test_never_raises_for_a_name_that_is_none(server: NameServer) -> None:
    told = found(server, records=Records("lantern..example", "-" * 70, "", "v=DKIM1; p=x"))
    assert {told[name].level for name in ("mx", "host-address", "dkim")} == {Level.ERROR}
