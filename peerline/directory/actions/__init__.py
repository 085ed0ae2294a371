"""Every verb that writes to the directory; each is one transaction."""

from .examine import Faulty
from .listing import Asked, Facts, NeedsTwo, list_services, quarantine, refuse, verify
from .log import Saved
from .reach import renew_reach
from .save import delete_rows, save_rows, take_back

__all__ = [
    "Asked",
    "Facts",
    "Faulty",
    "NeedsTwo",
    "Saved",
    "delete_rows",
    "list_services",
    "quarantine",
    "refuse",
    "renew_reach",
    "save_rows",
    "take_back",
    "verify",
]
