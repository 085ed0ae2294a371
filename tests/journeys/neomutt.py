"""Somebody who writes with NeoMutt as Debian packs it, in a terminal: real keys pressed, GnuPG through GPGME."""

from __future__ import annotations

import fcntl
import mailbox
import os
import pty
import select
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from email.message import EmailMessage

from tests.journeys.gpg import Gpg
from tests.journeys.running import ADDRESS, PATIENCE_SECONDS

SETTINGS = """
set folder="{home}" from="{address}" use_from=yes realname="Wren" hostname="writer.example"
set smtp_url="smtp://127.0.0.1:{port}/" ssl_starttls=no ssl_force_tls=no
set editor="cp {home}/text" autoedit=yes edit_headers=no fast_reply=yes include=no abort_unmodified=no
set copy=no record="" sleep_time=0 wait_key=no beep=no help=no sig_dashes=no
set crypt_use_gpgme=yes crypt_autosign=yes crypt_autoencrypt=yes pgp_encrypt_self=no
set crypt_protected_headers_write=yes crypt_protected_headers_read=yes crypt_verify_sig=yes
ignore *
unignore from to date subject
"""
# What stands on the screen, and the keys that a person presses then.
Steps = list[tuple[str, str]]
# Of a key that the writer has not signed it asks whether it shall be used.
SEND = [("NeoMutt: Compose", "y"), ("PGP keys matching", "\r"), ("really want to use the key", "y")]


@dataclass(frozen=True)
class NeoMutt:
    """One writer's program; `port`: of the mail server that it hands its mails to."""

    gpg: Gpg
    port: int

    def write(self, subject: str, text: str, *, key: bool = False) -> None:
        """A new mail to the line, signed and encrypted; `key`: with the own public key as a file."""
        file = self.gpg.home / "key.asc"
        file.write_bytes(self.gpg.run("--armor", "--export", self.gpg.address))
        # Its own way to attach a key does not work through the GPGME of Debian 12.
        attached = ("-a", str(file)) if key else ()
        self._run(text, SEND, *attached, "-s", subject, "--", ADDRESS)

    def read(self, mail: EmailMessage) -> str:
        """All that it shows when a mail is opened: the protected subject, what it says of the signature, the text."""
        return self._run("", [("NeoMutt: ", "\r"), ("End of PGP/MIME", "q"), ("NeoMutt: ", "q")], "-f", self._box(mail))

    def answer(self, mail: EmailMessage, text: str) -> None:
        """Answer a mail as it came."""
        self._run(text, [("NeoMutt: ", "r"), *SEND, ("Mail sent", "q")], "-f", self._box(mail))

    def _box(self, mail: EmailMessage) -> str:
        path = self.gpg.home / "mails"
        path.unlink(missing_ok=True)
        box = mailbox.mbox(path)
        box.add(mail)
        box.close()
        return str(path)

    def _run(self, text: str, steps: Steps, *words: str) -> str:
        """Run it in a terminal until it ends by itself; gives what was on the screen."""
        home = self.gpg.home
        (home / "text").write_text(text, "utf-8")
        (home / "gpg.conf").write_text("trust-model always\n")
        (home / "muttrc").write_text(SETTINGS.format(home=home, address=self.gpg.address, port=self.port))
        here = {
            "GNUPGHOME": str(home),
            "HOME": str(home),
            "TERM": "xterm",
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
        }
        return _in_a_terminal(["neomutt", "-n", "-F", str(home / "muttrc"), *words], here, steps)


def _in_a_terminal(words: list[str], here: dict[str, str], steps: Steps) -> str:
    terminal, inner = pty.openpty()
    # Without a size it would draw for ever.
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    # It asks the terminal that controls it for the size; when that is closed, it ends.
    words = ["setsid", "--ctty", "--wait", *words]
    process = subprocess.Popen(words, env=here, stdin=inner, stdout=inner, stderr=inner)
    os.close(inner)
    try:
        shown = _press(terminal, list(steps))
        assert process.wait(PATIENCE_SECONDS) == 0
        return shown
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def _press(terminal: int, steps: Steps) -> str:
    """Press the keys of each step once its words stand on the screen; gives all of it when the program is gone."""
    shown, whole = "", ""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:  # it has ended
            assert not steps, f"{steps[0][0]!r} was not shown: {whole[-3000:]}"
            return whole
        shown, whole = shown + data, whole + data
        if steps and steps[0][0] in shown:
            os.write(terminal, steps.pop(0)[1].encode())
            shown = ""
    raise AssertionError(f"{steps[:1]} {whole[-3000:]}")
