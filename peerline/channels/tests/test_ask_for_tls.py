"""The MTA-STS policy: under its own host alone, and only where the door has a certificate."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.line.models import Line

pytestmark = pytest.mark.django_db
PATH = "/.well-known/mta-sts.txt"


@pytest.fixture(autouse=True)
def door(settings: Settings, lantern: Line) -> None:
    settings.ALLOWED_HOSTS = ["mta-sts.lantern.example", "lantern.example"]
    settings.PEERLINE_MAIL_HOST = "mail.lantern.example"
    settings.PEERLINE_SMTP_CERTIFICATE = "/etc/peerline/door.pem"


def test_asks_other_servers_to_insist(client: Client) -> None:
    found = client.get(PATH, headers={"host": "mta-sts.lantern.example"})
    assert found["Content-Type"].startswith("text/plain")
    assert found.content.decode().splitlines() == [
        "version: STSv1",
        "mode: enforce",
        "mx: mail.lantern.example",
        "max_age: 604800",
    ]
    assert not found.cookies


def test_asks_nothing_under_another_host(client: Client) -> None:
    assert client.get(PATH, headers={"host": "lantern.example"}).status_code == 404


def test_asks_nothing_without_a_certificate(client: Client, settings: Settings) -> None:
    settings.PEERLINE_SMTP_CERTIFICATE = ""
    assert client.get(PATH, headers={"host": "mta-sts.lantern.example"}).status_code == 404
