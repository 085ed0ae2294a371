"""How Django knows the room."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """The room `post`."""

    name = "peerline.post"
