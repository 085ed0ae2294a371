"""The rows of the movement's lists, for anybody."""

from __future__ import annotations

from peerline.directory.sheets import Sheet


def rows_of_sheet(sheet: Sheet) -> list[dict[str, str]]:
    """Every row by field, by name and then by the rest of its key."""
    return list(sheet.model.objects.order_by(*sheet.key).values(*sheet.fields))
