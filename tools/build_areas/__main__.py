"""`python -m tools.build_areas [--check]`: write the shipped tables, or say whether they differ."""

from __future__ import annotations

import sys

from tools.build_areas.sources import SHIPPED
from tools.build_areas.tables import build_outlines, build_tables, same


def main() -> int:
    """Exit status 1 when `--check` finds a table that differs from what would be written."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, content in (build_tables() | build_outlines()).items():
        path = SHIPPED / name
        if path.is_file() and same(path.read_bytes(), content):
            continue
        stale.append(name)
        if not check:
            path.write_bytes(content)
    print(f"differs: {', '.join(stale)}" if stale else "all tables are current")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
