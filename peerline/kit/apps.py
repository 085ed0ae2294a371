"""How Django knows the room."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The room `kit`."""

    name = "peerline.kit"
