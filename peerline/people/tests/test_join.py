from __future__ import annotations

from dataclasses import replace

import pytest

from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.line.models import Line
from peerline.people import access, actions
from peerline.people.cargo import Invite, Joining, NewWrap
from peerline.people.models import Key, Member, Wrap
from peerline.people.practice import PracticeMember
from peerline.seal import new_identity, open_bundle, recipient_of
from tests.cast import code_keys

WRAPS = tuple(NewWrap(kind, f"{at:064x}", f"{at + 9:064x}", b"sealed") for at, kind in enumerate(("code", "sheet")))
RECIPIENT = recipient_of(new_identity())
JOINING = Joining("Ada", ("en", "pt-BR"), "Europe/Dublin", RECIPIENT, bytes(32), WRAPS)


@pytest.fixture
def token(lantern: Line) -> str:
    return actions.invite(None, Invite("Ada", ("counselor", "lead"), reviewed=False))


def test_gives_what_the_invitation_says(token: str) -> None:
    member = actions.join(token, JOINING)
    assert {role.name for role in member.roles.all()} == {"counselor", "lead"}
    assert not member.reviewed
    assert not member.here
    assert member.languages == "en pt-BR"
    assert member.sheet_confirmed_at is not None


def test_works_once(token: str) -> None:
    actions.join(token, JOINING)
    with pytest.raises(NotThere):
        actions.join(token, replace(JOINING, alias="Another"))


@pytest.mark.parametrize("wraps", [(), WRAPS[:1], (WRAPS[0], WRAPS[0]), (*WRAPS, WRAPS[0])])
def test_stores_nothing_without_code_and_sheet(token: str, wraps: tuple[NewWrap, ...]) -> None:
    with pytest.raises(Refused):
        actions.join(token, replace(JOINING, wraps=wraps))
    assert not Member.objects.exists()
    assert not Key.objects.exists()
    assert access.invitation(token).used_at is None


@pytest.mark.parametrize("alias", ["ADA", " ada ", "Ａｄａ"])
def test_refuses_an_alias_that_reads_the_same(token: str, alias: str) -> None:
    actions.join(token, JOINING)
    second = actions.invite(None, Invite("", ("counselor",)))
    with pytest.raises(Conflict):
        actions.join(second, replace(JOINING, alias=alias))
    assert access.invitation(second).used_at is None


@pytest.mark.parametrize(
    "change",
    [{"alias": "  "}, {"alias": "a\u202eb"}, {"languages": ()}, {"time_zone": "Moon/Sea"}, {"recipient": "age1"}],
)
def test_refuses_what_is_unfit(token: str, change: dict[str, object]) -> None:
    with pytest.raises(Refused):
        actions.join(token, replace(JOINING, **change))  # type: ignore[arg-type]


def test_stores_hashes_of_what_the_browser_derived(token: str) -> None:
    actions.join(token, JOINING)
    for wrap in Wrap.objects.all():
        assert bytes.fromhex(f"{0:064x}") not in (wrap.look_up_hash, wrap.sign_in_hash)
        assert len(wrap.look_up_hash) == len(wrap.sign_in_hash) == 32


def test_wraps_one_bundle_by_code_and_by_sheet(ada: PracticeMember) -> None:
    for kind in (Wrap.CODE, Wrap.SHEET):
        sealed = Wrap.objects.get(key=ada.key, kind=kind).sealed
        assert open_bundle(code_keys(ada, sheet=kind == Wrap.SHEET).identity, sealed) == ada.bundle


def test_keeps_no_last_sign_in() -> None:
    assert "last_login" not in {field.name for field in Member._meta.get_fields()}
