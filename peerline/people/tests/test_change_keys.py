from __future__ import annotations

import pytest
from django.test import Client

from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people import access, actions
from peerline.people.cargo import NewEpoch, NewWrap, Proof
from peerline.people.models import Wrap
from peerline.people.practice import PracticeMember
from peerline.people.sign_in import wrap_of
from peerline.seal import (
    Bundle,
    new_identity,
    new_signing_seed,
    open_bundle,
    recipient_of,
    seal_bundle,
    verify_key_of,
)
from tests.cast import code_keys

NEW = NewWrap("code", "1" * 64, "2" * 64, b"sealed")
NEW_SHEET = NewWrap("sheet", "3" * 64, "4" * 64, b"sealed")


def proof_of(member: PracticeMember, *, sheet: bool = False) -> Proof:
    keys = code_keys(member, sheet=sheet)
    return Proof(keys.look_up, keys.sign_in)


def next_epoch(member: PracticeMember) -> tuple[NewEpoch, Bundle]:
    bundle = Bundle(new_identity(), new_signing_seed())
    recipient = recipient_of(bundle.identity)
    link = seal_bundle(recipient, member.bundle)
    return NewEpoch(2, recipient, verify_key_of(bundle.seed), link, (NEW, NEW_SHEET)), bundle


@pytest.mark.parametrize("sheet", [False, True])
def test_the_old_code_opens_nothing_after_a_new_one(ada: PracticeMember, *, sheet: bool) -> None:
    actions.replace_code(ada.member, proof_of(ada, sheet=sheet), NEW)
    with pytest.raises(NotThere):
        wrap_of(proof_of(ada).look_up, proof_of(ada).sign_in)
    assert wrap_of(NEW.look_up, NEW.sign_in).key == ada.key
    assert wrap_of(proof_of(ada, sheet=True).look_up, proof_of(ada, sheet=True).sign_in).kind == Wrap.SHEET


def test_a_new_sheet_leaves_the_code(ada: PracticeMember) -> None:
    actions.replace_sheet(ada.member, proof_of(ada), NEW_SHEET)
    assert wrap_of(proof_of(ada).look_up, proof_of(ada).sign_in).kind == Wrap.CODE
    assert Wrap.objects.filter(key=ada.key).count() == 2


def test_nothing_changes_by_the_proof_of_another(ada: PracticeMember, bo: PracticeMember) -> None:
    for change in (actions.replace_code, actions.replace_sheet):
        with pytest.raises(NotThere):
            change(ada.member, proof_of(bo), NEW)
    with pytest.raises(NotThere):
        actions.rotate(ada.member, proof_of(bo), next_epoch(ada)[0])


def test_a_new_epoch_opens_the_old_one_by_its_back_link(ada: PracticeMember) -> None:
    new, bundle = next_epoch(ada)
    key = actions.rotate(ada.member, proof_of(ada), new)
    assert access.newest_key(ada.member) == key
    assert open_bundle(bundle.identity, key.back_link) == ada.bundle
    assert [one.epoch for one in access.keys(ada.member)] == [2, 1]


def test_a_new_epoch_ends_the_old_code_sheet_and_key(ada: PracticeMember) -> None:
    actions.rotate(ada.member, proof_of(ada), next_epoch(ada)[0])
    for sheet in (False, True):
        with pytest.raises(NotThere):
            wrap_of(proof_of(ada, sheet=sheet).look_up, proof_of(ada, sheet=sheet).sign_in)
    with pytest.raises(NotThere):
        access.key_by_ref(ada.key.ref)


def test_a_new_epoch_is_the_next_one_and_has_a_way_back(ada: PracticeMember) -> None:
    new, _ = next_epoch(ada)
    with pytest.raises(Conflict):
        actions.rotate(ada.member, proof_of(ada), NewEpoch(3, *_rest(new)))
    with pytest.raises(Refused):
        actions.rotate(ada.member, proof_of(ada), NewEpoch(2, new.recipient, new.verify_key, b"", new.wraps))


def test_every_change_ends_the_other_sessions(ada: PracticeMember, client: Client) -> None:
    client.force_login(ada.member)
    assert client.get("/people/").status_code == 404
    actions.replace_code(ada.member, proof_of(ada), NEW)
    assert client.get("/people/").status_code == 302


def _rest(new: NewEpoch) -> tuple[str, bytes, bytes, tuple[NewWrap, ...]]:
    return new.recipient, new.verify_key, new.back_link, tuple(new.wraps)
