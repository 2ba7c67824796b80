from __future__ import annotations

import csv
import re

from sipks.intake.connectors.table import Headings, find_headings

DELIMITERS = ";,\t|"
_DECLARED = re.compile("^sep=(.)\r?$", re.IGNORECASE)


def find_dialect(lines: list[str]) -> tuple[str, int, Headings] | None:
    """Delimiter, number of the line with the headings (from 0) and headings of a table's head.

    The delimiter is the one with which most headings are known; Excel may say `sep=;` itself.
    """
    if lines and (said := _DECLARED.match(lines[0])):
        found = _headings(lines[1:], said.group(1))
        return (said.group(1), found[0] + 1, found[1]) if found else None
    tried = [(mark, _headings(lines, mark)) for mark in DELIMITERS]
    usable = [(mark, *found) for mark, found in tried if found]
    return max(usable, key=lambda one: len(one[2].columns), default=None)


def _headings(lines: list[str], delimiter: str) -> tuple[int, Headings] | None:
    rows = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
    return find_headings(rows)
