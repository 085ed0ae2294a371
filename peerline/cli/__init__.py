"""The command `peerline`: the line's own commands, and Django's management commands under the same name.

Words: init, serve, demo, parse, check, backup, restore, export. One file a command; each has `add_arguments` and `run`,
and imports what needs the settings only when it runs.

Who may come in: nobody but the console script. Deliberately not here: anything a room should do itself.
"""

from peerline.cli.main import main

__all__ = ["main"]
