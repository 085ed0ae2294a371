"""Tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    print(f"\n{title}\n")
    for row in [head, ["-" * width for width in widths], *rows]:
        first, *others = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(["", first, *others]))
    print(flush=True)


def verdict(what: str, found: float, *, at_least: float | None = None, at_most: float | None = None) -> None:
    """Say whether a figure is what is wanted, and by how much it is missed."""
    wanted = at_least if at_least is not None else at_most
    assert wanted is not None
    is_met = found >= wanted if at_least is not None else found <= wanted
    sign = "at least" if at_least is not None else "at most"
    by = "" if is_met else f" by {abs(found - wanted) / (wanted or 1):.0%}"
    print(f"  {'met   ' if is_met else 'MISSED'}  {what}: {found:.2f}, wanted {sign} {wanted:g}{by}", flush=True)
