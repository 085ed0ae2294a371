"""Where each room's pages hang."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from peerline.channels import urls as channels_urls
from peerline.desk import urls as desk_urls
from peerline.directory import urls as directory_urls
from peerline.door import urls as door_urls
from peerline.kit import pages
from peerline.line import urls as line_urls
from peerline.people import urls as people_urls

handler400 = pages.not_understood
handler500 = pages.our_fault
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(line_urls)),
    path("", include(people_urls)),
    path("", include(channels_urls)),
    path("", include(door_urls)),
    path("", include(directory_urls)),
    path("", include(desk_urls)),
]
