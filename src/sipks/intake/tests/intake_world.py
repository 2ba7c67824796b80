"""What tests of intake share: a source of Makassar, and short ways to bring material in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson

from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, Source, SourceKind, Upload
from sipks.intake.services.sources import source_create
from sipks.intake.services.uploads import Progress, upload_create, upload_run
from sipks.places.models import Area


def make_source(area: Area, code: str = "UJI", **settings: Any) -> Source:
    """A source of this area; the program must be bound."""
    return source_create(code=code, name=code, kind=SourceKind.NEWS, area=area, **settings)


def lines(*things: dict[str, Any]) -> bytes:
    """JSON lines."""
    return b"".join(orjson.dumps(one) + b"\n" for one in things)


def bring(source: Source, content: bytes, name: str = "berkas.jsonl", **how: Progress) -> Upload:
    """Bring a file in at once, as the worker does."""
    made = upload_create(source=source, stream=io.BytesIO(content), name=name, defer=False)
    return upload_run(upload=Upload.objects.select_related("source__area").get(pk=made.pk), **how)


def figures(upload: Upload) -> tuple[int, int, int, int]:
    """Rows, stored, known, bad."""
    return upload.rows_done, upload.stored, upload.known, upload.bad


def texts(source: Source) -> list[str]:
    """The texts of a source's items, sorted."""
    return sorted(Item.objects.filter(source=source).values_list("text", flat=True))


def row(text: str, **more: Any) -> Row:
    """A row as a connector makes it."""
    return Row(raw=text.encode(), text=text, **more)


def stored_files(home: Path) -> list[Path]:
    """Files kept in the program's folder."""
    return [path for path in (home / "uploads").rglob("*") if path.is_file()]
