"""One case of the corpus: a mail as somebody may really send it, and what is to be understood of it."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.channels.incoming import Incoming
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail


@dataclass(frozen=True, slots=True)
class Case:
    """A mail and what is wanted of it; what is None is not asked.

    text     its words; how they are broken into rows is not compared, unless `rows` is set
    problem  a piece of the sentence that must be among the problems; "" when there must be none
    """

    kind: str
    name: str
    data: bytes
    subject: str | None = None
    sender: str | None = None
    sender_name: str | None = None
    text: str | None = None
    rows: str | None = None
    files: tuple[str, ...] | None = None
    problem: str | None = None

    def misread(self) -> list[str]:
        """Name what of the mail is not understood as wanted."""
        read = parse(self.data)
        pairs = {
            "subject": (self.subject, read.subject),
            "sender": (self.sender, read.sender.address if read.sender else ""),
            "sender's name": (self.sender_name, read.sender.name if read.sender else ""),
            "text": (None if self.text is None else self.text.split(), read.text.split()),
            "rows": (self.rows, read.text),
            "files": (self.files, tuple(one.name for one in read.attachments)),
        }
        found = [
            f"{name}: {got!r} for {wanted!r}" for name, (wanted, got) in pairs.items() if wanted not in (None, got)
        ]
        return found + self._misjudged(read)

    def _misjudged(self, read: Incoming) -> list[str]:
        if self.problem is None:
            return []
        said = " ".join(read.problems)
        is_as_wanted = self.problem in said if self.problem else not said
        return [] if is_as_wanted else [f"problems: {said!r} for {self.problem!r}"]


def body(text: str | bytes, kind: str = "text/plain; charset=utf-8", **headers: str | bytes) -> bytes:
    """Build a mail of one part."""
    return mail(text, content_type=kind, **headers)
