"""`python -m peerline` is the command `peerline`."""

from __future__ import annotations

import sys

from peerline.cli import main

sys.exit(main())
