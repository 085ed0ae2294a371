"""What every page shows of the line."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from peerline.line import access


def line(_request: HttpRequest) -> dict[str, Any]:
    """Template context: `line` (the one Line, or nothing before `peerline init`)."""
    return {"line": access.line_or_none()}
