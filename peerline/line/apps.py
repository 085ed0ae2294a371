"""How Django knows the room."""

from django.apps import AppConfig


class LineConfig(AppConfig):
    """The room `line`."""

    name = "peerline.line"
