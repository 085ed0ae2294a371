"""The addresses of the room's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.line.views import mail_key, public

app_name = "line"
urlpatterns: list[URLPattern] = [
    path("", public.home, name="home"),
    path("key/", mail_key.page, name="mail-key"),
    path("key/public.asc", mail_key.armored, name="mail-key-file"),
    path(".well-known/openpgpkey/policy", mail_key.policy, name="wkd-policy"),
    path(".well-known/openpgpkey/hu/<str:name>", mail_key.found, name="wkd"),
    path(".well-known/openpgpkey/<str:domain>/policy", mail_key.policy_of, name="wkd-policy-advanced"),
    path(".well-known/openpgpkey/<str:domain>/hu/<str:name>", mail_key.found_of, name="wkd-advanced"),
]
