"""How the documentation is built: `.venv/bin/sphinx-build docs docs/_build`; `make test` does it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

project = "Peerline"
author = "The people of Peerline"
release = re.findall(r'__version__ = "(.+)"', (ROOT / "peerline" / "__init__.py").read_text(encoding="utf-8"))[0]
version = release
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Peerline"
html_show_sphinx = False
html_copy_source = False
