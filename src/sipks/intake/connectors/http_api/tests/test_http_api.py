from __future__ import annotations

from sipks.intake.connectors.base import Bad, Row
from sipks.intake.connectors.http_api import CONNECTOR
from sipks.intake.connectors.tests.helpers import OPTIONS


def test_a_body_is_lines_with_their_numbers() -> None:
    found = list(CONNECTOR.parse_body(b'{"text":"a"}\n\n{"text":1}\nx\n', OPTIONS))
    assert [(type(one), one.row) for one in found] == [(Row, 1), (Row, 3), (Bad, 4)]


def test_no_file_is_taken_for_a_request() -> None:
    assert not CONNECTOR.sniff(b'{"text":"a"}', "a.jsonl")
    assert CONNECTOR.extensions == ()
