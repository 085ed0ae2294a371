"""Processes of our own that understand and seal what came in, so that all processors of the machine can do it.

The door's process reads from the network, remembers to whom receipts went, and stores, alone. What costs most stands
between: parsing and sealing. A preparer gets one mail after the other over a socket that only the two know, and gives
back what is to be stored; nothing of a mail is put into a file or into shared memory. Preparers read the secrets
themselves.

* They are one family: the first forks the others when everything is loaded, so that they share its memory. It is
  itself forked from this process while that is still alone, without a thread or a connection.
* A family in which one dies is ended and started anew, then as a new program: by now this process has threads. What it
  was at work on is done again by the next, once; what ends two families is answered "try again". Nothing is lost, for
  nothing was said; nothing is doubled, for only this process stores.
* They end with this process, whatever ends it: then their sockets end.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import peerline
from peerline.kit.errors import Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.channels")

# In front of what is pickled: the number that the answer has too, its size, and the size of the bytes behind it.
FRAME = struct.Struct(">IIQ")
# Under way at one preparer: it never waits for the next, nor for the disk, and one slow mail holds up few.
MOST_AT_ONE = 8
MOST_TRIES = 2
MOST_SECONDS = 60.0  # for one mail; parsing is bounded, so this is a preparer that hangs
RESTART_SECONDS = 1.0
STOP_SECONDS = 1.0
SOCKET_BYTES = 512 * 1024
READ_BYTES = 256 * 1024
# The threads of this process, also those that Python does not know; only Linux tells.
THREADS = Path("/proc/self/task")


class Asked:
    """One thing that a preparer is asked: what is pickled, the bytes behind it, and who waits for the answer."""

    __slots__ = ("answer", "began_at", "data", "head", "tries")

    def __init__(self, head: bytes, data: bytes, answer: asyncio.Future[Any]) -> None:
        self.head, self.data, self.answer = head, data, answer
        self.tries = 0
        self.began_at = 0.0


class _Forked:
    """A family that was forked from this process; it is ended like one that was started as a program."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def kill(self) -> None:
        """End it. It is there until `wait` was called."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Until it has ended; once."""
        os.waitpid(self.pid, 0)


class Preparers:
    """The family. `ask` is awaited on the event loop that started it.

    module  what the first of them runs: `python -m MODULE SOCKET...`
    count   how many, at least 1
    """

    def __init__(self, module: str, count: int) -> None:
        self._module, self._count = module, count
        self._waiting: deque[Asked] = deque()
        self._wires: list[_Wire] = []
        self._process: subprocess.Popen[bytes] | _Forked | None = None
        self._forked: list[socket.socket] = []
        self._timer: asyncio.TimerHandle | None = None
        self._is_ending = False
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process of the first of them."""
        return self._process.pid if self._process else None

    def fork(self, work: Callable[[list[int]], None]) -> None:
        """Fork the first family, for `start` to begin with: what is loaded is in memory once for all processes.

        To be called when all is loaded, before there is a loop or a connection. Where other threads run it does
        nothing: what one of them holds would be held for ever in what is forked. `start` then starts a program.

        work  what the first of them does with its sockets
        """
        if not THREADS.is_dir() or len(list(THREADS.iterdir())) > 1:
            return
        pairs = [socket.socketpair() for _ in range(self._count)]
        pid = os.fork()
        if not pid:
            try:
                for our, _ in pairs:
                    our.close()
                work([their.detach() for _, their in pairs])
            except BaseException:  # noqa: BLE001 - the edge of a process: nothing of the first may go on in this one
                say(log, "preparer-failed", level=logging.ERROR, fault=True)
            finally:
                os._exit(0)
        for _, their in pairs:
            their.close()
        self._process, self._forked = _Forked(pid), [our for our, _ in pairs]

    def start(self) -> None:
        """Start them; what is asked before they are ready waits. A machine that cannot is asked again soon."""
        self._loop = asyncio.get_running_loop()
        ours, self._forked = self._forked, []
        if not ours:
            pairs = [socket.socketpair() for _ in range(self._count)]
            try:
                self._process = self._started([their.fileno() for _, their in pairs])
            except OSError:
                say(log, "preparers-not-started", level=logging.ERROR, fault=True)
                self._timer = self._loop.call_later(RESTART_SECONDS, self.start)
                return
            finally:
                for _, their in pairs:
                    their.close()
            ours = [our for our, _ in pairs]
        self._wires = [_Wire(self._loop, our, answered=self._hand_out, lost=self._start_anew) for our in ours]
        self._timer = self._loop.call_later(MOST_SECONDS / 4, self._look_at_clock)
        self._hand_out()

    def _started(self, handles: list[int]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", self._module, *map(str, handles)],
            stdin=subprocess.DEVNULL,
            pass_fds=handles,
            env={**os.environ, "PYTHONPATH": str(Path(peerline.__file__).parent.parent)},
        )

    async def ask(self, head: object, data: bytes) -> Any:
        """What a preparer makes of it. Raises Unavailable when it ended two, took too long, or all has ended."""
        if self._is_ending:
            raise Unavailable(code="ending")
        asked = Asked(pickle.dumps(head, pickle.HIGHEST_PROTOCOL), data, self._loop.create_future())
        self._waiting.append(asked)
        self._hand_out()
        return await asked.answer

    async def stop(self) -> None:
        """Wait a second for what was asked, put off the rest, and end them."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                while self._asked():
                    await asyncio.sleep(0.01)
        self._is_ending = True
        for asked in self._asked():
            if not asked.answer.done():
                asked.answer.set_exception(Unavailable(code="ending"))
        self._waiting.clear()
        self._end_family()
        await asyncio.sleep(0)  # who was answered last goes on first

    def _asked(self) -> list[Asked]:
        """All that is not answered."""
        return [*(asked for wire in self._wires for asked in wire.under_way.values()), *self._waiting]

    def _hand_out(self) -> None:
        while self._waiting and self._wires:
            wire = min(self._wires, key=_load)
            if _load(wire) >= MOST_AT_ONE:
                return
            asked = self._waiting.popleft()
            if not asked.answer.done():  # who asked may have given up
                self._number = (self._number + 1) % (1 << 32)
                wire.send(self._number, asked)

    def _start_anew(self) -> None:
        """One of them is gone."""
        if self._is_ending:
            return
        say(log, "preparer-lost", level=logging.ERROR)
        again = [asked for wire in self._wires for asked in wire.under_way.values()]
        self._end_family()
        for asked in reversed(again):
            asked.tries += 1
            if asked.tries < MOST_TRIES:
                self._waiting.appendleft(asked)
            elif not asked.answer.done():
                asked.answer.set_exception(Unavailable(code="preparer-lost"))
        self._timer = self._loop.call_later(RESTART_SECONDS, self.start)

    def _end_family(self) -> None:
        if self._timer:
            self._timer.cancel()
        for wire in self._wires:
            wire.close()
        self._wires = []
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _look_at_clock(self) -> None:
        now = self._loop.time()
        oldest = min((asked.began_at for wire in self._wires for asked in wire.under_way.values()), default=now)
        if now - oldest > MOST_SECONDS:
            self._start_anew()
        else:
            self._timer = self._loop.call_later(MOST_SECONDS / 4, self._look_at_clock)


class _Wire:
    """The wire to one preparer: what it was asked and has not answered, by number, and what is not yet written."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, sock: socket.socket, *, answered: Callable[[], None],
        lost: Callable[[], None],
    ) -> None:  # fmt: skip
        self.under_way: dict[int, Asked] = {}
        self._loop, self._socket, self._answered, self._lost = loop, sock, answered, lost
        self._out: deque[memoryview] = deque()
        self._in = bytearray()
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BYTES)
        loop.add_reader(sock, self._read)

    def send(self, number: int, asked: Asked) -> None:
        """Ask; never blocks."""
        asked.began_at = self._loop.time()
        self.under_way[number] = asked
        was_idle = not self._out
        head = FRAME.pack(number, len(asked.head), len(asked.data)) + asked.head
        self._out += (memoryview(head), memoryview(asked.data))
        if was_idle:
            self._write()

    def close(self) -> None:
        """Hang up."""
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._socket.close()

    def _write(self) -> None:
        try:
            self._drop(self._socket.sendmsg(list(self._out)[:16]))
        except BlockingIOError:
            pass
        except OSError:
            return  # it is gone: what reads will tell
        if self._out:
            self._loop.add_writer(self._socket, self._write)
        else:
            self._loop.remove_writer(self._socket)

    def _drop(self, size_bytes: int) -> None:
        while self._out and size_bytes >= len(self._out[0]):
            size_bytes -= len(self._out.popleft())
        if size_bytes:
            self._out[0] = self._out[0][size_bytes:]

    def _read(self) -> None:
        try:
            data = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lost()
            return
        self._in += data
        for number, answer in _whole(self._in):
            asked = self.under_way.pop(number)
            if not asked.answer.done():
                asked.answer.set_result(answer)
        self._answered()


def _load(wire: _Wire) -> int:
    return len(wire.under_way)


def _whole(buffer: bytearray) -> list[tuple[int, Any]]:
    """Take the answers that have arrived whole out of the buffer."""
    found, at = [], 0
    while len(buffer) - at >= FRAME.size:
        number, size, _ = FRAME.unpack_from(buffer, at)
        end = at + FRAME.size + size
        if end > len(buffer):
            break
        found.append((number, pickle.loads(buffer[at + FRAME.size : end])))  # noqa: S301 - from our own process
        at = end
    del buffer[:at]
    return found
