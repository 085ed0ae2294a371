"""Look at one link: follow where it leads, checking each step anew, and say in one word what was found."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

from peerline.channels.domains import organization
from peerline.channels.links.answers import AGENT, Answer, NoAnswer, ask
from peerline.channels.links.places import Link, NoName, NoPlace, NotPublic, Place, link_from, link_of, place_of
from peerline.channels.links.signs import is_parked

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
MOST_OF_ROBOTS = 64 * 1024
MOST_STEPS = 5

FINE, ELSEWHERE, PARKED, GONE, SHUT, FAULTY = "fine", "elsewhere", "parked", "gone", "shut", "faulty"
SILENT, NO_NAME, NO_TRUST, NOT_PUBLIC, ROBOTS, CIRCLE = (
    "silent",
    "no-name",
    "no-trust",
    "not-public",
    "robots",
    "circle",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a look. host: where it ended, "" when that is where it began or nowhere."""

    what: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a look may last and how much it reads; the tests have servers of their own on loopback."""

    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    allowed: frozenset[tuple[str, int]] = frozenset()
    context: ssl.SSLContext | None = None


@dataclass(slots=True)
class _Look:
    """One look under way: what may still be read, and what the robots.txt of each origin says."""

    limits: Limits
    left: int
    robots: dict[str, RobotFileParser] = field(default_factory=dict)


async def look(address: str, limits: Limits) -> Finding:
    """Say what a link leads to. Never raises for what a server does or a link says."""
    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(link_of(address), _Look(limits, limits.most_bytes))
    except (TimeoutError, NoAnswer):
        return Finding(SILENT)
    except ssl.SSLError:
        return Finding(NO_TRUST)
    except NoName:
        return Finding(NO_NAME)
    except NotPublic:
        return Finding(NOT_PUBLIC)
    except NoPlace:
        return Finding(FAULTY)


async def _follow(begun: Link, under_way: _Look) -> Finding:
    link = begun
    for _step in range(MOST_STEPS + 1):
        place = await place_of(link, allowed=under_way.limits.allowed)
        if not await _may_look(place, under_way):
            return Finding(ROBOTS)
        answer = await _ask(place, under_way, under_way.left)
        if 300 <= answer.status < 400 and answer.location:
            link = link_from(link, answer.location)
            continue
        return _found(begun, link, answer)
    return Finding(CIRCLE)


def _found(begun: Link, ended: Link, answer: Answer) -> Finding:
    host = "" if organization(ended.host) == organization(begun.host) else ended.host
    if answer.status in (404, 410):
        return Finding(GONE, host)
    if answer.status in (401, 403, 429, 451):
        return Finding(SHUT, host)
    if answer.status >= 400 or answer.status < 200:
        return Finding(FAULTY, host)
    if is_parked(ended.host, bytes(answer.body)):
        return Finding(PARKED, host)
    return Finding(ELSEWHERE if host else FINE, host)


async def _may_look(place: Place, under_way: _Look) -> bool:
    """What robots.txt allows (RFC 9309): a server without one allows all, one that fails at it allows nothing."""
    origin = place.link.origin
    if origin not in under_way.robots:
        question = Place(Link(place.link.scheme, place.link.host, place.link.port, "/robots.txt"), place.address)
        answer = await _ask(question, under_way, MOST_OF_ROBOTS)
        under_way.robots[origin] = _rules(answer)
    return under_way.robots[origin].can_fetch(AGENT, origin + place.link.path)


def _rules(answer: Answer) -> RobotFileParser:
    rules = RobotFileParser()
    if answer.status >= 500:
        rules.parse(["User-agent: *", "Disallow: /"])
    else:
        rows = bytes(answer.body).decode("utf-8", "replace") if answer.status == 200 else ""
        rules.parse(rows.splitlines())
    return rules


async def _ask(place: Place, under_way: _Look, most: int) -> Answer:
    """One question, out of what may still be read."""
    answer = await ask(place, most=min(most, under_way.left), context=under_way.limits.context)
    under_way.left = max(0, under_way.left - len(answer.body))
    return answer
