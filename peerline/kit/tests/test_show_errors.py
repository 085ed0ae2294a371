"""An error is a sentence for people, as a page or as JSON; a fault of ours tells nothing and asks to try again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from peerline.kit.errors import Conflict, NotThere, PeerlineError, Refused, TooMany, Unavailable
from peerline.kit.pages import ErrorPages, NothingKept, answer, our_fault

CANARY = "qwertzuiop asdfgh"
pytestmark = pytest.mark.usefixtures("lantern")


@pytest.fixture
def asked() -> Callable[[str], HttpRequest]:
    def get(path: str) -> HttpRequest:
        request = RequestFactory().get(path)
        request.user = AnonymousUser()
        return request

    return get


def shown(request: HttpRequest, error: Exception) -> HttpResponse:
    found = ErrorPages(lambda _request: HttpResponse()).process_exception(request, error)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("error", "status"),
    [(Refused(), 400), (NotThere(), 404), (Conflict(), 409), (TooMany(), 429), (Unavailable(), 503)],
)
def test_says_it_as_a_page_and_as_json(asked: Callable[[str], HttpRequest], error: PeerlineError, status: int) -> None:
    page, data = shown(asked("/desk/"), error), shown(asked("/api/queue"), error)
    assert (page.status_code, data.status_code) == (status, status)
    assert str(error.sentence) in page.content.decode()
    assert json.loads(data.content) == {"error": error.code, "sentence": str(error.sentence)}
    assert "no-store" in page["Cache-Control"]
    assert "no-store" in data["Cache-Control"]


def test_a_stranger_is_led_to_the_first_page_and_not_to_the_desk(asked: Callable[[str], HttpRequest]) -> None:
    page = shown(asked("/networks/nothing/"), NotThere()).content.decode()
    assert '<a href="/">To the first page</a>' in page
    assert "/desk/" not in page
    assert "To the desk" in shown(asked("/directory/nothing/"), NotThere()).content.decode()


def test_a_stranger_leaves_from_it_and_has_the_numbers_of_their_language(
    asked: Callable[[str], HttpRequest],
) -> None:
    request = asked("/networks/nothing/")
    request.META["HTTP_ACCEPT_LANGUAGE"] = "ar-EG"
    for error in (NotThere(), Unavailable()):
        page = shown(request, error).content.decode()
        assert 'class="safety" lang="ar"' in page
        assert "<peer-leave>" in page
        assert 'href="tel:123"' in page
    assert "<peer-leave>" not in shown(asked("/desk/nothing/"), NotThere()).content.decode()


@pytest.mark.parametrize("error", [Http404(CANARY), PermissionDenied(CANARY), SuspiciousOperation(CANARY)])
def test_not_there_and_not_yours_are_one_answer(asked: Callable[[str], HttpRequest], error: Exception) -> None:
    for path in ("/desk/c/x/", "/api/queue"):
        theirs, ours = shown(asked(path), error), shown(asked(path), NotThere())
        theirs["Expires"] = ours["Expires"]  # the second at which it was asked
        assert (theirs.status_code, theirs.content, dict(theirs.headers)) == (404, ours.content, dict(ours.headers))


def test_what_django_did_not_find_is_the_same_answer(asked: Callable[[str], HttpRequest]) -> None:
    found = ErrorPages(lambda _request: HttpResponse(CANARY, status=404))(asked("/api/nothing"))
    assert json.loads(found.content)["error"] == "not-there"
    assert CANARY.encode() not in found.content


def test_leaves_a_good_page_alone(asked: Callable[[str], HttpRequest]) -> None:
    assert ErrorPages(lambda _request: HttpResponse(b"good"))(asked("/")).content == b"good"


def test_a_fault_of_ours_tells_nothing(asked: Callable[[str], HttpRequest], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = shown(asked("/api/queue"), ValueError(CANARY))
    assert (found.status_code, json.loads(found.content)["error"]) == (503, "unavailable")
    assert CANARY.encode() not in found.content
    assert [record.getMessage() for record in caplog.records] == ["page-failed"]


def test_the_last_resort_needs_no_database(asked: Callable[[str], HttpRequest]) -> None:
    found = our_fault(asked("/desk/"))
    assert (found.status_code, found.content.decode()) == (503, str(Unavailable.sentence))


def test_nobody_on_the_way_keeps_a_page(asked: Callable[[str], HttpRequest]) -> None:
    found = NothingKept(lambda _request: HttpResponse())(asked("/"))
    assert found["Cache-Control"] == "no-store"
    assert "noindex" in found["X-Robots-Tag"]


def test_an_error_carries_what_its_type_says_or_what_it_is_given(asked: Callable[[str], HttpRequest]) -> None:
    own = Refused("This name is taken.", code="taken")
    assert json.loads(answer(asked("/api/x"), own).content) == {"error": "taken", "sentence": "This name is taken."}
    assert str(own) == "taken"
