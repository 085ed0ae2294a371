"""The addresses of the door."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.door.views import api, pages, told

app_name = "door"
urlpatterns: list[URLPattern] = [
    path("write/", pages.write, name="write"),
    path("write/key/", pages.own_key, name="own-key"),
    path("leave/", pages.leave, name="leave"),
    path("promises/", told.promises, name="promises"),
    path("promises/<int:version>/", told.promises, name="promises-of"),
    path("who/", told.who, name="who"),
    path("before/", told.before, name="before"),
    path("asked/", told.asked, name="asked"),
    path("api/door/numbers", told.numbers, name="numbers"),
    path("api/door/offer", api.offer, name="offer"),
    path("api/door/started", api.restarted, name="started"),
    path("api/door/pieces", api.pieces_there, name="pieces"),
    path("api/door/piece", api.piece, name="piece"),
    path("api/door/send", api.send, name="send"),
    path("api/door/code", api.code, name="code"),
    path("api/door/code-again", api.code_again, name="code-again"),
    path("api/door/kept", api.kept, name="kept"),
    path("api/door/open", api.open_, name="open"),
    path("api/door/message", api.message, name="message"),
    path("api/door/attachment", api.attachment, name="attachment"),
    path("api/door/write", api.write, name="write-again"),
    path("api/door/card", api.card, name="card"),
    path("api/door/by-mail", api.by_mail, name="by-mail"),
    path("api/door/by-page", api.by_page, name="by-page"),
    path("api/door/be-told", api.be_told, name="be-told"),
    path("api/door/be-told-no-more", api.be_told_no_more, name="be-told-no-more"),
    path("api/door/no-answer", api.no_answer, name="no-answer"),
    path("api/door/link", api.link, name="link"),
    path("api/door/go-on", api.go_on, name="go-on"),
    path("api/door/answers", api.answers, name="answers"),
    path("api/door/erase", api.erase, name="erase"),
    path("api/door/take-back", api.take_back, name="take-back"),
]
