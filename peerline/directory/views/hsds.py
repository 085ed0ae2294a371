"""The HSDS API: the directory as other directories read it. Open to everybody, without a session, for reading only."""

from __future__ import annotations

import functools
import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed

from peerline.directory import access, parameters
from peerline.directory.formats.nested import Nest
from peerline.directory.formats.openapi import described
from peerline.directory.hsds import PROFILE, TABLES, VERSION
from peerline.kit.errors import NotThere
from peerline.line import access as line

# The name of a list in an address -> its table.
LISTS = {
    TABLES[one].plural: one for one in ("service", "organization", "service_at_location", "taxonomy", "taxonomy_term")
}
JSON, NDJSON = "application/json", "application/x-ndjson"
Page = Callable[..., HttpResponse]


def open_to_all(page: Page) -> Page:
    """Any site's script may read this page, without the reader's cookies; who has it already is told so."""

    @functools.wraps(page)
    def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        response = HttpResponse(status=204) if request.method == "OPTIONS" else page(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            return response
        response["Access-Control-Expose-Headers"] = "ETag"
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return opened


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
def listed(request: HttpRequest, name: str) -> HttpResponse:
    """A part of a list: rows with what they point to, `full` with everything, `minimal` with almost nothing."""
    table = _table(name)
    asked = parameters.read(request.GET.dict())
    part = access.part(table, asked.wished, start=(asked.page - 1) * asked.per_page, count=asked.per_page)
    rows = access.told_rows(table, part.ids, with_all=asked.is_full)
    nest = Nest(rows)
    ids = [str(one) for one in part.ids if str(one) in rows[table]]
    if asked.is_minimal:
        contents = [_minimal(rows[table][one]) for one in ids]
    else:
        contents = [nest.full(table, one) if asked.is_full else nest.plain(table, one) for one in ids]
        _say_pairs(table, contents)
    if asked.is_ndjson:
        return HttpResponse("".join(f"{_dumped(one)}\n" for one in contents), content_type=NDJSON)
    return _json(_page(contents, part.total, asked))


@open_to_all
def one(_request: HttpRequest, name: str, ref: str) -> HttpResponse:
    """One row with everything that belongs to it. What is not shown is not there."""
    table, found = _table(name), parameters.reference(ref)
    if found is None or not access.is_told(table, found):
        raise NotThere
    rows = access.told_rows(table, [found], with_all=True)
    if str(found) not in rows[table]:
        raise NotThere
    told = Nest(rows).full(table, str(found))
    _say_pairs(table, [told])
    return _json(told)


@open_to_all
def feed(_request: HttpRequest) -> HttpResponse:
    """The services that were changed last, as Atom."""
    here = settings.PEERLINE_URL
    made = Atom1Feed(
        title=line.the_line().name,
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
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


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


def _minimal(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "last_modified") if name in row}


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
