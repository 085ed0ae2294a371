"""How Django knows the room."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The room `door`."""

    name = "peerline.door"
