"""The outbox of a practice line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from peerline.channels.mail import outbox as mail_outbox
from peerline.kit.errors import NotThere
from peerline.line import access


def outbox(request: HttpRequest) -> HttpResponse:
    """What would have left, as a mail program would show it. Not there on a real line."""
    line = access.line_or_none()
    if line is None or not line.is_practice:
        raise NotThere
    return render(request, "channels/outbox.html", {"mails": mail_outbox.caught()})
