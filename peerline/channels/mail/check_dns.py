"""What the doctor looks at in the DNS of the line's domain, each with the record to paste.

A record that is needed for mail to come and go is an error when it is missing or wrong (MX, the host's address, SPF,
DKIM, DMARC); what makes it better is a warning (PTR, MTA-STS, TLS reports). A name server that does not answer is an
error of its own: nothing is concluded from silence. All questions are asked side by side, five seconds at most.

Sources: RFC 5321 (MX), 7208 (SPF), 6376 and 8463 (DKIM), 7489 (DMARC), 8461 (MTA-STS), 8460 (TLS reports).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import dns.exception
import dns.resolver
import dns.reversename
from django.utils.translation import gettext as _

from peerline.kit.findings import Finding, Level

LONGEST_SECONDS = 5.0
WEAK_SPF = re.compile(r"(^|\s)[+?]?all\s*$", re.IGNORECASE)
SENDS_BY = re.compile(r"\s[+]?(mx|a|ip4|ip6|include|exists)\b|\sredirect=", re.IGNORECASE)
Found = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Records:
    """What the domain should say.

    domain     behind the @ of the line's address
    host       the name of the mail door, without dot behind
    selector   of the DKIM key
    dkim       the value of the DKIM record (`v=DKIM1; k=…; p=…`); empty when mail leaves by a host that signs itself
    sender     the SPF mechanism that covers who sends, `mx` or `include:HOST`
    reports    the address that reports go to
    short      selector and record of the second key, which better receivers look at; "" for the record without one
    """

    domain: str
    host: str
    selector: str
    dkim: str
    sender: str = "mx"
    reports: str = ""
    short: tuple[str, str] = ("", "")

    @property
    def report_address(self) -> str:
        """Where reports go; the postmaster when nobody else is named."""
        return self.reports or f"postmaster@{self.domain}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the name servers said: None for silence, an empty tuple for "no such record"."""

    mx: Found
    addresses: Found
    reverse: Found
    spf: Found
    dkim: Found
    dmarc: Found
    mta_sts: Found
    tls_rpt: Found
    short: Found


def findings(records: Records, resolver: dns.resolver.Resolver | None = None) -> list[Finding]:
    """One finding for each record of the domain.

    records   what should be there
    resolver  by whom to ask; without one, that of the system
    Returns   findings in the order in which a person would set the records; never raises for what the net does
    """
    answers = ask(records, resolver or dns.resolver.Resolver())
    judged = [
        _mx(records, answers.mx),
        _addresses(records, answers.addresses),
        _reverse(records, answers),
        _spf(records, answers.spf),
        _dmarc(records, answers.dmarc),
        _mta_sts(records, answers.mta_sts),
        _tls_rpt(records, answers.tls_rpt),
    ]
    keys = [_dkim(records, answers.dkim)] if records.dkim else []
    keys += [_short(records, answers.short)] if records.short[1] else []
    return [*judged[:4], *keys, *judged[4:]]


def ask(records: Records, resolver: dns.resolver.Resolver) -> Answers:
    """Put all questions, side by side.

    records   which names to ask for
    resolver  by whom
    Returns   what came back
    """
    domain = records.domain
    asked: list[Callable[[], Found]] = [
        lambda: _mx_hosts(resolver, domain),
        lambda: _host_addresses(resolver, records.host),
        lambda: _reverse_names(resolver, records.host),
        lambda: _texts(resolver, domain, "v=spf1"),
        lambda: _texts(resolver, f"{records.selector}._domainkey.{domain}", ""),
        lambda: _texts(resolver, f"_dmarc.{domain}", "v=DMARC1"),
        lambda: _texts(resolver, f"_mta-sts.{domain}", "v=STSv1"),
        lambda: _texts(resolver, f"_smtp._tls.{domain}", "v=TLSRPTv1"),
        lambda: _texts(resolver, f"{records.short[0]}._domainkey.{domain}", "") if records.short[1] else (),
    ]
    with ThreadPoolExecutor(len(asked)) as pool:
        return Answers(*pool.map(lambda question: question(), asked))


def _look_up(resolver: dns.resolver.Resolver, name: str, kind: str) -> dns.resolver.Answer | tuple[()] | None:
    try:
        return resolver.resolve(name, kind, lifetime=LONGEST_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError):
        return None


def _mx_hosts(resolver: dns.resolver.Resolver, domain: str) -> Found:
    answer = _look_up(resolver, domain, "MX")
    if answer is None:
        return None
    ordered = sorted(answer, key=lambda row: row.preference)
    return tuple(row.exchange.to_text(omit_final_dot=True).lower() for row in ordered)


def _host_addresses(resolver: dns.resolver.Resolver, host: str) -> Found:
    answers = [_look_up(resolver, host, kind) for kind in ("A", "AAAA")]
    if all(answer is None for answer in answers):
        return None
    return tuple(row.address for answer in answers if answer for row in answer)


def _reverse_names(resolver: dns.resolver.Resolver, host: str) -> Found:
    names: list[str] = []
    for address in _host_addresses(resolver, host) or ():
        answer = _look_up(resolver, dns.reversename.from_address(address).to_text(), "PTR")
        if answer is None:
            return None
        names += [row.target.to_text(omit_final_dot=True).lower() for row in answer] or [""]
    return tuple(names)


def _texts(resolver: dns.resolver.Resolver, name: str, start: str) -> Found:
    answer = _look_up(resolver, name, "TXT")
    if answer is None:
        return None
    texts = [b"".join(row.strings).decode("ascii", "replace").strip() for row in answer]
    return tuple(text for text in texts if text.lower().startswith(start.lower()))


def _silent(name: str, wanted: str) -> Finding:
    sentence = _("The name servers did not answer. Nothing is known about this record.")
    return Finding(name, Level.ERROR, sentence, _("Try again; then look at the domain's name servers."), "", wanted)


def _row(name: str, kind: str, value: str) -> str:
    return f'{name}. TXT "{value}"' if kind == "TXT" else f"{name}. {kind} {value}"


def _mx(records: Records, found: Found) -> Finding:
    wanted = _row(records.domain, "MX", f"10 {records.host}.")
    if found is None:
        return _silent("mx", wanted)
    shown = ", ".join(found)
    if found and found[0] == records.host.lower():
        return Finding("mx", Level.OK, _("Mail to the line comes to this host."), "", shown, wanted)
    sentence = _("Mail to the line goes elsewhere.") if found else _("Nobody knows where mail to the line should go.")
    return Finding("mx", Level.ERROR, sentence, _("Paste the record at the host of your domain."), shown, wanted)


def _addresses(records: Records, found: Found) -> Finding:
    wanted = _row(records.host, "A", _("the address of this machine"))
    if found is None:
        return _silent("host-address", wanted)
    if found:
        return Finding("host-address", Level.OK, _("The host has an address."), "", ", ".join(found), wanted)
    hint = _("Paste the record, with the address of this machine in it.")
    return Finding("host-address", Level.ERROR, _("The host of the mail door has no address."), hint, "", wanted)


def _reverse(records: Records, answers: Answers) -> Finding:
    found, addresses = answers.reverse, answers.addresses or ()
    names = " ".join(dns.reversename.from_address(address).to_text() for address in addresses)
    wanted = f"{names} PTR {records.host}."
    if found is None:
        return _silent("ptr", wanted)
    if found and all(name == records.host.lower() for name in found):
        return Finding("ptr", Level.OK, _("The address names the host."), "", ", ".join(found), wanted)
    sentence = _("The address does not name the host. Some receivers refuse mail from it.")
    hint = _("The provider of the machine sets this record, not the host of the domain.")
    return Finding("ptr", Level.WARNING, sentence, hint, ", ".join(filter(None, found)), wanted)


def _spf(records: Records, found: Found) -> Finding:
    wanted = _row(records.domain, "TXT", f"v=spf1 {records.sender} -all")
    if found is None:
        return _silent("spf", wanted)
    shown = " | ".join(found)
    if len(found) != 1:
        sentence = _("There is more than one SPF record; then none counts.") if found else _("There is no SPF record.")
    elif WEAK_SPF.search(found[0]):
        sentence = _("The SPF record lets everybody send as the line.")
    elif not SENDS_BY.search(found[0]):
        sentence = _("The SPF record lets nobody send, not even the line.")
    else:
        return Finding("spf", Level.OK, _("The domain says who may send."), "", shown, wanted)
    return Finding("spf", Level.ERROR, sentence, _("Leave exactly one, such as this."), shown, wanted)


def _dkim(records: Records, found: Found) -> Finding:
    wanted = _row(f"{records.selector}._domainkey.{records.domain}", "TXT", records.dkim)
    if found is None:
        return _silent("dkim", wanted)
    shown = " | ".join(found)
    if len(found) == 1 and _field(found[0], "p") == _field(records.dkim, "p"):
        return Finding("dkim", Level.OK, _("The domain publishes the key that mail is signed with."), "", shown, wanted)
    sentence = (
        _("The published key is another one.") if found else _("The key that mail is signed with is not published.")
    )
    return Finding("dkim", Level.ERROR, sentence, _("Paste the record; some hosts want it in pieces."), shown, wanted)


def _short(records: Records, found: Found) -> Finding:
    """Who cannot check this one checks the other: so it is never an error."""
    selector, wanted = records.short
    told = _dkim(replace(records, selector=selector, dkim=wanted), found)
    return replace(told, name="dkim-ed25519", level=Level.OK if told.level is Level.OK else Level.WARNING)


def _dmarc(records: Records, found: Found) -> Finding:
    value = f"v=DMARC1; p=quarantine; adkim=s; aspf=r; rua=mailto:{records.report_address}"
    wanted = _row(f"_dmarc.{records.domain}", "TXT", value)
    if found is None:
        return _silent("dmarc", wanted)
    shown = " | ".join(found)
    if len(found) != 1:
        sentence = _("There is no single DMARC record; others can send in the name of the line.")
        return Finding("dmarc", Level.ERROR, sentence, _("Leave exactly one, such as this."), shown, wanted)
    if _field(found[0], "p").lower() in {"quarantine", "reject"}:
        return Finding(
            "dmarc", Level.OK, _("Mail that only pretends to come from the line is sorted out."), "", shown, wanted
        )
    sentence = _("The DMARC record only watches; others can send in the name of the line.")
    return Finding(
        "dmarc", Level.WARNING, sentence, _("Set p to quarantine when the reports look right."), shown, wanted
    )


def _mta_sts(records: Records, found: Found) -> Finding:
    wanted = _row(f"_mta-sts.{records.domain}", "TXT", "v=STSv1; id=1")
    if found is None:
        return _silent("mta-sts", wanted)
    if len(found) == 1 and _field(found[0], "id"):
        return Finding("mta-sts", Level.OK, _("Senders are asked to insist on encryption."), "", found[0], wanted)
    sentence = _("Senders are not asked to insist on encryption on the way to the line.")
    hint = _("First serve https://mta-sts.%(domain)s/.well-known/mta-sts.txt with: %(policy)s") % {
        "domain": records.domain,
        "policy": f"version: STSv1 / mode: enforce / mx: {records.host} / max_age: 604800",
    }
    return Finding("mta-sts", Level.WARNING, sentence, hint, " | ".join(found), wanted)


def _tls_rpt(records: Records, found: Found) -> Finding:
    value = f"v=TLSRPTv1; rua=mailto:{records.report_address}"
    wanted = _row(f"_smtp._tls.{records.domain}", "TXT", value)
    if found is None:
        return _silent("tls-rpt", wanted)
    if len(found) == 1 and _field(found[0], "rua"):
        return Finding("tls-rpt", Level.OK, _("Failed encryption is reported."), "", found[0], wanted)
    sentence = _("Nobody is told when encryption on the way to the line fails.")
    return Finding("tls-rpt", Level.WARNING, sentence, _("Paste the record."), " | ".join(found), wanted)


def _field(record: str, name: str) -> str:
    """The value of one `name=value` of a record, without spaces; empty when it is not there."""
    pairs = (part.partition("=") for part in record.split(";"))
    return next(("".join(value.split()) for key, _sign, value in pairs if key.strip().lower() == name), "")
