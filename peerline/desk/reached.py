"""How an answer reaches somebody who wrote at the door, as far as is known, in one sentence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from peerline.conversations import access


def sentence(found: Any) -> str:
    """For a conversation of the door; "" for one by mail."""
    if found.channel != "web":
        return ""
    way = access.mail_way(found)
    if way is not None:
        return _by_mail(way)
    if access.state_of_notice(found) == "confirmed":
        return _("They are told by mail that an answer waits, at an address that they gave only for that.")
    if any(one.kept_at for one in access.ways_back(found)):
        return _("They have kept their seven words: they can come back to read.")
    if any(one.name == "no-answer" for one in access.events(found)):
        return _("They said that they need no answer.")
    return _("It is not known that they kept their words: an answer may reach nobody.")


def _by_mail(way: Any) -> str:
    if way.encrypted:
        return _("Answers leave by mail, encrypted to a key that they gave on the page. Nobody checked whose it is.")
    return _("Answers leave by mail, to an address that they gave on the page. Nobody has checked whose it is.")
