"""A real name server on loopback, over UDP, and a resolver that asks it alone."""

from __future__ import annotations

import socket
import threading

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from peerline.channels.mail.onward.asking import Asker

Zone = dict[tuple[str, str], list[str]]


class NameServer:
    """Answers from a zone over UDP; rows ["!"] are answered by SERVFAIL, ["…"] not at all.

    proven  whether it says, as a resolver that validates does, that DNSSEC proves its answers
    """

    def __init__(self) -> None:
        self.zone: Zone = {}
        self.proven = False
        self.asked: list[tuple[str, str]] = []
        self.door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.door.bind(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> NameServer:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def resolver(self) -> dns.resolver.Resolver:
        """Who asks this server and no other."""
        asker = dns.resolver.Resolver(configure=False)
        asker.nameservers, asker.port = ["127.0.0.1"], self.door.getsockname()[1]
        return asker

    def asker(self) -> Asker:
        """The same for what is sent."""
        asker = dns.asyncresolver.Resolver(configure=False)
        asker.nameservers, asker.port = ["127.0.0.1"], self.door.getsockname()[1]
        return Asker(asker)

    def _serve(self) -> None:
        while True:
            data, client = self.door.recvfrom(4096)
            if not data:
                return
            answer = self._answer(dns.message.from_wire(data))
            if answer is not None:
                self.door.sendto(answer.to_wire(), client)

    def _answer(self, query: dns.message.Message) -> dns.message.Message | None:
        question = query.question[0]
        name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.AA | dns.flags.RA | (dns.flags.AD if self.proven else 0)
        rows = self.zone.get((name, kind), [])
        if rows == ["…"]:
            return None
        if rows == ["!"]:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif rows:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *rows))
        elif not any(known == name for known, _ in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def close(self) -> None:
        """End the thread by an empty packet."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
            bell.sendto(b"", self.door.getsockname())
        self.thread.join(5)
        self.door.close()
