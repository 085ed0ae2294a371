"""The drill: a line goes on from backup, ring and sheet; what was erased stays gone after thirty days."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from peerline import seal
from tests.hard.sending import Told, new_mails, send_until_taken
from tests.hard.test_erase_for_good import (
    environment,
    has_file,
    identities_of_members,
    identities_of_server,
    read_by_sol,
    run_erasing,
)
from tests.journeys import secrecy
from tests.journeys.running import PEERLINE, RunningLine, own_database, running_line
from tests.journeys.thief import Thief

MAILS = 12  # two of them with a file that is too large for a row
IDENTITY = re.compile(rb"AGE-SECRET-KEY-[0-9A-Z-]+")
SEALED_IN_JSON = re.compile(base64.b64encode(secrecy.AGE_HEADER)[:-3] + rb"[0-9A-Za-z+/=]+")


def test_goes_on_from_backup_ring_and_sheet_on_either_database(tmp_path: Path) -> None:
    backup, mails = tmp_path / "backup", new_mails(MAILS)
    with running_line() as line:
        send_until_taken(line.smtp, mails, Told())
        before = read_by_sol(Thief(line))
        assert sorted(before.values()) == sorted(mails)
        line.command("backup", str(backup))
        assert "Whole:" in said_by_restore(line, backup, "--verify")
        line.stop()
        for database in ("", *others(line)):
            with burnt_down(line, tmp_path / f"new{bool(database)}", database) as anew:
                assert "Restored:" in said_by_restore(anew, backup)
                assert read_by_sol(Thief(anew)) == before
                anew.start()
                more = new_mails(1)
                send_until_taken(anew.smtp, more, Told())
                anew.stop()
                assert set(read_by_sol(Thief(anew)).values()) == {*mails, *more}


def test_opens_nothing_that_was_erased_once_the_keys_of_its_days_are_destroyed(tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    with running_line() as line:
        thief = Thief(line)
        send_until_taken(line.smtp, new_mails(MAILS), Told())
        line.command("backup", str(backup))
        canaries = read_by_sol(thief)
        erased = next(ref for ref in canaries if has_file(thief, ref))
        kept = next(ref for ref in canaries if ref != erased)
        theirs = list(thief.identities("Sol", erased).values())
        assert canaries[erased] in opened(backup, everybody(line, theirs))

        run_erasing(line, erased)
        line.stop()
        back_up_later(line, 29, backup)
        assert canaries[erased] in opened(backup, everybody(line, theirs)), "until then it opens, and the page says so"
        back_up_later(line, 30, backup)
        found = opened(backup, everybody(line, theirs))
        assert canaries[erased] not in found
        assert opened(backup, theirs) == ""
        assert canaries[kept] in found


def said_by_restore(line: RunningLine, backup: Path, *words: str) -> str:
    """Run `peerline restore` with the words of the sheet."""
    ran = subprocess.run(
        [*PEERLINE, "restore", str(backup), *words],
        env=line.environment,
        input=" ".join(line.sheet),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def others(line: RunningLine) -> Iterable[str]:
    """Besides SQLite: a fresh database where the tests run on PostgreSQL."""
    return ["fresh"] if line.environment["PEERLINE_DATABASE_URL"] else []


@contextmanager
def burnt_down(line: RunningLine, folder: Path, database: str) -> Iterator[RunningLine]:
    """The same line on another machine, where there is nothing yet."""
    folder.mkdir()
    with own_database() as fresh:
        url = fresh if database else ""
        changed = {"PEERLINE_DATA": str(folder / "data"), "PEERLINE_DATABASE_URL": url}
        anew = replace(line, folder=folder, environment={**line.environment, **changed})
        try:
            yield anew
        finally:
            if anew.process is not None and anew.process.poll() is None:
                anew.process.kill()
                anew.process.wait()


def everybody(line: RunningLine, theirs: list[str]) -> list[str]:
    """Every identity there is now: sheet, members, secrets folder; and the conversation's."""
    thief = Thief(line)
    sheet = seal.keys_of_code(seal.read_code(" ".join(line.sheet), 12), thief.one("SELECT ref FROM line_line"))
    return [sheet.identity, *theirs, *identities_of_members(line, thief), *identities_of_server(line)]


def back_up_later(line: RunningLine, days: int, backup: Path) -> None:
    """Make the backup of a day to come."""
    command = [sys.executable, "-m", "tests.hard.later", str(days), "backup", str(backup)]
    ran = subprocess.run(command, env=environment(line), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def opened(folder: Path, identities: list[str]) -> str:
    """All that they open of the files in a folder, and what that opens in turn: identities, and age files inside."""
    places, known, texts = secrecy.on_disk(folder), list(identities), []
    while places:
        plains = secrecy.opened(secrecy.carved(places), known)
        texts += plains
        new = {key.decode() for one in plains for key in IDENTITY.findall(one)} - set(known)
        known += sorted(new)
        places = {f"inside {number}": one for number, one in enumerate(inside(plains))}
        if new:
            places |= secrecy.on_disk(folder)
    return b"\n".join(texts).decode("utf-8", "replace")


def inside(plains: list[bytes]) -> Iterator[bytes]:
    """What may be an age file in what was opened: as it is, or as a row of JSON has it."""
    for one in plains:
        yield from (base64.b64decode(text) for text in SEALED_IN_JSON.findall(one))
        if one.startswith(secrecy.AGE_HEADER):
            yield one
