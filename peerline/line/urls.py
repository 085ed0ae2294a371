"""The addresses of the room's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.line import views

app_name = "line"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
]
