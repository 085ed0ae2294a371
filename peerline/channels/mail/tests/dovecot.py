"""A real Dovecot on loopback, run by an unprivileged user from a configuration of its own in a temporary folder."""

from __future__ import annotations

import contextlib
import imaplib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.journeys.running import free_port, wait_for
from tools.postgres import unprivileged

USER, PASSWORD = "lantern", "seven small boats"
SECONDS = 20.0
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{folder}/certificate
ssl_key = <{folder}/certificate
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{folder}/mail
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
mailbox_idle_check_interval = 1s
verbose_proctitle = yes
imap_capability = {capability}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
{tokens}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
# Who gives a wrong password is not made to wait, neither then nor the next time.
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""

# Of each token it asks a server whose it is.
TOKENS = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/tokens
}}
"""


class Dovecot:
    """One server with one mailbox."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.tls_port = free_port(), 0
        self.process: subprocess.Popen[bytes] | None = None
        self.as_user = unprivileged()

    def make(self, *, certificate: Path | None = None, capability: str = "", tokens: str = "") -> None:
        """Lay its folder out.

        certificate  a PEM file with a key; with it, it speaks TLS at `tls_port`
        tokens       the URL, up to the token, that says whose a token is; "" takes passwords only
        capability   what it says it can; "" for all it really can
        """
        import grp
        import pwd

        uid = self.as_user.get("user", os.geteuid())
        gid = self.as_user.get("group", os.getegid())
        for name in ("run", "mail"):
            (self.folder / name).mkdir()
        if certificate:
            self.tls_port = free_port()
            (self.folder / "certificate").write_bytes(certificate.read_bytes())
        if tokens:
            rows = (f"tokeninfo_url = {tokens}", "username_attribute = email", "debug = no")
            (self.folder / "tokens").write_text("\n".join(rows) + "\n")
        said = CONFIGURATION if certificate else CONFIGURATION.replace("ssl_", "# ssl_")
        (self.folder / "conf").write_text(
            said.format(
                folder=self.folder, port=self.port, tls_port=self.tls_port, uid=uid, gid=gid, capability=capability,
                tokens=TOKENS.format(folder=self.folder) if tokens else "",
                user=pwd.getpwuid(uid).pw_name, group=grp.getgrgid(gid).gr_name, ssl="yes" if certificate else "no",
            )
        )  # fmt: skip
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, uid, gid)

    def start(self) -> None:
        """Let it serve; returns when it answers."""
        command = ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "conf")]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **self.as_user)
        wait_for(self._answers, SECONDS)

    def _answers(self) -> bool:
        try:
            with self.client():
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """End it, with every connection to it."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(SECONDS)

    def break_connections(self) -> int:
        """Kill the processes that speak with clients. Returns how many there were."""
        pids = self._sessions("-x", "imap")
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return len(pids)

    def waiting(self) -> int:
        """How many clients wait for news; each has a process, which says so in its title."""
        return len(self._sessions("-f", r"^dovecot/imap \[.* IDLE"))

    def _sessions(self, *which: str) -> list[int]:
        assert self.process is not None
        found = subprocess.run(["pgrep", "-P", str(self.process.pid), *which], capture_output=True, check=False)
        return [int(one) for one in found.stdout.split()]

    @contextlib.contextmanager
    def client(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """Somebody else who looks into the mailbox."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=SECONDS)
        try:
            client.login(USER, PASSWORD)
            client.select(folder)
            yield client
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.logout()

    def put(self, *mails: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Deliver mails."""
        with self.client() as client:
            for one in mails:
                assert client.append(folder, flags, "", one)[0] == "OK"

    def found(self, criterion: str = "ALL", folder: str = "INBOX") -> int:
        """How many mails there are of a kind."""
        with self.client(folder) as client:
            return len(client.search(None, criterion)[1][0].split())

    def make_folder(self, name: str) -> None:
        """One more folder."""
        with self.client() as client:
            assert client.create(name)[0] == "OK"


@contextlib.contextmanager
def dovecot(*, certificate: Path | None = None, capability: str = "", tokens: str = "") -> Iterator[Dovecot]:
    """A running server, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="peerline-imap-", dir="/tmp"))  # its sockets' paths have to be short
    server = Dovecot(folder)
    try:
        server.make(certificate=certificate, capability=capability, tokens=tokens)
        server.start()
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
