"""A preparer for tests, without a line: it says what it was asked, once it is asked; a word ends it, another it seals.

python -m peerline.channels.tests.preparer_that_obeys SOCKET...
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys

from peerline import seal
from peerline.channels.preparers import FRAME


def work(handles: list[int]) -> None:
    """Have a process for each socket."""
    first, *others = handles
    mine = next((one for one in others if os.fork() == 0), first)
    for handle in handles:
        if handle != mine:
            os.close(handle)
    _obey(mine)


def _obey(handle: int) -> None:
    """Hear, obey, say."""
    line = socket.socket(fileno=handle)
    while frame := line.recv(FRAME.size, socket.MSG_WAITALL):
        number, head_bytes, data_bytes = FRAME.unpack(frame)
        word = pickle.loads(line.recv(head_bytes, socket.MSG_WAITALL))
        data = line.recv(data_bytes, socket.MSG_WAITALL) if data_bytes else b""
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "seal":
            word = seal.seal(seal.recipient_of(seal.new_identity()), b"")
        said = pickle.dumps((word, len(data), os.getpid()))
        line.sendall(FRAME.pack(number, len(said), 0) + said)


if __name__ == "__main__":
    work([int(word) for word in sys.argv[1:]])
