"""The addresses of the room's pages, and of what their scripts ask."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.people.views import join, mail_key, me, members, sign_in

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("unlock/", sign_in.unlock_page, name="unlock"),
    path("lock/", sign_in.lock, name="lock"),
    path("join/", join.page, name="join"),
    path("me/", me.page, name="me"),
    path("me/here/", me.here, name="here"),
    path("me/<str:what>/", me.renew, name="renew"),
    path("people/", members.members, name="members"),
    path("people/invite/", members.invite, name="invite"),
    path("people/withdraw/", members.withdraw, name="withdraw"),
    path("people/<str:ref>/", members.member, name="member"),
    path("encrypted-mail/", mail_key.page, name="mail-key"),
    path("api/mail-key", mail_key.mine, name="api-mail-key"),
    path("api/mail-key/publish", mail_key.publish, name="api-mail-key-publish"),
    path("api/mail-key/give", mail_key.give, name="api-mail-key-give"),
    path("api/mail-key/revoke", mail_key.revoke, name="api-mail-key-revoke"),
    path("api/sign-in", sign_in.SignIn.as_view(), name="api-sign-in"),
    path("api/wrap", sign_in.wrap, name="api-wrap"),
    path("api/unlock", sign_in.keep_unlocked, name="api-unlock"),
    path("api/lock", sign_in.lock_here, name="api-lock"),
    path("api/alive", sign_in.alive, name="api-alive"),
    path("api/invitation", join.look, name="api-invitation"),
    path("api/join", join.join, name="api-join"),
    path("api/me/code", me.code, name="api-code"),
    path("api/me/sheet", me.sheet, name="api-sheet"),
    path("api/me/key", me.key, name="api-key"),
    path("api/me/person", me.person, name="api-person"),
]
