"""The web application for an ASGI server; `peerline serve` runs it."""

from __future__ import annotations

import os

import django

from peerline.turns import InOnePiece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerline.settings")
django.setup(set_prefix=False)

application = InOnePiece()
