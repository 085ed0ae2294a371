"""What the doctor looks at: the machine, the line, its domain. Rooms give their findings; here they come together."""

from __future__ import annotations

import os
import shutil

from django.conf import settings
from django.utils.translation import gettext as _

from peerline.backup import check as backup_check
from peerline.channels import tags
from peerline.channels.mail import check_dns, sign
from peerline.channels.mail import findings as mail
from peerline.channels.mail.provider import findings as provider
from peerline.channels.mail.provider.account import account
from peerline.conversations import access as conversations
from peerline.directory import access as directory
from peerline.kit.findings import Finding, Level
from peerline.line import access as line_access
from peerline.line import check as line_check
from peerline.people import access as people
from peerline.post import access as post

LOW_DISK_BYTES = 1_000_000_000
SECRETS = ("address.age", "django.key", "mac.key", "tag.key")


def findings(*, with_dns: bool, with_opening: bool) -> list[Finding]:
    """All findings: the machine, the line, and its domain."""
    line = line_access.line_or_none()
    found = line_check.findings(people.confirmed_leads() if line else 0)
    if line is None:
        return found
    found += _machine()
    found += backup_check.findings()
    if with_opening:
        found.append(_test_letter())
    found += mail.queueing()
    if with_dns and (box := account()):
        found += provider.findings(box)
    if with_dns and not line.is_practice:
        found += _domain()
    return found


def counts() -> dict[str, int]:
    """The numbers of `--json`."""
    return {**conversations.counts(), **post.counts(), "services": directory.service_count()}


def _machine() -> list[Finding]:
    missing = [one for one in SECRETS if not settings.PEERLINE_SECRETS.has(one)]
    secrets = (
        Finding("secrets", Level.ERROR, _("Secrets are missing."), _("Restore the secrets folder."), ", ".join(missing))
        if missing
        else Finding("secrets", Level.OK, _("The secrets are there."))
    )
    free = shutil.disk_usage(settings.PEERLINE_DATA).free
    disk = Finding("disk", Level.OK, _("There is room on the disk."), found=f"{free // 10**9} GB")
    if free < LOW_DISK_BYTES:
        disk = Finding(
            "disk", Level.ERROR, _("The disk is nearly full."), _("Make room: mail is put off when it is full.")
        )
    return [secrets, disk, _folder_mode(), _https(), _test_queue()]


def _folder_mode() -> Finding:
    mode = settings.PEERLINE_SECRETS.path.stat().st_mode & 0o077
    if not mode or os.environ.get("CREDENTIALS_DIRECTORY"):
        return Finding("secrets-mode", Level.OK, _("Only the server's user can read the secrets folder."))
    return Finding("secrets-mode", Level.ERROR, _("Others can read the secrets folder."), _("chmod 700 the folder."))


def _https() -> Finding:
    if settings.PEERLINE_URL.startswith("https://") or line_access.the_line().is_practice:
        return Finding("https", Level.OK, _("Pages are called by HTTPS."), found=settings.PEERLINE_URL)
    hint = _("Set PEERLINE_URL to the https:// address of the line.")
    return Finding("https", Level.ERROR, _("Pages are not called by HTTPS."), hint, settings.PEERLINE_URL)


def _test_queue() -> Finding:
    failed = post.counts()["outgoing_failed"]
    if not failed:
        return Finding("outgoing", Level.OK, _("Nothing that should have left was given up."))
    return Finding(
        "outgoing",
        Level.WARNING,
        _("Some mail could not be delivered."),
        _("The desk shows which and why."),
        str(failed),
    )


def _test_letter() -> Finding:
    line = line_access.the_line()
    if conversations.is_test_answered() or line.is_practice:
        return Finding("test-letter", Level.OK, _("A test letter was answered, and the answer has left."))
    hint = _("Write to %(address)s from an ordinary mailbox, answer it at the desk, and see the answer arrive.")
    hint %= {"address": f"{line.mailbox}+{tags.TEST}@{line.domain}"}
    return Finding("test-letter", Level.ERROR, _("No test letter was answered yet."), hint)


def _domain() -> list[Finding]:
    line = line_access.the_line()
    host = settings.PEERLINE_MAIL_HOST or line.domain
    short = (sign.SHORT_SELECTOR, sign.short_record())
    records = check_dns.Records(line.domain, host, sign.SELECTOR, sign.record(), short=short)
    return [*check_dns.findings(records), *mail.signing(), *mail.proving()]
