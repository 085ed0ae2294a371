"""The outbox of a practice line, and what the line asks of other mail servers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from peerline.channels.domains import ascii_domain
from peerline.channels.mail import outbox as mail_outbox
from peerline.kit.errors import NotThere
from peerline.line import access

WEEK_SECONDS = 7 * 24 * 3600


def outbox(request: HttpRequest) -> HttpResponse:
    """What would have left, as a mail program would show it. Not there on a real line."""
    line = access.line_or_none()
    if line is None or not line.is_practice:
        raise NotThere
    return render(request, "channels/outbox.html", {"mails": mail_outbox.caught()})


def mta_sts(request: HttpRequest) -> HttpResponse:
    """The MTA-STS policy (RFC 8461, 3.2): who sends to the line insists on TLS and on the door's certificate.

    Only under the host `mta-sts.DOMAIN`, and only where the door has a certificate: without one, insisting would keep
    all mail away.
    """
    line = access.line_or_none()
    domain = ascii_domain(line.domain) if line else ""
    is_asked_for = bool(domain) and request.get_host().partition(":")[0] == f"mta-sts.{domain}"
    if not is_asked_for or not settings.PEERLINE_SMTP_CERTIFICATE:
        raise NotThere
    host = settings.PEERLINE_MAIL_HOST or domain
    policy = ("version: STSv1", "mode: enforce", f"mx: {host}", f"max_age: {WEEK_SECONDS}")
    return HttpResponse("\r\n".join((*policy, "")), content_type="text/plain; charset=utf-8")
