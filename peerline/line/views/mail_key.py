"""The line's OpenPGP key for those who write: a page with its fingerprint, and the Web Key Directory.

The directory says nothing of who writes here: only the line's own mailbox is in it, and every other name is not there.
"""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from peerline.kit.errors import NotThere
from peerline.line import access, certificate, pages
from peerline.line.models import MailKey
from peerline.line.web_key import name_of
from peerline.line.wished import wished

# What programs that read keys from pictures understand.
SCHEME = "OPENPGP4FPR:"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The key, its fingerprint in words and as a picture, and what it does not hide."""
    language = pages.speaking(wished(request))
    key = access.mail_key_in_use()
    context: dict[str, object] = {
        "words": pages.words(language, **pages.home_facts(access.the_line(), language)),
        "key": key,
        "picture": picture_of(key.fingerprint) if key else "",
    }
    with override(language):
        return render(request, "line/mail_key.html", {**context, **pages.frame(language)})


@require_safe
def armored(_request: HttpRequest) -> HttpResponse:
    """The key as text, also when it is revoked: whoever has it must learn that."""
    text = certificate.armored(_published().certificate)
    headers = {"Content-Disposition": 'attachment; filename="public.asc"'}
    return HttpResponse(text, content_type="application/pgp-keys", headers=headers)


@require_safe
def policy(_request: HttpRequest) -> HttpResponse:
    """The policy file of the directory: empty, and its being there says that there is a directory."""
    _published()
    return HttpResponse(b"", content_type="text/plain")


@require_safe
def policy_of(request: HttpRequest, domain: str) -> HttpResponse:
    """The same by the advanced method."""
    _must_be_ours(domain)
    return policy(request)


@require_safe
def found(_request: HttpRequest, name: str) -> HttpResponse:
    """The key by the direct method, binary."""
    key = _published()
    if name != name_of(access.the_line().mailbox):
        raise NotThere
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(key.certificate, content_type="application/octet-stream", headers=headers)


@require_safe
def found_of(request: HttpRequest, domain: str, name: str) -> HttpResponse:
    """The key by the advanced method."""
    _must_be_ours(domain)
    return found(request, name)


def picture_of(fingerprint: str) -> str:
    """The fingerprint as a picture, as a data: address."""
    found: str = segno.make(SCHEME + fingerprint, error="m").svg_data_uri(scale=4, border=2)
    return found


def _published() -> MailKey:
    key = access.mail_key()
    if key is None:
        raise NotThere
    return key


def _must_be_ours(domain: str) -> None:
    if domain.casefold() != access.the_line().domain.casefold():
        raise NotThere
