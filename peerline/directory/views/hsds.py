"""The HSDS API: the directory as other directories read it. Open to everybody, without a session, for reading only."""

from __future__ import annotations

import functools
import hashlib
import json
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt

from peerline.directory import access, parameters
from peerline.directory.formats.nested import Nest
from peerline.directory.formats.openapi import described
from peerline.directory.hsds import PROFILE, TABLES, VERSION
from peerline.directory.kept import answered, kept
from peerline.kit.clock import now
from peerline.kit.errors import NotThere, Refused
from peerline.kit.pages import answer
from peerline.line import access as line

# The name of a list in an address -> its table.
LISTS = {
    TABLES[one].plural: one for one in ("service", "organization", "service_at_location", "taxonomy", "taxonomy_term")
}
JSON, NDJSON = "application/json", "application/x-ndjson"
AT_ONCE = 500  # rows that a stream reads and sends, so that its length costs no memory
Page = Callable[..., HttpResponseBase]


def open_to_all(page: Page) -> Page:
    """Any site's script may read this page and its refusals, without the reader's cookies; who has it is told so."""

    @functools.wraps(page)
    def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
        else:
            response = _answered(request, page, *args, **kwargs)
            response["Access-Control-Expose-Headers"] = "ETag"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return csrf_exempt(opened)  # it changes nothing, and who sends something is told so


def _answered(request: HttpRequest, page: Page, *args: str, **kwargs: str) -> HttpResponseBase:
    """The page with its ETag, or that it is as before, or why there is none."""
    try:
        response = page(request, *args, **kwargs)
    except Refused as error:
        return answer(request, error)
    if not isinstance(response, HttpResponse):
        return response
    etag = response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@open_to_all
def about(_request: HttpRequest) -> HttpResponse:
    """Which version of HSDS this is, and where the rest is described."""
    the_line = line.the_line()
    return _json(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": settings.PEERLINE_URL + reverse("directory:hsds-openapi"),
            "description": "Services that help, as this line shows them.",
            "publisher": {"name": the_line.name, "website": settings.PEERLINE_URL},
        }
    )


@open_to_all
def description(_request: HttpRequest) -> HttpResponse:
    """The API in OpenAPI."""
    return _json(described(settings.PEERLINE_URL + reverse("directory:hsds"), LISTS))


@open_to_all
def listed(request: HttpRequest, name: str) -> HttpResponseBase:
    """A part of a list: rows with what they point to, `full` with everything, `minimal` with almost nothing.

    As NDJSON all of it, row by row: that form has no place for the number of a page.
    """
    table = _table(name)
    asked = parameters.read(request.GET.dict())
    if asked.is_ndjson:
        return StreamingHttpResponse(_streamed(table, asked), content_type=NDJSON)
    total, contents = _contents(table, asked, start=(asked.page - 1) * asked.per_page, count=asked.per_page)
    return _json(_page(contents, total, asked))


async def _streamed(table: str, asked: parameters.Request) -> AsyncIterator[str]:
    start, total = 0, 1
    while start < total:
        total, contents = await sync_to_async(_contents)(table, asked, start=start, count=AT_ONCE)
        yield "".join(f"{_dumped(one)}\n" for one in contents)
        start += AT_ONCE


def _contents(table: str, asked: parameters.Request, *, start: int, count: int) -> tuple[int, list[dict[str, Any]]]:
    """How many there are, and these of them."""
    part = access.part(table, asked.wished, start=start, count=count)
    rows = access.told_rows(table, part.ids, with_all=asked.is_full)
    ids = [str(one) for one in part.ids if str(one) in rows[table]]
    if asked.is_minimal:
        return part.total, [_minimal(rows[table][one]) for one in ids]
    nest = Nest(rows)
    contents = [nest.full(table, one) if asked.is_full else nest.plain(table, one) for one in ids]
    _say_pairs(table, contents)
    if table == "organization" and (asked.is_full or asked.is_with_services):
        _say_services(contents, is_full=asked.is_with_services)
    if table == "service_at_location":
        _say_service(contents, is_full=asked.is_full)
    return part.total, contents


@open_to_all
def one(request: HttpRequest, name: str, ref: str) -> HttpResponse:
    """One row with everything that belongs to it. What is not shown is not there."""
    table, found = _table(name), parameters.reference(ref)
    asked = parameters.read(request.GET.dict())
    if found is None or not access.is_told(table, found):
        raise NotThere
    rows = access.told_rows(table, [found], with_all=True)
    if str(found) not in rows[table]:
        raise NotThere
    told = Nest(rows).full(table, str(found))
    _say_pairs(table, [told])
    if table == "organization":
        _say_services([told], is_full=asked.is_with_services)
    if table == "service_at_location":
        _say_service([told], is_full=True)
    return _json(told)


@open_to_all
def feed(request: HttpRequest) -> HttpResponse:
    """The services that were changed last, as Atom."""
    packed = kept(("changes.atom",), lambda line: _feed(line.name if line else "").encode(), at=now())
    return answered(request, packed, content_type="application/atom+xml; charset=utf-8")


def _feed(title: str) -> str:
    here = settings.PEERLINE_URL
    made = Atom1Feed(
        title=title,
        link=here + reverse("directory:hsds"),
        description="",
        feed_url=here + reverse("directory:hsds-changes"),
    )
    for item in access.changed():
        made.add_item(
            title=item.name,
            link=here + reverse("directory:hsds-one", args=["services", str(item.service)]),
            description=", ".join(item.fields),
            unique_id=item.service.urn,
            updateddate=item.at,
        )
    return str(made.writeString("utf-8"))


def _table(name: str) -> str:
    if name not in LISTS:
        raise NotThere
    return LISTS[name]


def _say_pairs(table: str, contents: list[dict[str, Any]]) -> None:
    """With which service one has to be shown, or not at all: HSDS has no field for it."""
    if table != "service":
        return
    others = access.paired([uuid.UUID(one["id"]) for one in contents])
    for one in contents:
        for other in others.get(uuid.UUID(one["id"]), []):
            one["peerline"] = {"shown_with": str(other)}


def _say_services(contents: list[dict[str, Any]], *, is_full: bool) -> None:
    """Into each organization its services: each its own row, or with everything that belongs to it."""
    ids = access.shown_of([uuid.UUID(one["id"]) for one in contents])
    rows = access.told_rows("service", ids, with_all=is_full)
    nest, by_owner = Nest(rows), dict[str, list[dict[str, Any]]]()
    for ref, row in rows["service"].items():
        told = nest.full("service", ref) if is_full else dict(row)
        told.pop("organization", None)
        by_owner.setdefault(row["organization_id"], []).append(told)
    for one in contents:
        one["services"] = by_owner.get(one["id"], [])
        _say_pairs("service", one["services"])


def _say_service(contents: list[dict[str, Any]], *, is_full: bool) -> None:
    """Into each place the service that is there: what it points to, or everything but its places."""
    ids = {uuid.UUID(one["service_id"]) for one in contents}
    rows = access.told_rows("service", sorted(ids), with_all=is_full)
    nest = Nest(rows)
    for one in contents:
        ref = one["service_id"]
        nest.told.clear()  # each is told wholly, whatever stood before it
        told = one["service"] = nest.full("service", ref) if is_full else nest.plain("service", ref)
        told.pop("service_at_locations", None)
        _say_pairs("service", [told])


def _minimal(row: dict[str, Any]) -> dict[str, Any]:
    """Under the name of the table, and under the one that the description of the API has for it."""
    moment = {name: row["last_modified"] for name in ("last_modified", "modified_date") if "last_modified" in row}
    return {"id": row["id"], **moment}


def _page(contents: list[Any], total: int, asked: parameters.Request) -> dict[str, Any]:
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _json(said: Any) -> HttpResponse:
    return HttpResponse(_dumped(said), content_type=JSON)


def _dumped(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)
