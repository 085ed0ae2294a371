"""How Django knows the room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The room `directory`."""

    name = "peerline.directory"
