from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import orjson

from sipks.intake.connectors.base import HARMLESS_CODES, Bad
from sipks.intake.connectors.cleaning import clean_json, clean_text
from sipks.intake.connectors.sealing import hide_in_raw, take_out
from sipks.intake.models import SetAside, Source, Upload
from sipks.people.models import SealedKind
from sipks.people.services.sealed import Secret, sealed_write_many
from sipks.reading.masking import mask

from .handles import conceal_bytes, conceal_values, sealed_hash


def set_aside_create(
    *, source: Source, connector: str, bad: Iterable[Bad], upload: Upload | None = None
) -> None:
    """Keep records that could not be used, once each file (or source, where there is no file).

    A reason may quote a cell: identifiers in it are masked. Where a record's cells could be told
    apart its author is concealed, and what belongs under seal is sealed, as in items; where they
    could not, the latter is left out (the file still has it). What was never a report is counted
    without its bytes, which would only name the members of a chat.
    """
    made = [_row(source, connector, one, upload) for one in bad]
    SetAside.objects.bulk_create([row for row, _ in made], ignore_conflicts=True)
    _seal({row: sealed for row, sealed in made if sealed}, upload)


def _seal(sealed: dict[SetAside, dict[str, str]], upload: Upload | None) -> None:
    """Seal what rows held; not again for rows that were there before."""
    if not sealed:
        return
    new = set(
        SetAside.objects.filter(pk__in=[row.pk for row in sealed]).values_list("pk", flat=True)
    )
    secrets = [
        Secret(
            subject="set_aside", subject_id=row.pk, kind=SealedKind(kind), value=value,
            scope_code=row.scope_code, classification=row.classification,
        )
        for row, values in sealed.items()
        if row.pk in new
        for kind, value in values.items()
    ]  # fmt: skip
    handler = upload.submitted_by if upload else None
    sealed_write_many(secrets, maker=None, handler=handler)
    if upload and not upload.holds_sealed:
        upload.holds_sealed = True
        Upload.objects.filter(pk=upload.pk).update(holds_sealed=True)


def _row(
    source: Source, connector: str, bad: Bad, upload: Upload | None
) -> tuple[SetAside, dict[str, str]]:
    harmless = bad.code in HARMLESS_CODES
    values, raw = bad.values, b"" if harmless else bad.raw
    sealed: dict[str, str] = {}
    digest = bad.raw + bad.code.encode()
    if values:
        values = {clean_text(key): clean_json(value) for key, value in values.items()}
        left, sealed = take_out(values)
        if sealed:
            raw, values = orjson.dumps(left), dict(left)
            digest = raw + bad.code.encode() + sealed_hash(sealed).encode()
        values, names, token = conceal_values(values)
        raw = conceal_bytes(raw, names, token)
    elif (hidden := hide_in_raw(raw)) != raw:
        raw, digest = hidden, sealed_hash({bad.code: raw.hex()}).encode()
    owner = upload or source
    row = SetAside(
        source=source, upload=upload, connector=connector, raw=raw, values=values,
        code=bad.code, reason=mask(clean_text(bad.reason)), row=bad.row,
        column=clean_text(bad.column)[:100], sheet=clean_text(bad.sheet)[:100],
        offset=bad.offset, length=bad.length,
        digest=sha256(digest).digest(),
        state=SetAside.State.DROPPED if harmless else SetAside.State.OPEN,
        scope_code=owner.scope_code, drill=owner.drill,
        classification=upload.classification if upload else source.default_classification,
    )  # fmt: skip
    return row, sealed
