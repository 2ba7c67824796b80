from __future__ import annotations

from collections.abc import Mapping

import orjson

from sipks.intake.connectors.base import JsonValue, Options, Origin, Row
from sipks.intake.connectors.jsonl.parse import JsonLines
from sipks.intake.connectors.records import row_of


class Form(JsonLines):
    """One submission; its raw form is a JSON object, so that it can be replayed as a line."""

    kind = "form"
    label = "Formulir"
    extensions = ()

    def sniff(self, head: bytes, name: str) -> bool:
        """No file is of this kind."""
        return False

    def row(self, data: Mapping[str, JsonValue], options: Options) -> Row:
        """The row of what was typed, by standard names. Raises `FieldError`."""
        filled = {key: value for key, value in data.items() if value not in (None, "")}
        return row_of(filled, Origin(orjson.dumps(filled, default=str), row=1), options)
