"""One IMAP connection: what is asked of a provider, in the few words of RFC 3501, 2177, 4315 and 6851 that are needed.

All of it blocks and belongs into a thread; only `cut` may be called from elsewhere. Nothing is asked that marks a mail
as read before it is on disk here (BODY.PEEK).
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

import imapclient
from django.conf import settings

from peerline.channels.envelope import MIB
from peerline.channels.mail.provider.account import DELETE, MOVE, SECRET, SEEN, Account
from peerline.channels.mail.tokens import token
from peerline.kit.errors import PeerlineError

CONNECT_SECONDS, READ_SECONDS = 15.0, 60.0
LARGEST_BYTES = 40 * MIB
# What goes wrong on a connection or in what a provider says.
FAULTS = (OSError, imaplib.IMAP4.error, imapclient.exceptions.ProtocolError, ValueError)


class SignInRefused(Exception):
    """The provider does not take the password or the token, or we have none."""


class NoFolder(Exception):
    """The provider does not know the folder."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What a folder says of itself: uidvalidity, and the number that the next mail will have."""

    uidvalidity: int
    next_uid: int


class Connection:
    """Made open and signed in."""

    def __init__(self, account: Account) -> None:
        """Connect, and sign in. Raises SignInRefused, or one of FAULTS."""
        self.account = account
        context = ssl.create_default_context()
        self._client = imapclient.IMAPClient(
            account.host,
            account.port,
            ssl=account.begins_with_tls,
            ssl_context=context if account.begins_with_tls else None,
            timeout=imapclient.SocketTimeout(CONNECT_SECONDS, READ_SECONDS),
        )
        try:
            if not account.begins_with_tls and not account.is_loopback:
                self._client.starttls(context)
            self._sign_in()
        except BaseException:
            with contextlib.suppress(*FAULTS):
                self._client.shutdown()
            raise

    def _sign_in(self) -> None:
        user, command = self.account.user, self.account.token_command
        try:
            if command:
                self._client.oauth2_login(user, token(command))
                return
            password = settings.PEERLINE_SECRETS.read(SECRET).decode().strip("\r\n")
            if self._client.has_capability("AUTH=PLAIN"):
                self._client.plain_login(user, password)
            else:
                self._client.login(user, password)
        except (imapclient.exceptions.LoginError, PeerlineError) as error:
            raise SignInRefused from error

    def select(self, folder: str) -> Selected:
        """Open a folder. Raises NoFolder."""
        try:
            said = self._client.select_folder(folder)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise NoFolder from error
        return Selected(int(said.get(b"UIDVALIDITY", 0)), int(said.get(b"UIDNEXT", 0)))

    def has(self, folder: str) -> bool:
        """Whether the provider knows a folder."""
        return bool(self._client.folder_exists(folder))

    def everything(self) -> list[int]:
        """The numbers of all mails, rising."""
        self._forget_news()
        return sorted(self._client.search("ALL"))

    def unread_or_after(self, uid: int) -> list[int]:
        """The numbers of the mails that are unread, or newer than a number, rising."""
        self._forget_news()
        newer = {one for one in self._client.search(["UID", f"{uid + 1}:*"]) if one > uid}
        return sorted(newer.union(self._client.search("UNSEEN")))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes of each mail; one that is gone is not among them."""
        if not uids:
            return {}
        said = self._client.fetch(uids, ["RFC822.SIZE"])
        return {uid: int(facts[b"RFC822.SIZE"]) for uid, facts in said.items() if b"RFC822.SIZE" in facts}

    def mails(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The mails as the provider has them; one that is gone, or that it does not hand out, is not among them."""
        said = self._client.fetch(uids, [f"BODY.PEEK[]<0.{LARGEST_BYTES + 1}>"])
        return {uid: facts[b"BODY[]<0>"] for uid, facts in said.items() if facts.get(b"BODY[]<0>")}

    def finish(self, uids: Sequence[int]) -> None:
        """Do with mails that are on disk here what the account says."""
        if not uids:
            return
        if self.account.after == SEEN:
            self._client.add_flags(uids, [imapclient.SEEN], silent=True)
        elif self.account.after == MOVE and self._client.has_capability("MOVE"):
            self._client.move(uids, self.account.move_to)
        else:
            if self.account.after == MOVE:
                self._client.copy(uids, self.account.move_to)
            self._delete(uids)

    def _delete(self, uids: Sequence[int]) -> None:
        """Without UIDPLUS only all that is marked can be removed: not done while others have marked more than we."""
        self._client.delete_messages(uids, silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)
        elif set(self._client.search("DELETED")) <= set(uids):
            self._client.expunge()

    def has_news(self) -> bool:
        """Whether the provider told of new mail in any answer since the numbers were last asked for.

        It may do so at the end of every answer, that one included, and will not say it again when we wait.
        """
        return bool(self._client._imap.response("EXISTS")[1] != [None])

    def _forget_news(self) -> None:
        self.has_news()  # what imaplib hands out it forgets

    def wait(self, seconds: float) -> None:
        """Wait until the provider tells of something, at most so long (IDLE, RFC 2177)."""
        self._client.idle()
        self._client.idle_check(timeout=seconds)
        self._client.idle_done()

    @property
    def can_wait(self) -> bool:
        """Whether the provider tells of new mail by itself."""
        return bool(self._client.has_capability("IDLE"))

    def cut(self) -> None:
        """End the connection at once; whoever waits on it wakes. May be called from any thread."""
        with contextlib.suppress(OSError, AttributeError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        with contextlib.suppress(*FAULTS):
            self._client.logout()
        with contextlib.suppress(*FAULTS):
            self._client.shutdown()


def deletes(account: Account) -> bool:
    """Whether no taken mail stays in the folder it came to."""
    return account.after in {DELETE, MOVE}
