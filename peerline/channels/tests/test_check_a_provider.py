"""The doctor looks at the mailbox at the provider, and always says that copies lie there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from peerline.channels.mail.provider.account import Account
from peerline.channels.mail.provider.findings import findings
from peerline.channels.mail.tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from peerline.channels.models import LeftMail, ProviderFolder
from peerline.kit.clock import now
from peerline.kit.findings import Level
from peerline.kit.secret_files import SecretsFolder
from tests.journeys.running import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One for this module."""
    with dovecot() as running:
        yield running


@pytest.fixture
def box(server: Dovecot) -> Account:
    """The mailbox there."""
    return Account("127.0.0.1", server.port, USER, begins_with_tls=False)


def levels(account: Account) -> dict[str, Level]:
    """How bad each thing is."""
    return {one.name: one.level for one in findings(account)}


def test_finds_it_well_and_says_that_copies_lie_there(box: Account, secrets: SecretsFolder) -> None:
    secrets.write("imap.password", PASSWORD.encode())
    assert levels(box) == {"imap": Level.OK, "imap-copies": Level.WARNING}


def test_finds_a_wrong_password_and_none(box: Account, secrets: SecretsFolder) -> None:
    assert levels(box)["imap"] is Level.ERROR
    secrets.write("imap.password", b"wrong")
    assert levels(box)["imap"] is Level.ERROR


def test_finds_a_missing_folder(box: Account, secrets: SecretsFolder) -> None:
    secrets.write("imap.password", PASSWORD.encode())
    found = findings(replace(box, after="move", move_to="Nowhere"))[0]
    assert (found.level, found.found) == (Level.ERROR, "Nowhere")


def test_finds_nobody_there_and_no_tls(box: Account, secrets: SecretsFolder) -> None:
    secrets.write("imap.password", PASSWORD.encode())
    assert levels(replace(box, port=free_port()))["imap"] is Level.ERROR
    assert levels(replace(box, begins_with_tls=True))["imap"] is Level.ERROR


def test_tells_what_was_set_aside(box: Account, secrets: SecretsFolder) -> None:
    folder = ProviderFolder.objects.create(name="INBOX")
    LeftMail.objects.create(folder=folder, uid=1, tries=3, set_aside_at=now())
    assert levels(box)["imap-aside"] is Level.WARNING
