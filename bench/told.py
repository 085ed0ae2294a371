"""A step of `bench directory`: the page "help now" beside a static file, and what a browser gets of a whole country.

    python -m bench.told

runs with the settings of a line that `bench.finding` has filled. The server is a process of its own; page and file come
in turns over one connection, both packed as a browser takes them.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import django

from bench.finding import NARROW, NEED, took

TIMES = 400
START_SECONDS = 60.0
PAGE = f"/now/?country={NARROW}&need={NEED}&language=en"


def main() -> None:
    """Print the figures."""
    django.setup()
    figures = {**_rendered(), **_referrals(), **_served()}
    print(json.dumps(figures))


def _rendered() -> dict[str, float]:
    """The page made anew, through the whole of Django."""
    from django.test import Client

    from peerline.directory import kept

    client = Client(SERVER_NAME="localhost")

    def make() -> None:
        kept.forget()
        if client.get(PAGE).status_code != 200:
            raise RuntimeError("no page")

    return {"help now, made anew, ms": took(make)}


def _referrals() -> dict[str, float]:
    """All services of the country, as a helper's browser gets them."""
    from peerline.directory import kept, referring
    from peerline.kit.clock import now

    def make() -> None:
        kept.forget()
        referring.whole_country(NARROW, "en", at=now())

    packed = referring.whole_country(NARROW, "en", at=now())
    data = gzip.decompress(packed)
    return {
        "referrals of a country, made anew, ms": took(make, 5),
        "referrals of a country, kept, ms": took(lambda: referring.whole_country(NARROW, "en", at=now())),
        "referrals of a country, services": len(json.loads(data)["services"]),
        "referrals of a country, KB": len(data) / 1000,
        "referrals of a country, KB packed": len(packed) / 1000,
    }


def _served() -> dict[str, float]:
    """Page and file from a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PEERLINE_WEB_BIND": f"127.0.0.1:{port}"}
    command = [str(Path(sys.executable).parent / "peerline"), "serve", "--only", "web"]
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            connection = _connected(port)
            size = len(gzip.decompress(_get(connection, PAGE)))
            file = _file_of(size)
            for address in (PAGE, file):
                _get(connection, address)
            times: dict[str, list[float]] = {PAGE: [], file: []}
            for _ in range(TIMES):
                for address, found in times.items():
                    began = time.perf_counter()
                    _get(connection, address)
                    found.append((time.perf_counter() - began) * 1000)
            return {
                "help now, kept, ms": median(times[PAGE]),
                "static file, ms": median(times[file]),
                "help now, KB": size / 1000,
                "help now, KB packed": len(_get(connection, PAGE)) / 1000,
                "static file, KB packed": len(_get(connection, file)) / 1000,
            }
        finally:
            server.terminate()


def _connected(port: int) -> http.client.HTTPConnection:
    end = time.monotonic() + START_SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.connect()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return connection


def _file_of(size: int) -> str:
    """The built file whose size is nearest."""
    from django.conf import settings

    files = [one for one in Path(settings.STATIC_ROOT, "peerline").iterdir() if one.suffix in (".css", ".js")]
    nearest = min(files, key=lambda one: abs(one.stat().st_size - size))
    return f"/static/peerline/{nearest.name}"


def _get(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    data = response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return data


if __name__ == "__main__":
    main()
