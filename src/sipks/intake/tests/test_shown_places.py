"""The page of an item shows areas; what has no code is no area."""

from __future__ import annotations

from sipks.intake.models import Reading
from sipks.intake.shown import conclusions, place_names

TALLO = {"code": "73.71.03", "name": "Tallo", "p": 0.9}
ABROAD = {"code": "", "name": "Malaysia", "p": 0.9}


def test_places_without_code_are_not_shown() -> None:
    reading = Reading(result={"places": [ABROAD, TALLO], "place": None})
    assert [one.text for one in conclusions(reading) if one.kind == "place"] == ["Tallo (73.71.03)"]
    assert place_names(reading) == {"73.71.03": "Tallo"}
