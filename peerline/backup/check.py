"""What the doctor looks at in the backups: how old the last one is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from peerline.backup.write import LAST
from peerline.kit.clock import now
from peerline.kit.findings import Finding, Level

OLDEST = timedelta(days=2)


def findings() -> list[Finding]:
    """One finding: the age of the last backup."""
    hint = _("Let the machine run peerline backup FOLDER each day, and keep the folder on another machine too.")
    try:
        made_at = datetime.fromisoformat((settings.PEERLINE_DATA / LAST).read_text())
    except (OSError, ValueError):
        return [Finding("backup", Level.WARNING, _("No backup was made yet."), hint)]
    age = now() - made_at
    if age > OLDEST:
        return [Finding("backup", Level.WARNING, _("The last backup is old."), hint, f"{age.days} d")]
    return [Finding("backup", Level.OK, _("A backup was made lately."), found=f"{age.days} d")]
