"""How Django knows the room."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The room `conversations`."""

    name = "peerline.conversations"
