"""The doctor says what a queue before the door means, and whether DANE can be seen."""

from __future__ import annotations

from pytest_django.fixtures import Settings

from peerline.channels.mail.findings import proving, queueing
from peerline.channels.mail.tests.name_server import NameServer
from peerline.kit.environment import Bind
from peerline.kit.findings import Level


def test_warns_of_what_a_queue_before_the_door_keeps_and_sends_back(settings: Settings) -> None:
    settings.PEERLINE_LMTP_BIND = None
    assert queueing() == []
    settings.PEERLINE_LMTP_BIND = Bind("127.0.0.1", 8024)
    assert [one.level for one in queueing()] == [Level.WARNING]


def test_says_whether_a_resolver_here_validates(settings: Settings) -> None:
    with NameServer() as names:
        names.zone = {(".", "SOA"): ["a.root. b.root. 1 2 3 4 5"]}
        assert proving(names.asker())[0].level is Level.WARNING
        names.proven = True
        assert proving(names.asker())[0].level is Level.OK
        names.zone = {(".", "SOA"): ["!"]}
        assert proving(names.asker())[0].level is Level.WARNING
        settings.PEERLINE_SMARTHOST = "smtps://smtp.provider.example"
        assert proving(names.asker()) == []
