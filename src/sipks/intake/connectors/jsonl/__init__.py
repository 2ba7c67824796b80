"""JSON lines: one object a line, as crawlers and other programs write them."""

from sipks.intake.connectors.jsonl.parse import JsonLines

CONNECTOR = JsonLines()
