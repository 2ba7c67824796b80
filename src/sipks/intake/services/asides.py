from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from sipks.intake.connectors.base import HARMLESS_CODES, Bad
from sipks.intake.connectors.cleaning import clean_json, clean_text
from sipks.intake.models import SetAside, Source, Upload
from sipks.reading.masking import mask

from .handles import conceal_bytes, conceal_values


def set_aside_create(
    *, source: Source, connector: str, bad: Iterable[Bad], upload: Upload | None = None
) -> None:
    """Keep records that could not be used, once each file (or source, where there is no file).

    A reason may quote a cell: identifiers in it are masked. Where a record's cells could be told
    apart its author is concealed as in items. What was never a report is counted without its
    bytes, which would only name the members of a chat.
    """
    rows = [_row(source, connector, one, upload) for one in bad]
    SetAside.objects.bulk_create(rows, ignore_conflicts=True)


def _row(source: Source, connector: str, bad: Bad, upload: Upload | None) -> SetAside:
    harmless = bad.code in HARMLESS_CODES
    values, raw = bad.values, b"" if harmless else bad.raw
    if values:
        values = {clean_text(key): clean_json(value) for key, value in values.items()}
        values, names, token = conceal_values(values)
        raw = conceal_bytes(raw, names, token)
    owner = upload or source
    return SetAside(
        source=source, upload=upload, connector=connector, raw=raw, values=values,
        code=bad.code, reason=mask(clean_text(bad.reason)), row=bad.row,
        column=clean_text(bad.column)[:100], sheet=clean_text(bad.sheet)[:100],
        offset=bad.offset, length=bad.length,
        digest=sha256(bad.raw + bad.code.encode()).digest(),
        state=SetAside.State.DROPPED if harmless else SetAside.State.OPEN,
        scope_code=owner.scope_code, drill=owner.drill,
        classification=upload.classification if upload else source.default_classification,
    )  # fmt: skip
