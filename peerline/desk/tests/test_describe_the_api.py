"""The description has every address of the API, and asks for what the pages' scripts send."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from peerline.desk import openapi
from peerline.desk import urls as desk
from peerline.people import urls as people
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db

HEX, DATA = "1" * 64, "A" * 43 + "="
WRAP = {"kind": "code", "look_up": HEX, "sign_in": HEX, "sealed": "AAAA"}
BODIES: dict[str, dict[str, Any]] = {
    "/api/unlock": {"blob": {"iv": "AAAA", "identity": "AAAA", "seed": "AAAA", "epoch": 1}},
    "/api/wrap": {"look_up": HEX, "sign_in": HEX},
    "/api/me/code": {"look_up": HEX, "sign_in": HEX, "wrap": WRAP},
    "/api/me/sheet": {"look_up": HEX, "sign_in": HEX, "wrap": WRAP},
    "/api/me/person": {"sealed": {}},
    "/api/me/key": {
        "look_up": HEX, "sign_in": HEX, "epoch": 2, "recipient": "age1", "verify_key": DATA, "back_link": "AAAA",
        "wraps": [WRAP],
    },
    "/api/join": {
        "token": "a" * 26, "alias": "Bo", "languages": ["en"], "time_zone": "UTC", "recipient": "age1",
        "verify_key": DATA, "wraps": [WRAP],
    },
    "/api/invitation": {"token": "a" * 26},
}  # fmt: skip


def required(path: str) -> list[str]:
    """What the description says that a body must have."""
    found = openapi.description()
    name = found["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    wanted: list[str] = found["components"]["schemas"][name.rpartition("/")[2]]["required"]
    return wanted


def test_has_every_address() -> None:
    served = {str(one.pattern) for room in (desk, people) for one in room.urlpatterns}
    wanted = {"/" + re.sub(r"<str:(\w+)>", r"{\1}", one) for one in served if one.startswith("api/")}
    assert set(openapi.description()["paths"]) == wanted


def test_says_what_needs_no_session() -> None:
    paths = openapi.description()["paths"]
    is_open = {path for path, verbs in paths.items() for one in verbs.values() if one.get("security") == []}
    assert is_open == {"/api/openapi.json", "/api/sign-in", "/api/lock", "/api/invitation", "/api/join"}


@pytest.mark.parametrize("path", BODIES)
def test_asks_for_what_is_needed_and_no_more(ada: PracticeMember, client: Client, path: str) -> None:
    cache.clear()
    client.force_login(ada.member)
    assert sorted(required(path)) == sorted(BODIES[path])
    for name in BODIES[path]:
        cache.clear()
        less = {key: value for key, value in BODIES[path].items() if key != name}
        answer = client.post(path, less, content_type="application/json")
        assert answer.status_code == 400, name
        assert name.replace("look_up", "field-look_up") in answer.json()["error"] or answer.json()["error"] == "blob"
