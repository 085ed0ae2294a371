"""A real Postfix in front, with the rows that `deploy/` shows: one that keeps nothing, and one that queues."""

from __future__ import annotations

import json
import smtplib
from collections import Counter
from collections.abc import Iterator

import pytest

from peerline.channels.mail.tests.authority import Authority
from peerline.channels.mail.tests.postfix import Postfix, postfix
from tests.hard.opened import stored
from tests.journeys.running import ADDRESS, RunningLine, free_port, running_line, wait_for

SECONDS = 60.0
WREN = "wren@writer.example"


@pytest.fixture(scope="module")
def lmtp() -> int:
    """Where the line's LMTP door is."""
    return free_port()


@pytest.fixture(scope="module")
def line(lmtp: int) -> Iterator[RunningLine]:
    """One line for both."""
    with running_line(PEERLINE_LMTP_BIND=f"127.0.0.1:{lmtp}") as running:
        yield running


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the server in front."""
    path, _ = Authority.made(tmp_path_factory.mktemp("authority")).for_host("line.lantern.example")
    return str(path)


def hand_in(server: Postfix, word: str, *, to: str = ADDRESS) -> int:
    """Write by that server; gives what it says in the end."""
    mail = f"From: {WREN}\r\nTo: {to}\r\nMessage-ID: <{word}@writer.example>\r\n\r\n{word}\r\n"
    with smtplib.SMTP("127.0.0.1", server.port, local_hostname="writer.example", timeout=SECONDS) as client:
        client.starttls()
        try:
            client.sendmail(WREN, [to], mail)
        except smtplib.SMTPRecipientsRefused as error:
            return error.recipients[to][0]
        except smtplib.SMTPResponseException as error:
            return error.smtp_code
    return 250


def found(line: RunningLine) -> Counter[str]:
    """What is stored, by its one word."""
    return stored(line).canaries


def test_says_the_lines_own_answer_and_keeps_nothing(line: RunningLine, certificate: str) -> None:
    changes = {"127.0.0.1:8025": f"127.0.0.1:{line.smtp}", "/etc/peerline/smtp.pem": certificate}
    with postfix("postfix-before-queue.cf", changes) as server:
        assert hand_in(server, "canary-before") == 250
        assert found(line)["canary-before"] == 1
        assert hand_in(server, "canary-nobody", to="nobody@lantern.example") == 550
        assert hand_in(server, "canary-elsewhere", to="wren@writer.example") in {550, 554}
        line.stop()
        try:
            assert hand_in(server, "canary-later") in {450, 451}
        finally:
            line.start()
        assert server.queued() == []
        assert hand_in(server, "canary-later") == 250
    assert found(line)["canary-later"] == 1


def test_keeps_readable_mail_while_the_line_is_down_and_check_warns(
    line: RunningLine, lmtp: int, certificate: str
) -> None:
    changes = {"127.0.0.1:8024": f"127.0.0.1:{lmtp}", "/etc/peerline/smtp.pem": certificate}
    with postfix("postfix-queue.cf", changes) as server:
        assert hand_in(server, "canary-nobody", to="nobody@lantern.example") == 550
        line.stop()
        try:
            assert hand_in(server, "canary-queued") == 250
            wait_for(lambda: any(b"canary-queued" in one for one in server.queued()), SECONDS)
        finally:
            line.start()

        def is_there() -> bool:
            server.flush()
            return found(line)["canary-queued"] == 1

        wait_for(is_there, SECONDS)
        wait_for(lambda: server.queued() == [], SECONDS)
    said = json.loads(line.command("check", "--json", "--no-dns"))
    assert [one["level"] for one in said["findings"] if one["name"] == "lmtp"] == ["warning"]
