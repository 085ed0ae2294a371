"""Icons, times and the names of languages, as templates write them."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel import Locale, UnknownLocaleError
from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from peerline.kit.clock import now
from peerline.kit.templatetags.icon_paths import PATHS
from peerline.kit.units import Length, counted

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon as inline SVG; always beside words, so it is hidden from screen readers."""
    path, flips = PATHS[name]
    return format_html(
        '<span class="cdx-icon{}"><svg viewBox="0 0 20 20" aria-hidden="true">{}</svg></span>',
        " flip" if flips else "",
        mark_safe(path),  # noqa: S308 - our own constant
    )


@register.filter
def when(at: datetime) -> str:
    """A time as people say it, in the reader's zone: "today 08:03", "yesterday 22:05", "21 Nov 22:05"."""
    local, today = timezone.localtime(at), timezone.localtime(now()).date()
    clock = date_format(local, "H:i")
    days = (today - local.date()).days
    if days == 0:
        return _("today %(time)s") % {"time": clock}
    if days == 1:
        return _("yesterday %(time)s") % {"time": clock}
    if days == -1:
        return _("tomorrow %(time)s") % {"time": clock}
    return f"{date_format(local, 'j M' if local.year == timezone.localtime(now()).year else 'j M Y')} {clock}"


@register.filter
def iso(at: datetime) -> str:
    """A time for machines: UTC, to the second."""
    return at.astimezone(timezone.get_default_timezone()).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def span(length: timedelta) -> str:
    """How long something is, in one unit: "14 min", "3 hr", "2 days". web/times.ts says it in the same words."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return _unit(minutes, "duration-minute", "short")
    if minutes < 72 * 60:
        return _unit(minutes // 60, "duration-hour", "short")
    return _unit(minutes // (24 * 60), "duration-day", "long")


def _unit(count: int, unit: str, length: Length) -> str:
    try:
        locale = Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return counted(count, unit, locale, length=length)
