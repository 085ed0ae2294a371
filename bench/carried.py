"""A step of `bench directory`: a long file of services comes in, in one of the formats.

    python -m bench.carried FORMAT COUNT

runs with the settings of a line. `tsv` is a file of COUNT new services, stopped half way and then taken in; of the
other formats it is what the line writes of itself, of about COUNT rows or more, read again as a dry run. The growth of
the process is what reading and storing took, above what the program and the file's writing take. It counts from WARM
rows on: until then SQLite fills the 32 MB that it may keep of its pages, and the C library keeps what lies between them
(55 MB for the first 10,000 services, and then 0.2 for the next 5,000; on PostgreSQL 1 MB for 10,000).
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROWS_OF_A_SERVICE = 8
WARM = 10_000


def main(chosen: str, count: int) -> None:
    """Print the figures."""
    django.setup()
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        path = Path(folder) / "services"
        services = count if chosen == "tsv" else count // ROWS_OF_A_SERVICE
        _write(path, services)
        if chosen != "tsv":
            path = _written_by_the_line(chosen, path)
        print(json.dumps(_import(chosen, path, services)))


def _write(path: Path, count: int) -> None:
    with path.open("w") as file:
        file.write("organization\tservice\tfield\tcountry\tphone\tconfidence\n")
        file.writelines(f"House {one}\tLine {one}\tlegal\tDE\t030 {one:07}\thigh\n" for one in range(count))


def _written_by_the_line(chosen: str, path: Path) -> Path:
    """The services of a table, and all others of the line, in another format."""
    from peerline.directory.actions import Wanted, import_batches
    from peerline.directory.formats import FORMATS, tsv

    import_batches(tsv.read(path), wanted=Wanted())
    written = path.with_name("written")
    FORMATS[chosen].write(written)
    return written


def _import(chosen: str, path: Path, services: int) -> dict[str, float]:
    """It has at least as many rows as services: so far on the way it is stopped."""
    from peerline.directory.access import service_count
    from peerline.directory.actions import Wanted, import_batches
    from peerline.directory.formats import FORMATS

    before, start_mb = service_count(), _peak_mb()
    told: list[int] = []
    early: list[tuple[int, float]] = []
    warm = min(max(services // 10, WARM), services // 2)

    def run(progress: Callable[[Any], None]) -> Any:
        batches = FORMATS[chosen].read(path)
        return import_batches(batches, wanted=Wanted(), dry_run=chosen != "tsv", progress=progress)

    def stop(done: Any) -> None:
        if done.read >= warm and not early:
            early.append((done.read, _peak_mb() - start_mb))
        if done.read >= services // 2:
            raise KeyboardInterrupt

    left = -1
    try:
        run(stop)
    except KeyboardInterrupt:
        left = service_count() - before
    began, processor_began = time.perf_counter(), time.process_time()
    done = run(lambda done: told.append(done.read))
    seconds, processor = time.perf_counter() - began, time.process_time() - processor_began
    if done.faults:
        raise RuntimeError(str(done.faults[0]))
    return {
        "rows": done.read,
        "seconds": seconds,
        "processor_seconds": processor,
        "told": len(told),
        "left": left,
        "early_rows": early[0][0],
        "early_mb": early[0][1],
        "grown_mb": _peak_mb() - start_mb,
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
