"""The line's OpenPGP key: what is published, and how it is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from peerline.kit.clock import now
from peerline.kit.errors import Conflict, Refused
from peerline.line import access, actions, certificate
from peerline.line.models import Line, MailKey
from peerline.line.web_key import name_of
from tests.openpgp import FINGERPRINT, PUBLIC, SECRET

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
HERE = f"/.well-known/openpgpkey/hu/{name_of('hello')}"


def published() -> MailKey:
    return actions.publish_mail_key(PUBLIC, now() + YEAR, after=0)


def test_names_a_mailbox_as_the_draft_does() -> None:
    assert name_of("Joe.Doe") == "iy9q119eutrkn8s1mk4r39qejnbu3n5q"


def test_computes_the_fingerprint(lantern: Line) -> None:
    assert certificate.fingerprint_of(PUBLIC, lantern.address) == FINGERPRINT


def test_never_takes_a_secret(lantern: Line) -> None:
    for data in (SECRET, PUBLIC + SECRET, PUBLIC + PUBLIC, PUBLIC[:-1], b"", b"\x00" * 40):
        with pytest.raises(Refused):
            actions.publish_mail_key(data, now() + YEAR, after=0)
    assert access.mail_key() is None


def test_takes_no_key_of_another_address(lantern: Line) -> None:
    with pytest.raises(Refused):
        certificate.fingerprint_of(PUBLIC, "mallory@lantern.example")


def test_is_found_by_both_methods_and_by_no_other_name(client: Client, lantern: Line) -> None:
    assert client.get(HERE).status_code == 404
    published()
    for path in (HERE, HERE.replace("/hu/", "/Lantern.example/hu/")):
        assert client.get(path).content == PUBLIC
    for path in (HERE[:-1], HERE.replace("/hu/", "/other.example/hu/"), HERE.replace(HERE[-32:], name_of("wren"))):
        assert client.get(path).status_code == 404
    assert client.get("/.well-known/openpgpkey/policy").status_code == 200


def test_shows_its_fingerprint_to_everybody(client: Client, lantern: Line) -> None:
    assert b"fingerprint" not in client.get("/key/").content
    published()
    shown = client.get("/key/").content.decode()
    assert access.mail_key() is not None
    assert " ".join(FINGERPRINT[at : at + 4] for at in range(0, 40, 4)) in shown
    assert 'src="data:image/svg+xml' in shown
    assert b"BEGIN PGP PUBLIC KEY BLOCK" in client.get("/key/public.asc").content


def test_is_published_once_and_renewed_in_order(lantern: Line) -> None:
    published()
    with pytest.raises(Conflict):
        published()
    assert actions.publish_mail_key(PUBLIC, now() + YEAR, after=1).version == 2


def test_is_in_use_until_revoked(lantern: Line) -> None:
    published()
    assert access.mail_key_in_use() is not None
    actions.revoke_mail_key(PUBLIC)
    assert access.mail_key_in_use() is None
    assert access.mail_key() is not None
