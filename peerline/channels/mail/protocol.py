"""The mail door: one asyncio protocol of ours that speaks SMTP and LMTP, one object a session.

* One class for both, so that there is one place where a mail begins and ends, and one place to get it wrong.
* Only when `accept` has answered is the mail answered: 250 means that it is on disk. A fault of ours is 451.
* A CR or LF that stands alone, anywhere in a mail, is refused by 550 before anything is parsed (see `body`).
* What is pipelined behind a mail under way waits; answers never change their order. What is pipelined behind STARTTLS
  is forgotten (RFC 3207 4.2).
* Memory is bounded: rows and waiting commands by constants, bodies by the `Budget` of all doors together, answers that
  the client does not read by not reading from it.
* The log has events only: no address, no name of a peer, no byte of a mail.
* No work is done for a row of a body, and answers of one chunk of commands go out in one write: this is the hot path.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable
from enum import Enum, auto

from peerline.channels.envelope import Answer, DoorSettings, Envelope
from peerline.channels.mail.body import Body
from peerline.channels.mail.budget import Budget, Share
from peerline.channels.mail.dialog import BARE_NEWLINE, NOT_NOW, TOO_LARGE, Dialog, Knows, Next, row_of
from peerline.channels.mail.proxied import BadProxyHeader, read_proxy_header
from peerline.channels.mail.rows import Rows
from peerline.kit.logs import say

Accept = Callable[[Envelope], Awaitable[Answer]]

WAITING_ROWS_BYTES = 64 * 1024  # pipelined behind a mail under way, before reading stops
HANDSHAKE_SECONDS = 30.0
CLOSING_SECONDS = 5.0

NO_ROOM = Answer(451, "4.3.1", "Too much mail at once, nothing is lost; try again later")
IDLE = Answer(421, "4.4.2", "Nothing came for too long; closing")
SHUTTING = Answer(421, "4.3.2", "The line's mail door is closing for now; try again later")
CROWDED = Answer(421, "4.3.2", "Too many connections at once; try again later")

log = logging.getLogger(__name__)


class Phase(Enum):
    """What the next bytes are."""

    HEADER = auto()
    COMMANDS = auto()
    BODY = auto()
    ACCEPT = auto()
    TLS = auto()
    CLOSED = auto()


class MailProtocol(asyncio.Protocol):
    """One session at the mail door.

    settings  how the door is set
    accept    awaited with each whole mail; its answer is written as it is. What it raises, and too long a time, is 451
    knows     asked for each recipient: None takes it, an Answer (550 5.1.1, 451) refuses it
    budget    one for all doors of the process
    live      the sessions of this door: each adds itself, and goes when it is over and its mail is answered
    """

    def __init__(
        self,
        settings: DoorSettings,
        *,
        accept: Accept,
        knows: Knows,
        budget: Budget,
        live: set[MailProtocol] | None = None,
    ) -> None:
        self._settings = settings
        self._accept = accept
        self._knows = knows
        self._live: set[MailProtocol] = set() if live is None else live
        self._phase = Phase.CLOSED
        self._rows = Rows(settings.row_limit)
        self._body: Body | None = None
        self._share = Share(budget, seconds=settings.room_seconds, go_on=self._have_room, give_up=self._have_no_room)
        self._out: list[bytes] = []
        self._task: asyncio.Task[None] | None = None
        self._is_paused = self._is_choked = self._is_shutting = self._has_ended = False

    # ---- what asyncio calls -------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet, or wait for the PROXY header first."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._send_at_once()
        name = transport.get_extra_info("peername")
        self._peer = str(name[0]) if isinstance(name, tuple) else ""
        self._is_tls = transport.get_extra_info("sslcontext") is not None
        self._dialog = Dialog(self._settings, self._ask_knows, tls=self._is_tls)
        self._heard_at = self._body_began_at = self._loop.time()
        self._timer = self._loop.call_later(self._settings.idle_seconds, self._look_at_clock)
        self._live.add(self)
        if len(self._live) > self._settings.connection_limit:
            self._end(CROWDED)
        elif self._settings.proxy:
            self._phase = Phase.HEADER
        else:
            self._greet()

    def data_received(self, data: bytes) -> None:
        """Take what came: a body's bytes or commands."""
        self._heard_at = self._loop.time()
        if self._phase is Phase.BODY:
            self._take_body(data)
        elif self._phase is not Phase.CLOSED:
            self._rows.feed(data)
        self._go_on()

    def eof_received(self) -> bool:
        """The client will say no more. A mail that is being accepted still gets its answer, where the wire lets it."""
        self._has_ended = True
        return self._phase is Phase.ACCEPT and not self._is_tls

    def pause_writing(self) -> None:
        """The client does not read its answers: read no more from it."""
        self._is_choked = True
        self._steer()

    def resume_writing(self) -> None:
        """The client reads again."""
        self._is_choked = False
        self._go_on()

    def connection_lost(self, _exc: Exception | None) -> None:
        """Forget the session. A mail that is being accepted goes on; nobody is there for its answer."""
        self._share.stop()
        self._timer.cancel()
        if self._phase is not Phase.ACCEPT:
            self._share.hold(0)
            self._live.discard(self)
        self._phase = Phase.CLOSED

    # ---- what the program calls ---------------------------------------------------------------------------------

    def shut(self) -> None:
        """End the session: at once by 421 when idle, after its answer while a mail is being accepted."""
        self._is_shutting = True
        if self._phase is Phase.TLS:
            self.abort()
        elif self._phase not in (Phase.ACCEPT, Phase.CLOSED):
            self._end(SHUTTING)

    def abort(self) -> None:
        """Cut the connection off."""
        self._transport.abort()

    # ---- commands -----------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Do what can be done with what is there, then write, and read on or not."""
        if self._phase is Phase.HEADER:
            self._read_header()
        while self._phase is Phase.COMMANDS and not self._is_choked:
            row = self._rows.next()
            if row is None:
                break
            reply = self._dialog.answer(row)
            self._out.append(reply.rows)
            if reply.then is not Next.COMMAND:
                self._follow(reply.then)
        self._flush()
        if self._has_ended and self._phase is Phase.COMMANDS:
            self._close()
        self._steer()

    def _follow(self, then: Next) -> None:
        if then is Next.BODY:
            self._begin_body()
        elif then is Next.TLS:
            self._rows.take_all()
            self._phase = Phase.TLS
            self._task = self._loop.create_task(self._upgrade())
        else:
            self._close()

    def _ask_knows(self, recipient: str) -> Answer | None:
        try:
            return self._knows(recipient)
        except Exception:  # noqa: BLE001 - the edge: what is our fault must not become the sender's loss
            say(log, "recipient-not-looked-up", level=logging.ERROR, fault=True)
            return NOT_NOW

    def _greet(self) -> None:
        self._phase = Phase.COMMANDS
        self._out.append(self._dialog.greeting())
        self._flush()

    def _read_header(self) -> None:
        data = self._rows.take_all()
        try:
            header = read_proxy_header(data)
        except BadProxyHeader:
            say(log, "proxy-header-refused", level=logging.WARNING)
            self._close()
            return
        if header is None:
            self._rows.feed(data)
            return
        self._peer = header.peer or self._peer
        self._rows.feed(data[header.used_bytes :])
        self._greet()

    # ---- a mail -------------------------------------------------------------------------------------------------

    def _begin_body(self) -> None:
        self._phase = Phase.BODY
        self._body = Body(self._settings.size_limit)
        self._body_began_at = self._loop.time()
        early = self._rows.take_all()
        if early:
            self._take_body(early)

    def _take_body(self, data: bytes) -> None:
        body = self._body
        assert body is not None
        rest = body.feed(data)
        self._share.hold(body.kept_bytes)
        if rest is None:
            self._share.wait_if_full()
            return
        self._share.stop()
        self._rows.feed(rest)
        refusal = _refusal_of(body)
        if refusal:
            self._answer_mail(refusal)
            return
        self._phase, self._body = Phase.ACCEPT, None
        self._task = self._loop.create_task(self._accept_mail(self._envelope(body.whole())))

    def _envelope(self, data: bytes) -> Envelope:
        sender = self._dialog.sender
        assert sender is not None
        return Envelope(
            sender=sender.address,
            recipients=tuple(self._dialog.recipients),
            data=data,
            peer=self._peer,
            tls=self._is_tls,
            protocol="lmtp" if self._settings.lmtp else "smtp",
            smtputf8=sender.smtputf8,
        )

    async def _accept_mail(self, envelope: Envelope) -> None:
        try:
            async with asyncio.timeout(self._settings.accept_seconds):
                answer = await self._accept(envelope)
        except Exception:  # noqa: BLE001 - the edge: what is our fault must not become the sender's loss
            say(log, "mail-not-accepted", level=logging.ERROR, fault=True)
            answer = NOT_NOW
        if self._phase is Phase.CLOSED:
            self._share.hold(0)
            self._live.discard(self)
            return
        self._answer_mail(answer)
        self._go_on()

    def _answer_mail(self, answer: Answer) -> None:
        self._share.hold(0)
        self._task = self._body = None
        self._out.append(self._dialog.finish(answer))
        self._heard_at = self._loop.time()
        self._phase = Phase.COMMANDS
        if self._is_shutting:
            self._end(SHUTTING)

    # ---- memory and pace ----------------------------------------------------------------------------------------

    def _have_room(self) -> None:
        self._heard_at = self._loop.time()
        self._steer()

    def _have_no_room(self) -> None:
        """Keep no more of the mail, others can go on with its room; 451 follows when it has ended."""
        if self._body:
            self._body.shed()
            self._share.hold(self._body.kept_bytes)
        self._have_room()

    def _steer(self) -> None:
        """Read on, or stop reading."""
        if self._phase is Phase.CLOSED:
            return
        is_behind = self._phase is Phase.ACCEPT and len(self._rows) > WAITING_ROWS_BYTES
        should_pause = is_behind or self._is_choked or self._phase is Phase.TLS or self._share.is_waiting
        if should_pause is not self._is_paused:
            self._is_paused = should_pause
            if should_pause:
                self._transport.pause_reading()
            else:
                self._transport.resume_reading()

    def _send_at_once(self) -> None:
        """Turn Nagle off: asyncio leaves it on where the listening socket was made with protocol 0."""
        sock = self._transport.get_extra_info("socket")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _flush(self) -> None:
        if self._out:
            self._transport.write(b"".join(self._out))
            self._out.clear()

    # ---- TLS, clock, end ----------------------------------------------------------------------------------------

    async def _upgrade(self) -> None:
        context = self._settings.tls
        assert context is not None
        try:
            transport = await self._loop.start_tls(
                self._transport, self, context, server_side=True, ssl_handshake_timeout=HANDSHAKE_SECONDS
            )
        except OSError:
            transport = None
        if transport is None:
            say(log, "tls-not-begun")
            self.abort()
            # Not every end in the middle of a handshake is told to us.
            self.connection_lost(None)
            return
        if self._phase is Phase.CLOSED:
            return
        self._transport = transport
        self._is_tls, self._is_paused, self._is_choked = True, False, False
        self._dialog.begin_tls()
        self._heard_at = self._loop.time()
        self._phase = Phase.COMMANDS
        self._go_on()

    def _look_at_clock(self) -> None:
        """End what is idle, or what sends its mail too slowly. One timer a session, set anew only when it rings."""
        now = self._loop.time()
        due = self._heard_at + self._settings.idle_seconds
        if self._phase in (Phase.ACCEPT, Phase.TLS):
            due = now + self._settings.idle_seconds
        elif self._phase is Phase.BODY:
            due = min(due, self._body_began_at + self._settings.body_seconds)
        if now >= due:
            self._end(IDLE)
        else:
            self._timer = self._loop.call_at(due, self._look_at_clock)

    def _end(self, answer: Answer) -> None:
        if self._phase is not Phase.HEADER:
            self._out.append(row_of(answer))
        self._close()

    def _close(self) -> None:
        """Say what is left to say and hang up; a client that does not read it is cut off soon."""
        self._flush()
        self._phase = Phase.CLOSED
        self._share.stop()
        self._share.hold(0)
        self._transport.close()
        self._timer.cancel()
        self._timer = self._loop.call_later(CLOSING_SECONDS, self.abort)


async def shut_all(live: set[MailProtocol], *, seconds: float = 1.5) -> None:
    """End all sessions of a door; what is not over after `seconds` is cut off. Its server must be closed before."""
    for session in tuple(live):
        session.shut()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while live:
                await asyncio.sleep(0.01)
    for session in tuple(live):
        session.abort()


def _refusal_of(body: Body) -> Answer | None:
    if body.has_bare_newline:
        return BARE_NEWLINE
    if body.is_too_large:
        return TOO_LARGE
    return NO_ROOM if body.is_shed else None
