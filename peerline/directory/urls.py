"""The addresses of the room's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.directory.views import public

app_name = "directory"
urlpatterns: list[URLPattern] = [
    path("now/", public.now, name="now"),
    path("now/copy/", public.copy, name="copy"),
    path("now/doubt/", public.doubt, name="doubt"),
    path("cards/", public.all_cards, name="cards"),
    path("cards/<slug:name>/", public.card, name="card"),
]
