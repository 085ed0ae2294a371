"""Whether a page fits its window."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize
from playwright.sync_api import TimeoutError as StaysWide

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def is_wide(page: Page, size: ViewportSize) -> bool:
    """Whether the page has to be scrolled sideways at this size, once it has been laid out anew for it."""
    page.set_viewport_size(size)
    try:
        page.wait_for_function(FITS)
    except StaysWide:
        return True
    return False
