"""What the doctor asks a mail provider: is it reached, does it let us in, are the folders there.

That the provider can read what people write is always said: it is true of every such line.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from peerline.channels import access
from peerline.channels.mail.provider.account import Account
from peerline.channels.mail.provider.connection import FAULTS, Connection, SignInRefused
from peerline.kit.findings import Finding, Level


def findings(account: Account) -> list[Finding]:
    """Look, by one connection. Never raises for what the net or the provider does; half a minute at most a question."""
    return [_reached(account), _copies(), *_aside()]


def _reached(account: Account) -> Finding:
    try:
        connection = Connection(account)
        try:
            wanted = (*account.folders, *filter(None, (account.move_to,)))
            missing = [name for name in wanted if not connection.has(name)]
        finally:
            connection.close()
    except SignInRefused:
        hint = _("Look at the user, and at the password or the command for the token.")
        return Finding("imap", Level.ERROR, _("The mail provider does not let us in."), hint)
    except FAULTS:
        hint = _("Look at host and port in PEERLINE_IMAP.")
        return Finding("imap", Level.ERROR, _("The mail provider cannot be reached safely."), hint, account.host)
    if missing:
        hint = _("Make it there, or name another one.")
        return Finding("imap", Level.ERROR, _("A folder is missing at the mail provider."), hint, ", ".join(missing))
    return Finding("imap", Level.OK, _("The mailbox at the provider is reached."), found=account.host)


def _copies() -> Finding:
    hint = _("Use a provider you trust, let mails be deleted there, and tell people.")
    return Finding("imap-copies", Level.WARNING, _("The mail provider can read what people write."), hint)


def _aside() -> list[Finding]:
    count = access.set_aside()
    if not count:
        return []
    hint = _("They lie at the mail provider still. A lead can have them tried again on the queue page.")
    return [Finding("imap-aside", Level.WARNING, _("Some mails could not be taken in."), hint, str(count))]
