"""A preparer for tests, without a line: it says what it was asked, once it is asked; some words end it.

python -m peerline.channels.tests.preparer_that_obeys SOCKET
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys

from peerline.channels.preparers import FRAME


def main() -> None:
    """Hear, obey, say."""
    line = socket.socket(fileno=int(sys.argv[1]))
    while frame := line.recv(FRAME.size, socket.MSG_WAITALL):
        number, head_bytes, data_bytes = FRAME.unpack(frame)
        word = pickle.loads(line.recv(head_bytes, socket.MSG_WAITALL))
        data = line.recv(data_bytes, socket.MSG_WAITALL) if data_bytes else b""
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        said = pickle.dumps((word, len(data), os.getpid()))
        line.sendall(FRAME.pack(number, len(said), 0) + said)


if __name__ == "__main__":
    main()
