"""`peerline demo`: a throw-away practice line on loopback. What it makes is gone when it ends."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerline.people.practice import PracticeMember

NAME, ADDRESS = "Lantern", "hello@lantern.example"
WEB_PORT, SMTP_PORT = 8000, 8025


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("--web-port", type=int, default=0, help=f"default {WEB_PORT}, or the next free one")
    parser.add_argument("--smtp-port", type=int, default=0, help=f"default {SMTP_PORT}, or the next free one")
    parser.add_argument("--data", type=Path, help="keep the data in this new folder instead of a throw-away one")


def run(arguments: argparse.Namespace) -> int:
    """Found a practice line in a temporary folder, fill it, say where to look, serve."""
    folder = arguments.data or Path(tempfile.mkdtemp(prefix="peerline-demo-"))
    web = arguments.web_port or _free(WEB_PORT)
    smtp = arguments.smtp_port or _free(SMTP_PORT)
    try:
        _surround(folder, web=web, smtp=smtp)
        end = f"the data stays in {folder}." if arguments.data else "then all of it is gone."
        _serve(web=web, smtp=smtp, end=end)
    finally:
        if arguments.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _surround(folder: Path, *, web: int, smtp: int) -> None:
    """The settings of the demo, before Django reads them; those of a real line on this machine do not count."""
    for name in [name for name in os.environ if name.startswith("PEERLINE_")]:
        if name not in {"PEERLINE_DATABASE_URL", "PEERLINE_LOG_LEVEL"}:
            del os.environ[name]
    os.environ.update(
        PEERLINE_DATA=str(folder),
        PEERLINE_PRACTICE="yes",
        PEERLINE_WEB_BIND=f"127.0.0.1:{web}",
        PEERLINE_SMTP_BIND=f"127.0.0.1:{smtp}",
        PEERLINE_URL=f"http://127.0.0.1:{web}",
    )
    from peerline.cli.new_secrets import new_secrets
    from peerline.kit.secret_files import SecretsFolder

    secrets = SecretsFolder(folder / "secrets")
    for name, value in new_secrets().items():
        secrets.write(name, value)


def _serve(*, web: int, smtp: int, end: str) -> None:
    import django

    django.setup()
    from peerline import serve
    from peerline.cli import founding, samples, services
    from peerline.kit import clock
    from peerline.line.actions import NewLine

    print("Making a practice line …", flush=True)
    with clock.shifted(-timedelta(days=2)):  # the samples were written before now, and the line is older than they are
        founded = founding.found(NewLine(NAME, ADDRESS, is_practice=True))
    samples.write(ADDRESS)
    services.load_starter()
    services.load_lists()
    print("\n".join(_told(founded.cast, web=web, smtp=smtp, end=end)), flush=True)
    serve.run()


def _told(cast: tuple[PracticeMember, ...], *, web: int, smtp: int, end: str) -> list[str]:
    from peerline.cli.founding import cast_rows

    letter = f"swaks --server 127.0.0.1:{smtp} --from wren@writer.example --to {ADDRESS} --body 'Is somebody there?'"
    return [
        "",
        f"Look here   http://127.0.0.1:{web}/            the line's own page",
        f"            http://127.0.0.1:{web}/write/      write to it without a name, by the web",
        f"            http://127.0.0.1:{web}/sign-in/    the desk",
        f"            http://127.0.0.1:{web}/outbox/     what would have left",
        "Write to it " + letter,
        "Sign in as  (seven words each)",
        *cast_rows(cast),
        "",
        f"End it with Ctrl-C; {end}",
    ]


def _free(port: int) -> int:
    """The port, or any free one when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
