from __future__ import annotations

from sipks.intake.connectors.jsonl.parse import JsonLines


class HttpApi(JsonLines):
    """Lines as in a file of JSON lines; never the kind of a file."""

    kind = "http_api"
    label = "API"
    extensions = ()

    def sniff(self, head: bytes, name: str) -> bool:
        """No file is of this kind."""
        return False
