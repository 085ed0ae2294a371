"""A command of `peerline`, some days from now: `python -m tests.hard.later DAYS WORD…`. Only the clock differs."""

from __future__ import annotations

import sys
from datetime import timedelta

from peerline.cli import main
from peerline.kit.clock import shifted

if __name__ == "__main__":
    with shifted(timedelta(days=int(sys.argv[1]))):
        sys.exit(main(sys.argv[2:]))
