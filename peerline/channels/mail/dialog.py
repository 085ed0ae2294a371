"""The dialog of one session: command rows in, answers out; no bytes of a body, no socket, no clock.

SMTP (RFC 5321) and LMTP (RFC 2033) differ in the greeting, in LHLO for HELO and EHLO, and in that LMTP answers the end
of a mail once for each recipient. Offered: PIPELINING, SIZE, 8BITMIME, SMTPUTF8, ENHANCEDSTATUSCODES, and STARTTLS when
there is a certificate. Not offered: CHUNKING, DSN, AUTH, and any word about who has an address here (VRFY, EXPN).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from peerline.channels.envelope import Answer, DoorSettings
from peerline.channels.mail.commands import Sender, read_mail, read_recipient
from peerline.channels.mail.rows import Fault

Knows = Callable[[str], Answer | None]


class Next(Enum):
    """What follows an answer."""

    COMMAND = auto()
    BODY = auto()
    TLS = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """What to write, and what follows it."""

    rows: bytes
    then: Next = Next.COMMAND


def row_of(answer: Answer) -> bytes:
    """One answer as it goes over the wire: always one row of ASCII, whatever its text holds."""
    row = f"{answer.code} {answer.status} {' '.join(answer.text.split())}"
    return row.encode("ascii", "replace") + b"\r\n"


RESET = Reply(b"250 2.0.0 Begun anew\r\n")
NOTHING_DONE = Reply(b"250 2.0.0 Nothing done\r\n")
SENDER_TAKEN = Reply(b"250 2.1.0 Sender taken\r\n")
RECIPIENT_TAKEN = Reply(b"250 2.1.5 Recipient taken\r\n")
GO_AHEAD = Reply(b"354 Send the mail, end it with a dot alone on its row\r\n", Next.BODY)
START_TLS = Reply(b"220 2.0.0 Ready for TLS\r\n", Next.TLS)
GOODBYE = Reply(b"221 2.0.0 Goodbye\r\n", Next.END)
HELP = Reply(b"214 2.0.0 RFC 5321 and RFC 2033 say how to speak here\r\n")
NOT_TOLD = Reply(b"252 2.5.2 Not told here; send the mail and see\r\n")

UNKNOWN_COMMAND = Answer(500, "5.5.2", "This command is not understood")
NOT_OFFERED = Answer(502, "5.5.1", "This command is not offered here")
NO_ARGUMENT = Answer(501, "5.5.4", "This command takes no argument")
NO_NAME = Answer(501, "5.5.4", "Say who you are")
GREET_FIRST = Answer(503, "5.5.1", "Greet first")
MAIL_FIRST = Answer(503, "5.5.1", "Say MAIL first")
RECIPIENT_FIRST = Answer(503, "5.5.1", "No recipient was taken")
ONE_AT_A_TIME = Answer(503, "5.5.1", "A mail is already begun")
TLS_IS_ON = Answer(503, "5.5.1", "TLS is already on")
TOO_MANY_RECIPIENTS = Answer(452, "4.5.3", "Too many recipients for one mail")
TOO_LARGE = Answer(552, "5.3.4", "The mail is larger than this line takes")
BARE_NEWLINE = Answer(550, "5.6.11", "A CR or LF stands alone; rows must end with CRLF")
ROW_TOO_LONG = Answer(500, "5.5.2", "The row is too long")
ENDLESS_ROW = Answer(421, "4.7.0", "The row has no end; closing")
TOO_MANY_FAULTS = Answer(421, "4.7.0", "Too many faults; closing")
NOT_NOW = Answer(451, "4.3.0", "This does not work right now, nothing is lost; try again later")


class Dialog:
    """The state of one session between its rows."""

    def __init__(self, settings: DoorSettings, knows: Knows, *, tls: bool) -> None:
        self.sender: Sender | None = None
        self.recipients: list[str] = []
        self._settings = settings
        self._knows = knows
        self._tls = tls
        self._is_greeted = False
        self._faults = 0

    def greeting(self) -> bytes:
        """The first row of a session."""
        protocol = "LMTP" if self._settings.lmtp else "ESMTP"
        return f"220 {self._settings.hostname} {protocol}\r\n".encode("ascii", "replace")

    def answer(self, row: bytes | Fault) -> Reply:
        """Answer one command row, or what came in its place."""
        if isinstance(row, Fault):
            return self._answer_fault(row)
        verb, _, argument = row.partition(b" ")
        command = (LMTP if self._settings.lmtp else SMTP).get(verb.upper())
        said = command(self, row, argument.strip()) if command else UNKNOWN_COMMAND
        return said if isinstance(said, Reply) else self._refuse(said)

    def finish(self, answer: Answer) -> bytes:
        """End the mail at hand with this answer; LMTP says it once for each recipient."""
        times = len(self.recipients) if self._settings.lmtp else 1
        if answer.code < 300:
            self._faults = 0
        self._begin_anew()
        return row_of(answer) * times

    def begin_tls(self) -> None:
        """Forget what was said in the clear (RFC 3207 4.2)."""
        self._begin_anew()
        self._is_greeted = False
        self._tls = True

    def _answer_fault(self, fault: Fault) -> Reply:
        if fault is Fault.TOO_LONG:
            return self._refuse(ROW_TOO_LONG)
        return Reply(row_of(BARE_NEWLINE if fault is Fault.BARE_NEWLINE else ENDLESS_ROW), Next.END)

    def _refuse(self, answer: Answer) -> Reply:
        if answer.code >= 500:
            self._faults += 1
        if self._faults >= self._settings.error_limit:
            return Reply(row_of(answer) + row_of(TOO_MANY_FAULTS), Next.END)
        return Reply(row_of(answer))

    def _begin_anew(self) -> None:
        self.sender = None
        self.recipients = []

    def helo(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """HELO: the old greeting, without a list of what is offered."""
        if not argument:
            return NO_NAME
        self._begin_anew()
        self._is_greeted = True
        return Reply(f"250 {self._settings.hostname}\r\n".encode("ascii", "replace"))

    def ehlo(self, row: bytes, argument: bytes) -> Reply | Answer:
        """EHLO and LHLO: the greeting, with what is offered."""
        said = self.helo(row, argument)
        if isinstance(said, Answer):
            return said
        offered = ["PIPELINING", f"SIZE {self._settings.size_limit}", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self._settings.tls and not self._tls:
            offered.append("STARTTLS")
        rows = [self._settings.hostname, *offered]
        return Reply(("".join(f"250-{text}\r\n" for text in rows) + "250 SMTPUTF8\r\n").encode("ascii", "replace"))

    def mail(self, row: bytes, _argument: bytes) -> Reply | Answer:
        """MAIL: who sends."""
        if not self._is_greeted:
            return GREET_FIRST
        if self.sender:
            return ONE_AT_A_TIME
        sender = read_mail(row)
        if isinstance(sender, Answer):
            return sender
        if sender.size_bytes > self._settings.size_limit:
            return TOO_LARGE
        self.sender = sender
        return SENDER_TAKEN

    def rcpt(self, row: bytes, _argument: bytes) -> Reply | Answer:
        """RCPT: to whom."""
        if not self.sender:
            return MAIL_FIRST
        if len(self.recipients) >= self._settings.recipient_limit:
            return TOO_MANY_RECIPIENTS
        recipient = read_recipient(row, smtputf8=self.sender.smtputf8)
        refusal = recipient if isinstance(recipient, Answer) else self._knows(recipient)
        if refusal:
            return refusal
        self.recipients.append(str(recipient))
        return RECIPIENT_TAKEN

    def data(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """DATA: the mail follows."""
        if argument:
            return NO_ARGUMENT
        if not self.sender:
            return MAIL_FIRST
        return GO_AHEAD if self.recipients else RECIPIENT_FIRST

    def starttls(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """STARTTLS: go on in secret."""
        if argument:
            return NO_ARGUMENT
        if not self._settings.tls:
            return NOT_OFFERED
        return TLS_IS_ON if self._tls else START_TLS

    def rset(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """RSET: forget the mail at hand."""
        if argument:
            return NO_ARGUMENT
        self._begin_anew()
        return RESET

    def quit(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """QUIT: goodbye."""
        return NO_ARGUMENT if argument else GOODBYE

    def noop(self, _row: bytes, _argument: bytes) -> Reply | Answer:
        """NOOP: nothing."""
        return NOTHING_DONE

    def help(self, _row: bytes, _argument: bytes) -> Reply | Answer:
        """HELP: where to read on."""
        return HELP

    def vrfy(self, _row: bytes, argument: bytes) -> Reply | Answer:
        """VRFY: not told, whatever the address."""
        return NOT_TOLD if argument else NO_NAME

    def not_offered(self, _row: bytes, _argument: bytes) -> Reply | Answer:
        """Commands that are known elsewhere."""
        return NOT_OFFERED


Command = Callable[[Dialog, bytes, bytes], Reply | Answer]
BOTH: dict[bytes, Command] = {
    b"MAIL": Dialog.mail,
    b"RCPT": Dialog.rcpt,
    b"DATA": Dialog.data,
    b"RSET": Dialog.rset,
    b"NOOP": Dialog.noop,
    b"QUIT": Dialog.quit,
    b"HELP": Dialog.help,
    b"VRFY": Dialog.vrfy,
    b"STARTTLS": Dialog.starttls,
    **dict.fromkeys((b"EXPN", b"AUTH", b"BDAT", b"ETRN", b"TURN"), Dialog.not_offered),
}
SMTP: dict[bytes, Command] = {b"EHLO": Dialog.ehlo, b"HELO": Dialog.helo, b"LHLO": Dialog.not_offered, **BOTH}
LMTP: dict[bytes, Command] = {b"LHLO": Dialog.ehlo, **dict.fromkeys((b"EHLO", b"HELO"), Dialog.not_offered), **BOTH}
