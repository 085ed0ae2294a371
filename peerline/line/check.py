"""What the doctor looks at in the line itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from peerline.kit.findings import Finding, Level
from peerline.line import access, policy, wording
from peerline.line.models import Line

LEADS_WANTED = 2


def findings(leads_with_confirmed_sheets: int) -> list[Finding]:
    """The findings about the line.

    leads_with_confirmed_sheets  counted by the caller, who may ask the room of people
    """
    line = access.line_or_none()
    if line is None:
        sentence = _("There is no line yet.")
        return [Finding("line", Level.ERROR, sentence, _("Run peerline init."))]
    return [
        _leads(leads_with_confirmed_sheets),
        _policy(line),
        _wording(line),
        _checked(line),
        _sender(line),
        _open(line),
    ]


def _blank_level(line: Line) -> Level:
    return Level.WARNING if line.is_practice else Level.ERROR


def _leads(count: int) -> Finding:
    if count >= LEADS_WANTED:
        return Finding("leads", Level.OK, _("Two leads have a recovery sheet that works."), found=str(count))
    sentence = _("Too few leads have confirmed their recovery sheet. If one loses a device, everything is lost.")
    hint = _("Each lead prints the sheet and types two of its words back.")
    return Finding("leads", Level.ERROR, sentence, hint, str(count), str(LEADS_WANTED))


def _policy(line: Line) -> Finding:
    left = policy.blanks(policy.now())
    if not left:
        return Finding("policy", Level.OK, _("The policy is complete."))
    sentence = _("The policy has blanks: people could not know what they may rely on.")
    return Finding("policy", _blank_level(line), sentence, _("Fill in what is listed."), ", ".join(left))


def _wording(line: Line) -> Finding:
    left = wording.blanks(access.languages_of(line))
    if not left:
        return Finding("wording", Level.OK, _("The texts are complete."))
    sentence = _("Some texts have blanks.")
    return Finding(
        "wording", _blank_level(line), sentence, _("Word them, or go back to those shipped."), ", ".join(left)
    )


def _checked(line: Line) -> Finding:
    unread = [language for language in access.languages_of(line) if not wording.is_checked(language)]
    if not unread:
        return Finding("texts-checked", Level.OK, _("The shipped texts of your languages were checked by two people."))
    sentence = _("In these languages no second speaker has checked the shipped texts.")
    hint = _("Let two people who speak it read each text aloud, and word anew what does not sound right.")
    return Finding("texts-checked", Level.WARNING, sentence, hint, " ".join(unread))


def _sender(line: Line) -> Finding:
    told = [
        word for language in access.languages_of(line) for word in wording.tell_tale_words(line.sender_name, language)
    ]
    if not told:
        return Finding("sender-name", Level.OK, _("The sender name says nothing to an onlooker."))
    sentence = _("The sender name tells an onlooker what this is about.")
    hint = _("Choose one that could be of anybody, such as a first name.")
    return Finding("sender-name", Level.WARNING, sentence, hint, ", ".join(dict.fromkeys(told)))


def _open(line: Line) -> Finding:
    if line.is_open:
        return Finding("open", Level.OK, _("The line is open."))
    return Finding(
        "open", Level.OK, _("The line is closed: it takes no messages yet."), _("Run peerline check --open.")
    )
