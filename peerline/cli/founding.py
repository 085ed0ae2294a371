"""Founding a line: what `init` and `demo` share."""

from __future__ import annotations

import io
import tarfile
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command

from peerline import seal
from peerline.backup import ring
from peerline.channels.mail import sign
from peerline.cli.new_secrets import new_secrets
from peerline.kit.secret_files import SecretsFolder
from peerline.line import actions as line_actions
from peerline.line.models import Line
from peerline.people import actions as people
from peerline.people import roles
from peerline.people.cargo import Invite
from peerline.people.practice import Part, PracticeMember, practice_member, stretch

SHEET_FILE = "recovery.age"
CAST = (
    Part("Ada", (roles.COUNSELOR,), ("en", "pt", "ar"), here=True),
    Part("Bo", (roles.COUNSELOR,), ("en", "de")),
    Part("Tess", (roles.COUNSELOR,), ("en",), here=True, reviewed=True),
    Part("Sol", (roles.LEAD,), ("en", "pt"), here=True),
    Part("Noor", (roles.LEAD,), ("ar", "en")),
    Part("Kim", (roles.COORDINATOR,), ("en",)),
)


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made. `invitation` and `sheet` are shown once and are stored nowhere."""

    line: Line
    sheet: seal.Code
    invitation: str
    cast: tuple[PracticeMember, ...]


def found(new: line_actions.NewLine) -> Founded:
    """Make everything a line needs. Raises Conflict when there is a line here already."""
    settings.PEERLINE_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    line = line_actions.make_line(new)
    _make_secrets()
    sheet = _make_sheet(line)
    invitation = people.invite(None, Invite("", (roles.COORDINATOR,), (new.language,), reviewed=False))
    return Founded(line, sheet, invitation, _make_cast(line) if new.is_practice else ())


def told(founded: Founded) -> list[str]:
    """What `init` prints, a row each."""
    rows = [
        f"{founded.line.name} is made. Its data lies in {settings.PEERLINE_DATA}.",
        "",
        "The line recovery sheet. Write it on paper now; it is shown this once:",
        *(f"  {number:2}  {word}" for number, word in enumerate(founded.sheet.words(), 1)),
        "",
    ]
    if founded.cast:
        return [*rows, *cast_rows(founded.cast)]
    return [
        *rows,
        "The first coordinator joins here, within seven days, once:",
        f"  {settings.PEERLINE_URL}/join/#{founded.invitation}",
        "",
        "Then: peerline serve, and peerline check --open for what is still missing.",
    ]


def cast_rows(cast: tuple[PracticeMember, ...]) -> list[str]:
    """Who can sign in, and with which words."""
    return [
        f"  {one.member.alias:5} {' and '.join(role.name for role in one.member.roles.all()):12} "
        f"{' '.join(one.code.words())}"
        for one in cast
    ]


def _make_secrets() -> None:
    secrets: SecretsFolder = settings.PEERLINE_SECRETS
    made = {**new_secrets(), "address.age": seal.new_identity().encode(), **sign.new_keys()}
    for name, value in made.items():
        if not secrets.has(name):
            secrets.write(name, value)


def _make_sheet(line: Line) -> seal.Code:
    """Seal the secrets, less the delivery keys, to twelve words: without them a restored line could answer nobody."""
    sheet = seal.new_code(12)
    secrets: SecretsFolder = settings.PEERLINE_SECRETS
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("address.age", "django.key", "mac.key", "tag.key", sign.KEY_FILE, sign.SHORT_KEY_FILE):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(secrets.read(name)), 0o600
            archive.addfile(info, io.BytesIO(secrets.read(name)))
    recipient = seal.recipient_of(seal.keys_of_code(sheet, line.ref).identity)
    if not secrets.has(ring.SHEET_RECIPIENT):
        ring.keep_sheet(secrets, recipient)
    (settings.PEERLINE_DATA / SHEET_FILE).write_bytes(seal.seal(recipient, packed.getvalue()))
    return sheet


def _make_cast(line: Line) -> tuple[PracticeMember, ...]:
    stretch(CAST, line.ref)
    cast = tuple(practice_member(part) for part in CAST)
    for one in cast:
        people.confirm_sheet(one.member)
    return cast
