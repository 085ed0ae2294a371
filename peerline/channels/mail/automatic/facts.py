"""What the steps of deciding look at: one mail, and the questions about it that more than one step asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ...incoming import Address
from ..mime.bodies import Bodies
from ..mime.headers import Headers
from ..mime.parts import Part, Tree
from .phrases import bare
from .words.returned import DAEMON_NAMES

MOST_PARTS_LOOKED_AT = 100
MOST_BYTES_OF_REPORT = 200_000

_DAEMON = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|post[-_.]?master|postmast|mmdf|maildaemon|mailer|"
    r"microsoftexchange[0-9a-f]{8,40}|mail[-_.]?(?:delivery|system|subsystem|administrator|admin)|returned[-_.]?mail|"
    r"bounces?|ndr|delivery|mta|smtp|mailsystem|mail-?deliver[a-z]{0,10}|e?mail[-_.]?gateway)(?:[-+._=].{0,60})?$"
)
_PERHAPS_DAEMON = re.compile(
    r"mailer|daemon|postmast|mail.?adm|mail.?sys|deliver|bounce|smtp|gateway|^(?:root|uucp|exchange|system|admin|"
    r"administrator|"
    r"mailadm|listserv|notification|no-?reply)$"
)
_REPLY = re.compile(r"^\s*(?:\[[^\]]{0,40}\]\s*)?"
    r"(?:re|aw|sv|vs|antw|odp|rif|ynt|fw|fwd|wg|tr|rv|enc|vb|vl|pd|i|doorst|回复|转发|答复|回覆|轉寄)"
                    r"(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]", re.IGNORECASE)  # fmt: skip

_BRACKETS = re.compile(r"^\s*(?:\[[^\[\]]{1,80}\]\s*){1,3}")


@dataclass(eq=False)
class Facts:
    """One mail.

    subject  as people see it; `bare_subject` is the same in small letters from its first letter on
    text     the whole readable text
    reply    what of it is newly written
    """

    tree: Tree
    bodies: Bodies
    subject: str
    sender: Address | None
    reply: str

    @property
    def headers(self) -> Headers:
        """The headers of the mail itself."""
        return self.tree.root.headers

    @property
    def text(self) -> str:
        """The whole readable text."""
        return self.bodies.text

    @cached_property
    def bare_subject(self) -> str:
        """The subject in small letters from its first letter on."""
        return bare(self.subject)

    @cached_property
    def subject_behind_brackets(self) -> str:
        """The same behind what stands in brackets before it, as helpdesks write: "[Ticket 1] Automatic reply"."""
        return bare(_BRACKETS.sub("", self.subject))

    @cached_property
    def local_part(self) -> str:
        """What stands before the @ of the sender, in small letters; "" for no sender."""
        return self.sender.address.partition("@")[0].strip().lower() if self.sender else ""

    @cached_property
    def is_reply(self) -> bool:
        """Whether the subject says that somebody answers or forwards."""
        return bool(_REPLY.match(self.subject))

    @cached_property
    def answers(self) -> bool:
        """Whether the mail was written in answer to another."""
        return self.is_reply or b"in-reply-to" in self.headers or b"references" in self.headers

    @cached_property
    def submitted(self) -> bytes:
        """The word of Auto-Submitted (RFC 3834), b"" for none and for "no"."""
        word = self.headers.first(b"auto-submitted").partition(b";")[0].partition(b"(")[0].strip().lower()
        return b"" if word == b"no" else word

    @cached_property
    def precedence(self) -> bytes:
        """The word of Precedence, or of the two headers that are mistaken for it."""
        named = (self.headers.first(one) for one in (b"precedence", b"x-precedence", b"preference"))
        return next((one.strip().lower() for one in named if one), b"")

    @cached_property
    def has_no_return(self) -> bool:
        """A null return path: nobody wants to hear back."""
        paths = self.headers.all(b"return-path")
        return bool(paths) and paths[0].strip() in (b"<>", b"", b"< >")

    @cached_property
    def is_daemon(self) -> bool:
        """Whether the sender is a mail server by address or name, or there is none."""
        if self.sender is None or not (self.sender.address or self.sender.name):
            return True
        return bool(_DAEMON.match(self.local_part)) or self.sender.name.strip("' ").lower().startswith(DAEMON_NAMES)

    @cached_property
    def report_bytes(self) -> bytes:
        """The part that reports, at most what is looked at of it; b"" for none."""
        part = self.bodies.report
        return self.tree.body(part)[:MOST_BYTES_OF_REPORT] if part else b""

    @cached_property
    def is_perhaps_daemon(self) -> bool:
        """Whether the sender's address is one that servers use, and some people in offices."""
        return self.is_daemon or bool(_PERHAPS_DAEMON.search(self.local_part))

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the mail in order, without those of mails inside it."""
        found: list[Part] = []
        waiting = [self.tree.root]
        while waiting and len(found) < MOST_PARTS_LOOKED_AT:
            part = waiting.pop()
            found.append(part)
            waiting.extend(reversed(part.children))
        return found

    def part_of_type(self, *types: str) -> Part | None:
        """Give the first part of one of the types."""
        return next((part for part in self.parts if part.type in types), None)
