"""Who gets the line's OpenPGP key, and when a lead has to do something."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.test import Client

from peerline.kit.clock import now
from peerline.kit.errors import Conflict, NotThere
from peerline.people import access, actions, mail_key
from peerline.people.cargo import NewMailKey
from peerline.people.models import MailKeyPart, Member
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.openpgp import FINGERPRINT, PUBLIC

YEAR = timedelta(days=365)


def wish(*members: Member, after: int = 0) -> NewMailKey:
    keys = access.newest_keys(members)
    parts = {keys[one.pk].ref: f"sealed to {one.alias}".encode() for one in members}
    return NewMailKey(PUBLIC, now() + YEAR, after, parts)


def test_goes_to_everybody_who_answers(cast: Cast) -> None:
    actions.publish_mail_key(cast.sol.member, wish(*access.may_hold()))
    whole = set(MailKeyPart.objects.filter(has_primary=True).values_list("member__alias", flat=True))
    assert whole == {"Sol", "Noor"}
    assert mail_key.holding().task == mail_key.NOTHING
    assert not mail_key.parts_of(cast.kim.member)


def test_is_no_affair_of_others(cast: Cast) -> None:
    for one in (cast.ada, cast.kim, cast.bo):
        with pytest.raises(NotThere):
            actions.publish_mail_key(one.member, wish(*access.may_hold()))
        with pytest.raises(NotThere):
            actions.revoke_mail_key(one.member, PUBLIC)


def test_leaves_nobody_out_and_lets_nobody_in(cast: Cast) -> None:
    everybody = access.may_hold()
    for wrong in (wish(*everybody[1:]), wish(*everybody, cast.kim.member)):
        with pytest.raises(Conflict):
            actions.publish_mail_key(cast.sol.member, wrong)
    assert not MailKeyPart.objects.exists()


def test_is_renewed_when_somebody_leaves(cast: Cast) -> None:
    actions.publish_mail_key(cast.sol.member, wish(*access.may_hold()))
    actions.leave(cast.bo.member)
    assert (mail_key.holding().task, mail_key.holding().gone) == (mail_key.RENEW, ("Bo",))
    assert mail_key.task_for(cast.sol.member) == mail_key.RENEW
    assert not mail_key.task_for(cast.ada.member)
    actions.publish_mail_key(cast.sol.member, wish(*access.may_hold(), after=1))
    assert mail_key.holding().task == mail_key.NOTHING


def test_is_given_to_who_comes_later(sol: PracticeMember, request: pytest.FixtureRequest) -> None:
    actions.publish_mail_key(sol.member, wish(sol.member))
    ada: PracticeMember = request.getfixturevalue("ada")
    assert (mail_key.holding().task, mail_key.holding().waiting) == (mail_key.GIVE, (ada.member,))
    given = wish(ada.member).parts
    with pytest.raises(Conflict):
        actions.give_mail_key(sol.member, FINGERPRINT, version=2, parts=given)
    actions.give_mail_key(sol.member, FINGERPRINT, version=1, parts=given)
    assert [part.has_primary for part in mail_key.parts_of(ada.member)] == [False]


def test_is_a_page_for_leads_alone(cast: Cast, client: Client) -> None:
    for one, status in ((cast.sol, 200), (cast.ada, 404), (cast.kim, 404)):
        client.force_login(one.member)
        assert client.get("/encrypted-mail/").status_code == status


def test_hands_out_only_what_is_sealed_to_the_asker(cast: Cast, client: Client) -> None:
    assert client.get("/api/mail-key").status_code == 404
    actions.publish_mail_key(cast.sol.member, wish(*access.may_hold()))
    client.force_login(cast.ada.member)
    (part,) = client.get("/api/mail-key").json()["parts"]
    assert base64.b64decode(part["sealed"]) == b"sealed to Ada"
