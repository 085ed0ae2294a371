"""Which mailbox at which provider, and what becomes of its mails: the settings, read and checked.

TLS is a must but on loopback: `imaps://` begins with it, `imap://` asks for it (STARTTLS) before anything else is said.
The password is never in a setting; it is the secret `imap.password`, or a command prints an OAuth 2 token.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from peerline.channels.domains import is_loopback
from peerline.kit.environment import WrongSetting

DELETE, SEEN, MOVE = "delete", "seen", "move"
PORTS = {"imaps": 993, "imap": 143}
MOST_FOLDERS = 8
SECRET = "imap.password"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class Account:
    """One mailbox at a provider.

    begins_with_tls  else STARTTLS is asked for, but on loopback
    folders          looked into, each by a connection of its own
    after            what becomes of a mail that is on disk here: DELETE, SEEN or MOVE
    move_to          the folder for MOVE, else ""
    token_command    prints an OAuth 2 token; "" for a password
    """

    host: str
    port: int
    user: str
    begins_with_tls: bool = True
    folders: tuple[str, ...] = ("INBOX",)
    after: str = DELETE
    move_to: str = ""
    token_command: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether nobody else can listen on the way."""
        return is_loopback(self.host)


def account() -> Account | None:
    """The account of the settings, None without one. Raises WrongSetting."""
    url: str = settings.PEERLINE_IMAP
    if not url:
        return None
    host, port, user, begins_with_tls = _place(url)
    after, move_to = _after(settings.PEERLINE_IMAP_AFTER)
    folders = tuple(dict.fromkeys(filter(None, (one.strip() for one in settings.PEERLINE_IMAP_FOLDERS.split(",")))))
    if not folders or len(folders) > MOST_FOLDERS or move_to in folders:
        hint = f"name 1 to {MOST_FOLDERS} folders, parted by commas, none of them the one that mails are moved to"
        raise WrongSetting("IMAP_FOLDERS", "cannot be meant.", hint)
    return Account(
        host=host,
        port=port,
        user=user,
        begins_with_tls=begins_with_tls,
        folders=folders,
        after=after,
        move_to=move_to,
        token_command=settings.PEERLINE_IMAP_TOKEN_COMMAND,
    )


def _place(url: str) -> tuple[str, int, str, bool]:
    hint = "write imaps://USER@HOST, with %40 for an @ in USER"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongSetting("IMAP", "is no address of a mailbox.", hint) from None
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise WrongSetting("IMAP", "is no address of a mailbox.", hint)
    if parts.password is not None:
        raise WrongSetting("IMAP", "holds a password.", f"put it into the file {SECRET} of the secrets folder")
    return parts.hostname, port or PORTS[parts.scheme], unquote(parts.username), parts.scheme == "imaps"


def _after(value: str) -> tuple[str, str]:
    kind, _, folder = value.partition(":")
    if (kind in {DELETE, SEEN} and not folder) or (kind == MOVE and folder):
        return kind, folder
    raise WrongSetting("IMAP_AFTER", f"is {value!r}.", "write delete, seen or move:FOLDER")
