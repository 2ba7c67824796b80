"""The shipped tables are what the builder writes from its sources."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from tools.build_areas.sources import SHIPPED, SourceUnavailable
from tools.build_areas.tables import build_outlines, build_tables, same


@pytest.mark.parametrize("build", [build_tables, build_outlines])
def test_the_shipped_tables_are_current(build: Callable[[], dict[str, bytes]]) -> None:
    try:
        made = build()
    except SourceUnavailable as error:
        pytest.skip(f"sources of the tables cannot be had: {error}")
    for name, content in made.items():
        assert same((SHIPPED / name).read_bytes(), content), (
            f"run python -m tools.build_areas: {name}"
        )


def test_compressed_files_are_compared_by_what_they_say() -> None:
    one, other = gzip.compress(b"a", 1, mtime=0), gzip.compress(b"a", 9, mtime=5)
    assert one != other
    assert same(one, other)
    assert not same(one, gzip.compress(b"b", 1, mtime=0))
    assert not same(one, b"a")
