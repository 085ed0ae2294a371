"""What hatch does before it packs: the browser bundle and the translations must be there.

In a checkout they are made (Node and npm needed). In an unpacked source distribution they lie ready and Node is not
needed. An editable install packs nothing and needs neither.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compile_locale import compile_all
from set_up import WEB, bundle, node_modules


class Bundle(BuildHookInterface):  # type: ignore[type-arg]  # hatch fills it in
    """Makes what the wheel holds beside Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Called once for each thing built; `version` is `standard` or `editable`."""
        root = Path(self.root)
        if version == "editable":
            return
        if not (root / "PKG-INFO").exists():
            build_bundle()
        compile_all(root / "peerline" / "locale")
        if not any((root / "peerline" / "static" / "peerline").glob("*")):
            raise RuntimeError("The browser bundle is not built: Node 20 with npm is needed for that.")


def build_bundle() -> None:
    """Make the bundle anew when a source of it has changed; without npm, what was built before is taken."""
    npm = shutil.which("npm")
    if npm is not None:
        if not (WEB / "node_modules").is_dir():
            node_modules([npm])
        bundle([npm])
