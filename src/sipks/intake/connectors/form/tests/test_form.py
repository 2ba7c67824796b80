from __future__ import annotations

import pytest

from sipks.intake.connectors.base import FieldError
from sipks.intake.connectors.form import CONNECTOR
from sipks.intake.connectors.tests.helpers import OPTIONS


def test_a_submission_is_a_row_whose_raw_form_can_be_read_again() -> None:
    row = CONNECTOR.row(
        {"text": "Ada blokade", "lat": -5.1, "lon": 119.4, "place": "", "district": "Mariso"},
        OPTIONS,
    )
    assert row.fields == {"lat": -5.1, "lon": 119.4, "district": "Mariso"}
    (again,) = CONNECTOR.parse_body(row.raw, OPTIONS)
    assert again == row


def test_a_report_without_words_is_refused() -> None:
    with pytest.raises(FieldError):
        CONNECTOR.row({"text": " ", "district": "Mariso"}, OPTIONS)
