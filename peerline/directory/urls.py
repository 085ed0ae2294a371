"""The addresses of the room's pages, of the HSDS API and of the feed of changes."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.directory.views import (
    chosen,
    commented,
    commenting,
    editing,
    hsds,
    keeping,
    lists,
    movement,
    public,
    suggested,
    suggesting,
    translating,
)

app_name = "directory"
urlpatterns: list[URLPattern] = [
    path("now/", public.now, name="now"),
    path("now/copy/", public.copy, name="copy"),
    path("now/doubt/", public.doubt, name="doubt"),
    path("now/came/", public.came, name="came"),
    path("suggest/", suggesting.page, name="suggest"),
    path("cards/", public.all_cards, name="cards"),
    path("cards/<slug:name>/", public.card, name="card"),
    path("comment/", commenting.page, name="comment"),
    path("networks/", movement.page, name="networks"),
    path("networks/news.atom", movement.feed, name="news"),
    path("networks/<uuid:ref>/", movement.network, name="network"),
    path("networks/<uuid:ref>/news.atom", movement.feed_of_network, name="network-news"),
    path("partners/<uuid:ref>/", movement.partner, name="partner"),
    path("directory/", keeping.queue, name="queue"),
    path("directory/comments/", commented.all_, name="comments"),
    path("directory/comments/<uuid:ref>/", commented.decide, name="comment-decide"),
    path("directory/lists/", lists.all_, name="lists"),
    path("directory/lists/networks/<uuid:ref>/news/", lists.tell, name="list-news"),
    path("directory/lists/networks/<uuid:ref>/news/<uuid:news>/", lists.untell, name="list-untell"),
    path("directory/lists/<slug:name>/new/", lists.new, name="list-new"),
    path("directory/lists/<slug:name>/<uuid:ref>/", lists.one, name="list-row"),
    path("directory/lists/<slug:name>/<uuid:ref>/act/", lists.act, name="list-act"),
    path("directory/chosen/", chosen.act, name="chosen"),
    path("directory/suggestions/", suggested.all_, name="suggestions"),
    path("directory/suggestions/<uuid:ref>/", suggested.one, name="suggestion"),
    path("directory/<uuid:service>/", keeping.entry, name="entry"),
    path("directory/<uuid:service>/next/", keeping.following, name="next"),
    path("directory/<uuid:service>/edit/", editing.edit, name="edit"),
    path("directory/<uuid:service>/languages/", translating.page, name="languages"),
    path("directory/<uuid:service>/asked/", keeping.asked, name="asked"),
    path("directory/<uuid:service>/act/", keeping.act, name="act"),
    path("directory/<uuid:service>/take-back/", keeping.take_back, name="take-back"),
    path("hsds/", hsds.about, name="hsds"),
    path("hsds/openapi.json", hsds.description, name="hsds-openapi"),
    path("hsds/changes.atom", hsds.feed, name="hsds-changes"),
    path("hsds/<str:name>", hsds.listed, name="hsds-list"),
    path("hsds/<str:name>/<str:ref>", hsds.one, name="hsds-one"),
]
