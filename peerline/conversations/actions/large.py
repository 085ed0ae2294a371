"""What is too large for a row lies in the blob store, on disk before the row that names it."""

from __future__ import annotations

import os
import threading

from peerline.conversations import access
from peerline.kit.blobs import blobs
from peerline.kit.errors import Conflict

# The same one sent twice at once must not take the first away while it is written.
_writing = tuple(threading.Lock() for _ in range(64))


def put_blob(ref: str, data: bytes) -> None:
    """Put it under its ref, durable on return; the same bytes sent again are kept once.

    Raises  Conflict when a row names other bytes under this ref; OSError when the disk is full or the store away
    """
    with _writing[hash(ref) % len(_writing)]:
        try:
            blobs().put(ref, data)
        except FileExistsError:
            _put_again(ref, data)


def _put_again(ref: str, data: bytes) -> None:
    store = blobs()
    is_same = store.get(ref) == data
    if access.is_stored(ref):
        if not is_same:
            raise Conflict
    elif is_same:
        os.sync()  # whoever wrote it may have died before it was on disk
    else:
        store.erase(ref)  # half of it, of a process that died
        store.put(ref, data)
