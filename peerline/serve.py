"""`peerline serve`: web, mail doors and worker in one asyncio process, or one of them where a line is spread out.

SIGTERM ends it in under two seconds: no new connection is taken, a mail that is being stored is stored and answered,
the rest is told to come back. `kill -9` at any moment loses nothing that was answered with 250.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import ssl
import warnings
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections

from peerline import apart, silence
from peerline.asgi import application
from peerline.channels.envelope import DoorSettings
from peerline.channels.mail import outbox
from peerline.channels.mail.budget import Budget
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.onward.demands import least
from peerline.channels.mail.onward.smarthost import smarthost
from peerline.channels.mail.protocol import MailProtocol, shut_all
from peerline.channels.mail.provider.account import Account, account
from peerline.channels.mail.provider.collect import Collector
from peerline.channels.mail.send import send
from peerline.channels.preparers import Preparers
from peerline.channels.writer import Writer
from peerline.kit.environment import Bind
from peerline.kit.logs import say
from peerline.line import access
from peerline.line.models import Line
from peerline.memory import settle, share_arenas
from peerline.turns import share_processor
from peerline.worker import work

log = logging.getLogger("peerline.serve")

PARTS = ("web", "mail", "work")
STOP_SECONDS = 1.5


def run(parts: tuple[str, ...] = PARTS) -> None:
    """Serve until SIGTERM or SIGINT."""
    account(), smarthost(), least()  # a wrong setting is said before anything is started
    silence.leave_no_core()
    share_arenas()
    share_processor()
    silence.keep()
    # WhiteNoise hands built files over by a plain iterator; they are small, and the warning would fill the log.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    preparers = _preparers() if "mail" in parts and settings.PEERLINE_PREPARERS else None
    asyncio.run(serve(parts, preparers))


def _preparers() -> Preparers:
    """The family of preparers, forked where that can be done: here is neither a thread yet nor a loop."""
    found = Preparers("peerline.apart", settings.PEERLINE_PREPARERS)
    apart.load()
    connections.close_all()
    found.fork(apart.work)
    return found


async def serve(parts: tuple[str, ...], preparers: Preparers | None) -> None:
    """Run the parts until a signal comes."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    line = await sync_to_async(access.the_line)()
    doing = {
        "web": partial(_web, stop),
        "mail": partial(_mail, stop, line, preparers),
        "work": partial(_work, stop, line),
    }
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(_watch(doing[part](), stop))
    say(log, "stopped")


async def _watch(part: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """If one part fails, all stop: half a line is worse than one that its supervisor starts again."""
    try:
        await part
    finally:
        stop.set()


class _Web(uvicorn.Server):
    """Uvicorn without its own signal handling: signals belong to `serve`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def _web(stop: asyncio.Event) -> None:
    bind: Bind | None = settings.PEERLINE_WEB_BIND
    if bind is None:
        return
    config = uvicorn.Config(
        application,
        host=bind.host,
        port=bind.port,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.PEERLINE_WEB_PROXY,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=1,
    )
    server = _Web(config)
    task = asyncio.create_task(server.serve())
    say(log, "web-open", port=bind.port)
    await asyncio.wait([task, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await task


async def _mail(stop: asyncio.Event, line: Line, preparers: Preparers | None) -> None:
    writer, budget = Writer(), Budget()
    live: set[MailProtocol] = set()
    writer.start()
    if preparers:
        preparers.start()
    door = await sync_to_async(partial(MailDoor, preparers=preparers))(Mailbox.of(line.address), writer)
    servers = [await _open_door(door, one, bind=bind, budget=budget, live=live) for one, bind in _doors(line)]
    collectors = _collect(door, account())
    settle()
    await stop.wait()
    for server in servers:
        server.close()
    ends = (one.stop(STOP_SECONDS) for one in collectors)
    await asyncio.gather(shut_all(live, seconds=STOP_SECONDS), *ends)
    if preparers:
        await preparers.stop()
    await asyncio.to_thread(writer.stop)


async def _open_door(
    door: MailDoor, door_settings: DoorSettings, *, bind: Bind, budget: Budget, live: set[MailProtocol]
) -> asyncio.Server:
    server = await asyncio.get_running_loop().create_server(
        lambda: MailProtocol(door_settings, accept=door.accept, knows=door.knows, budget=budget, live=live),
        bind.host,
        bind.port,
        backlog=512,
    )
    say(log, "lmtp-open" if door_settings.lmtp else "smtp-open", port=bind.port)
    return server


def _collect(door: MailDoor, box: Account | None) -> list[Collector]:
    """Take mail from each folder at the provider, if there is one."""
    collectors = [Collector(box, folder, door) for folder in box.folders] if box else []
    for one in collectors:
        one.start()
    return collectors


def _doors(line: Line) -> list[tuple[DoorSettings, Bind]]:
    smtp: Bind | None = settings.PEERLINE_SMTP_BIND
    lmtp: Bind | None = settings.PEERLINE_LMTP_BIND
    hostname = settings.PEERLINE_MAIL_HOST or line.domain
    found = []
    if smtp is not None:
        found.append((DoorSettings(hostname=hostname, tls=_tls(), proxy=settings.PEERLINE_SMTP_PROXY), smtp))
    if lmtp is not None:
        found.append((DoorSettings(hostname=hostname, lmtp=True), lmtp))
    return found


def _tls() -> ssl.SSLContext | None:
    if not settings.PEERLINE_SMTP_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.PEERLINE_SMTP_CERTIFICATE)
    return context


async def _work(stop: asyncio.Event, line: Line) -> None:
    if line.is_practice and not settings.PEERLINE_SMARTHOST:
        await work(stop, outbox.catch)
    else:
        await work(stop, partial(send, helo=settings.PEERLINE_MAIL_HOST or line.domain))
