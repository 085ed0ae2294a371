"""Every verb that writes to the directory; each is one transaction."""

from ..access import Facts
from ..models import ERASED_FROM
from ..offers import Full, Used
from .doubt import doubt
from .examine import Faulty, Given
from .importing import BATCH, Batch, Imported, Wanted, import_batches
from .links import claim_link, note_link, watch_links, watch_no_links
from .listing import (
    Asked,
    NeedsTwo,
    NoReason,
    NothingChosen,
    add_entry,
    give,
    list_services,
    quarantine,
    refuse,
    say_asked,
    say_safe,
    second_look,
    take_over,
    verify,
)
from .log import Saved
from .pairing import NotTwo, pair, take_apart
from .reach import renew_reach
from .save import EntryChange, Meanwhile, change_entry, delete_rows, save_rows
from .sheets import SheetRow, take_in
from .suggesting import Suggested, drop_suggestion, leave_suggestion, suggest, take_change, take_new
from .taking_back import take_back
from .tally import count
from .translating import translate

__all__ = [
    "BATCH",
    "ERASED_FROM",
    "Asked",
    "Batch",
    "EntryChange",
    "Facts",
    "Faulty",
    "Full",
    "Given",
    "Imported",
    "Meanwhile",
    "NeedsTwo",
    "NoReason",
    "NotTwo",
    "NothingChosen",
    "Saved",
    "SheetRow",
    "Suggested",
    "Used",
    "Wanted",
    "add_entry",
    "change_entry",
    "claim_link",
    "count",
    "delete_rows",
    "doubt",
    "drop_suggestion",
    "give",
    "import_batches",
    "leave_suggestion",
    "list_services",
    "note_link",
    "pair",
    "quarantine",
    "refuse",
    "renew_reach",
    "save_rows",
    "say_asked",
    "say_safe",
    "second_look",
    "suggest",
    "take_apart",
    "take_back",
    "take_change",
    "take_in",
    "take_new",
    "take_over",
    "translate",
    "verify",
    "watch_links",
    "watch_no_links",
]
