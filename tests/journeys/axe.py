"""What axe finds wrong on a page. Its script is put into a page once, and only what it finds is brought out."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RUN = "axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)"


def violations(page: Page) -> list[dict[str, Any]]:
    """As axe tells them. The context of the page has to be one that bypasses its content security policy."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return found
