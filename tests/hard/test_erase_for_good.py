"""What was erased opens for nobody: every age file in the raw bytes is tried with every identity there ever was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

from tests.hard.sending import Told, new_mails, send_until_taken
from tests.journeys import secrecy
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.thief import Thief

MAILS = 12  # two of them with a file that is too large for a row
PATIENCE_SECONDS = 60.0


def test_opens_nothing_of_an_erased_conversation_from_database_log_and_blobs() -> None:
    with running_line() as line:
        thief, mails = Thief(line), new_mails(MAILS)
        send_until_taken(line.smtp, mails, Told())
        canaries = read_by_sol(thief)
        assert sorted(canaries.values()) == sorted(mails)
        erased = next(ref for ref in canaries if has_file(thief, ref))
        kept = next(ref for ref in canaries if ref != erased)
        theirs = list(thief.identities("Sol", erased).values())
        everybody = [*theirs, *identities_of_members(line, thief), *identities_of_server(line)]
        assert canaries[erased] in opened(line, theirs)

        run_erasing(line, erased)
        wait_for(lambda: thief.rows("SELECT why FROM conversations_erasure WHERE is_wiped") == [("asked",)], 60.0)
        line.stop()

        assert opened(line, theirs) == ""
        assert canaries[erased] not in opened(line, everybody)
        assert canaries[erased] not in str(secrecy.readable([canaries[erased]], secrecy.on_disk(line.folder)))
        assert canaries[kept] in opened(line, list(thief.identities("Sol", kept).values()))


def run_erasing(line: RunningLine, ref: str) -> None:
    """Sol erases it, beside the server."""
    subprocess.run([sys.executable, "-m", "tests.hard.erasing", ref], env=environment(line), check=True)


def environment(line: RunningLine) -> dict[str, str]:
    """For a program of the line's own."""
    return {**line.environment, "DJANGO_SETTINGS_MODULE": "peerline.settings"}


def read_by_sol(thief: Thief) -> dict[str, str]:
    """What each conversation says first, by its ref."""
    asked = """SELECT c.ref, m.ref FROM conversations_conversation c
        JOIN conversations_message m ON m.conversation_id = c.id ORDER BY m.id"""
    return {ref: thief.body("Sol", ref, message).text.strip() for ref, message in thief.rows(asked)}


def has_file(thief: Thief, ref: str) -> bool:
    """Whether an attachment belongs to it."""
    asked = """SELECT count(*) FROM conversations_attachment a JOIN conversations_message m ON m.id = a.message_id
        JOIN conversations_conversation c ON c.id = m.conversation_id WHERE c.ref = ?"""
    return bool(thief.one(asked, ref))


def identities_of_members(line: RunningLine, thief: Thief) -> list[str]:
    """What everybody's words open."""
    return [thief.bundle(alias).identity for alias in line.codes if alias != "Kim"]


def identities_of_server(line: RunningLine) -> list[str]:
    """All that is an identity in the secrets folder."""
    return [file.read_text() for file in (line.data / "secrets").rglob("*.age")]


def opened(line: RunningLine, identities: Iterable[str]) -> str:
    """All that they open of what lies on the disk, in a dump, and in the log of the server."""
    places = {
        **secrecy.on_disk(line.folder),
        **secrecy.dump(line.environment["PEERLINE_DATABASE_URL"], line.data),
    }
    found = secrecy.opened(secrecy.carved(places), list(identities))
    return b"\n".join(found).decode("utf-8", "replace")
