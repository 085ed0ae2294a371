"""Every verb that writes members, keys, wraps and invitations. Each is one transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import new_ref
from peerline.line import actions as line_actions
from peerline.line.models import MailKey
from peerline.people import access, mail_key
from peerline.people.cargo import Invite, Joining, NewEpoch, NewMailKey, NewWrap, Proof, Self
from peerline.people.checks import checked_alias, checked_languages, checked_roles, checked_self
from peerline.people.hashes import look_up_hash, sign_in_hash, token_hash
from peerline.people.models import Invitation, Key, MailKeyPart, Member, Role, Wrap
from peerline.people.roles import COORDINATOR, IRREPLACEABLE, LEAD
from peerline.people.sealed_person import packed
from peerline.people.sign_in import wrap_of
from peerline.seal import Broken, seal


@transaction.atomic
def invite(by: Member | None, wish: Invite) -> str:
    """A new invitation. Returns its token, which is shown once as `/join/#TOKEN` and is not stored.

    by      the coordinator; None for the first one of a line
    Raises  Refused for an unknown role or language
    """
    token = new_ref()
    at = minute(now())
    Invitation.objects.create(
        token_hash=token_hash(token),
        alias=wish.alias.strip(),
        roles=" ".join(checked_roles(wish.roles)),
        languages=" ".join(checked_languages(wish.languages)),
        reviewed=wish.reviewed,
        made_by=by,
        made_at=at,
        expires_at=at + access.INVITED,
    )
    return token


@transaction.atomic
def withdraw_invitation(name: str) -> None:
    """Take back an invitation that nobody has used; `name` is as Invitation.name says."""
    try:
        Invitation.objects.filter(token_hash=bytes.fromhex(name), used_at=None).delete()
    except ValueError as error:
        raise NotThere from error


@transaction.atomic
def join(token: str, joining: Joining) -> Member:
    """Somebody invited becomes a member. Nothing is stored of a joining that was not confirmed to the end.

    Raises NotThere for an invitation that cannot be used, Conflict when the alias is taken, Refused for what is unfit.
    """
    invitation = access.invitation(token)
    said = checked_self(Self(joining.alias, joining.languages, joining.time_zone))
    _require_both(joining.wraps)
    member = Member(
        ref=new_ref(),
        username=_free_username(said.alias),
        reviewed=invitation.reviewed,
        joined_at=minute(now()),
        sheet_confirmed_at=minute(now()),
    )
    _say(member, said)
    member.renew_stamp()
    member.save()
    Role.objects.bulk_create(Role(member=member, name=name) for name in invitation.roles.split())
    _store_key(member, NewEpoch(1, joining.recipient, joining.verify_key, b"", joining.wraps))
    # Conditional, so that two browsers with one link cannot both get in.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=minute(now()), used_by=member):
        raise Conflict
    return member


def check_alias(alias: str) -> None:
    """Whether somebody could join under it. Raises Conflict when it is taken, Refused when it is unfit."""
    _free_username(checked_alias(alias))


@transaction.atomic
def set_here(member: Member, here: bool) -> None:  # noqa: FBT001 - the state itself is what is set
    """Take conversations from now on, or not."""
    member.here = here
    member.save(update_fields=["here"])


@transaction.atomic
def change_self(member: Member, said: Self) -> None:
    """A member changes alias, languages or time zone. Raises Conflict when the alias is taken."""
    said = checked_self(said)
    member.username = _free_username(said.alias, but=member)
    _say(member, said)
    member.save(update_fields=["username", "alias", "languages", "time_zone"])


@transaction.atomic
def say_person(member: Member, sealed: Mapping[str, bytes]) -> None:
    """Keep real name and contact, sealed by the member's browser.

    sealed  ref of a key -> what is sealed to it: the coordinators' keys, and the member's own
    Raises  Refused when one is sealed to somebody who is neither
    """
    allowed = access.recipients_of([member, *access.coordinators()])
    if not set(sealed) <= set(allowed):
        raise Refused(code="not-a-coordinator")
    member.sealed_person = packed(sealed)
    member.save(update_fields=["sealed_person"])


@transaction.atomic
def replace_code(member: Member, proof: Proof, wrap: NewWrap) -> None:
    """A new code instead of the old one. The proof may be the old code or the sheet. Ends all other sessions."""
    _replace_wrap(member, proof, wrap, kind=Wrap.CODE)


@transaction.atomic
def replace_sheet(member: Member, proof: Proof, wrap: NewWrap) -> None:
    """A new recovery sheet instead of the old one, typed back in the browser. Ends all other sessions."""
    _replace_wrap(member, proof, wrap, kind=Wrap.SHEET)
    confirm_sheet(member)


@transaction.atomic
def confirm_sheet(member: Member) -> None:
    """The member has typed words of the sheet back: it exists on paper."""
    member.sheet_confirmed_at = minute(now())
    member.save(update_fields=["sheet_confirmed_at"])


@transaction.atomic
def rotate(member: Member, proof: Proof, new: NewEpoch) -> Key:
    """A new epoch of the member key, with a new code and a new sheet; the old ones open nothing any more.

    Grants to the old key stay: the new bundle opens the back link, the back link opens them.
    Raises NotThere for a proof that is not this member's, Conflict when the epoch is not the next one.
    """
    _prove(member, proof)
    old = access.newest_key(member)
    if old is None or new.epoch != old.epoch + 1:
        raise Conflict
    if not new.back_link:
        raise Refused(code="no-back-link")
    _require_both(new.wraps)
    Key.objects.filter(member=member, retired_at=None).update(retired_at=minute(now()))
    Wrap.objects.filter(key__member=member).delete()
    key = _store_key(member, new)
    confirm_sheet(member)
    _end_sessions(member)
    return key


@transaction.atomic
def set_duties(member: Member, roles: Collection[str], *, reviewed: bool) -> None:
    """The coordinator changes what a member does. Raises Refused when nobody else would be coordinator, or lead."""
    wanted = checked_roles(roles)
    _require_another(member, gives_up=IRREPLACEABLE - set(wanted))
    Role.objects.filter(member=member).exclude(name__in=wanted).delete()
    known = set(Role.objects.filter(member=member).values_list("name", flat=True))
    Role.objects.bulk_create(Role(member=member, name=name) for name in wanted if name not in known)
    member.reviewed = reviewed
    member.save(update_fields=["reviewed"])


@transaction.atomic
def leave(member: Member) -> None:
    """The member is gone: signed out everywhere, the wraps deleted, the keys retired, the name erased.

    For pages `conversations.actions.leave`, which first sees to what the member holds.
    Alias and verify keys stay, for the messages the member signed. Raises Refused for the last coordinator or lead.
    """
    _require_another(member, gives_up=IRREPLACEABLE)
    at = minute(now())
    Wrap.objects.filter(key__member=member).delete()
    Key.objects.filter(member=member, retired_at=None).update(retired_at=at)
    member.left_at, member.here, member.sealed_person = at, False, b""
    # The alias can be taken anew.
    member.username = f"left:{member.ref}"
    member.renew_stamp()
    member.save()


@transaction.atomic
def publish_mail_key(by: Member, wish: NewMailKey) -> None:
    """A lead publishes the line's OpenPGP key or new subkeys of it, with a part for everybody who answers.

    Raises  Conflict when it was published meanwhile, or somebody came or went; Refused for what is no such key
    """
    _require_lead(by)
    key = line_actions.publish_mail_key(wish.certificate, wish.expires_at, after=wish.after)
    receivers = mail_key.receivers()
    if set(wish.parts) != {holder_key.ref for _member, holder_key in receivers}:
        raise Conflict
    for _member, holder_key in receivers:
        _give_part(by, key, holder_key=holder_key, sealed=wish.parts[holder_key.ref])


@transaction.atomic
def give_mail_key(by: Member, fingerprint: str, *, version: int, parts: Mapping[str, bytes]) -> None:
    """A lead seals the key as it is to members who have not got it. Raises NotThere for a key that cannot be sealed to.

    fingerprint, version   of the key that was looked at; Conflict when it is another by now
    """
    _require_lead(by)
    key = mail_key.holding().key
    if key is None or (key.fingerprint, key.version) != (fingerprint, version):
        raise Conflict
    allowed = {holder_key.ref: holder_key for _member, holder_key in mail_key.receivers()}
    if not set(parts) <= set(allowed):
        raise NotThere
    for ref, sealed in parts.items():
        _give_part(by, key, holder_key=allowed[ref], sealed=sealed)


@transaction.atomic
def revoke_mail_key(by: Member, certificate: bytes) -> None:
    """A lead publishes that the key counts no more. The parts stay: they open the mail there is."""
    _require_lead(by)
    line_actions.revoke_mail_key(certificate)


def _require_lead(by: Member) -> None:
    if not by.has_role(LEAD):
        raise NotThere


def _give_part(by: Member, key: MailKey, *, holder_key: Key, sealed: bytes) -> None:
    told = {
        "version": key.version,
        "holder_key": holder_key,
        "has_primary": holder_key.member.has_role(LEAD),
        "sealed": sealed,
        "made_by": by,
        "made_at": minute(now()),
    }
    MailKeyPart.objects.update_or_create(mail_key=key, member=holder_key.member, defaults=told)


def _say(member: Member, said: Self) -> None:
    member.alias, member.languages, member.time_zone = said.alias, " ".join(said.languages), said.time_zone


def _free_username(alias: str, *, but: Member | None = None) -> str:
    folded = unicodedata.normalize("NFKC", alias).casefold()
    others = Member.objects.filter(username=folded)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Conflict(_("Somebody here has this alias. Choose another."), code="alias-taken")
    return folded


def _require_both(wraps: Sequence[NewWrap]) -> None:
    if sorted(wrap.kind for wrap in wraps) != [Wrap.CODE, Wrap.SHEET]:
        raise Refused(code="code-and-sheet")


def _store_key(member: Member, new: NewEpoch) -> Key:
    # Intake will seal to it: what is no recipient would keep every mail out.
    try:
        seal(new.recipient, b"")
    except Broken as error:
        raise Refused(code="recipient") from error
    key = Key.objects.create(
        ref=new_ref(),
        member=member,
        epoch=new.epoch,
        recipient=new.recipient,
        verify_key=new.verify_key,
        back_link=new.back_link,
        made_at=minute(now()),
    )
    for wrap in new.wraps:
        _store_wrap(key, wrap)
    return key


def _store_wrap(key: Key, wrap: NewWrap) -> None:
    Wrap.objects.create(
        key=key,
        kind=wrap.kind,
        look_up_hash=look_up_hash(wrap.look_up),
        sign_in_hash=sign_in_hash(wrap.sign_in),
        kdf=wrap.kdf,
        sealed=wrap.sealed,
        made_at=minute(now()),
    )


def _prove(member: Member, proof: Proof) -> Wrap:
    return wrap_of(proof.look_up, proof.sign_in, member=member)


def _replace_wrap(member: Member, proof: Proof, wrap: NewWrap, *, kind: str) -> None:
    key = _prove(member, proof).key
    Wrap.objects.filter(key__member=member, kind=kind).delete()
    _store_wrap(key, replace(wrap, kind=kind))
    _end_sessions(member)


def _end_sessions(member: Member) -> None:
    member.renew_stamp()
    member.save(update_fields=["password"])


def _require_another(member: Member, *, gives_up: Collection[str]) -> None:
    if COORDINATOR in gives_up and _is_the_only(member, access.coordinators()):
        raise Refused(_("Somebody has to be coordinator. Make another one first."), code="last-coordinator")
    # All that comes in is sealed to the leads: without one, nobody could open what a counselor does not hold.
    if LEAD in gives_up and _is_the_only(member, access.leads()):
        raise Refused(
            _("Somebody has to be lead: leads can open what comes in. Make another one first."), code="last-lead"
        )


def _is_the_only(member: Member, those: Iterable[Member]) -> bool:
    return {one.pk for one in those} == {member.pk}
