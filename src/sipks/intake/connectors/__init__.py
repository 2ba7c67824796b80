"""Connectors: one folder a kind, all of one shape, from bytes to rows.

To add a kind, copy the folder that is nearest to it (`jsonl` is the smallest) and change:

1. `<kind>/parse.py`: a class with `kind`, `label`, `extensions`, `sniff` and `parse` (see
   `base.Connector`). `parse` yields a `Row` for each record that can be used and a `Bad` with a
   reason for each that cannot; it raises `FileRefused` only when nothing in the file can be used.
   It runs in bounded memory, has no clock and knows neither Django nor the database. Where one
   record cannot be understood without the head of its file, say so in `parse_again`.
2. `<kind>/__init__.py`: one sentence, and `CONNECTOR`.
3. `<kind>/tests/`: good input from each program that writes it, and each kind of bad input.
4. Here: add it to `CONNECTORS`, the surest `sniff` first.

What is shared: `lines` (long lines in bounded memory), `charset`, `cleaning`, `names` (what
columns are called), `dates`, `points`, `table` (headings below a letterhead), `records` (named
values → row), `disguise` (files that are not what their name says).
"""

from __future__ import annotations

from pathlib import PurePath

from sipks.intake.connectors import csv, eml, form, http_api, jsonl, whatsapp, xlsx
from sipks.intake.connectors.base import Connector
from sipks.intake.connectors.disguise import refuse_disguised, unknown_kind

FILE_KINDS: tuple[Connector, ...] = (
    xlsx.CONNECTOR,
    jsonl.CONNECTOR,
    whatsapp.CONNECTOR,
    eml.CONNECTOR,
    csv.CONNECTOR,
)
CONNECTORS: dict[str, Connector] = {
    one.kind: one for one in (*FILE_KINDS, http_api.CONNECTOR, form.CONNECTOR)
}


def connector_for(name: str, head: bytes) -> Connector:
    """The connector for a file called `name` that begins with `head`.

    The content decides; the name counts only where the content leaves it open. Raises
    `FileRefused` for what is empty, in disguise or unknown.
    """
    refuse_disguised(name, head)
    suffix = PurePath(name.lower()).suffix
    for one in FILE_KINDS:
        if one.sniff(head, name):
            return one
    for one in FILE_KINDS:
        # A workbook always shows itself; text may begin with anything.
        if suffix in one.extensions and one is not xlsx.CONNECTOR:
            return one
    raise unknown_kind(name, head)
