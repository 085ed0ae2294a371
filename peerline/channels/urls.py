"""The addresses of the room's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.channels import views

app_name = "channels"
urlpatterns: list[URLPattern] = [
    path("outbox/", views.outbox, name="outbox"),
    path(".well-known/mta-sts.txt", views.mta_sts, name="mta-sts"),
]
