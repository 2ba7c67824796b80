from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sipks.statistics.index import Indicators

REFERENCE = Path(__file__).parents[2] / "tests" / "reference"


@pytest.fixture(scope="session")
def handbook() -> dict[str, Any]:
    """What the OECD/JRC Handbook prints of the Technology Achievement Index."""
    found: dict[str, Any] = json.loads((REFERENCE / "technology_achievement.json").read_text())
    return found


@pytest.fixture(scope="session")
def technology(handbook: dict[str, Any]) -> Indicators:
    table = pl.DataFrame(handbook["data"])
    return Indicators.of(table, dict.fromkeys(table.columns[1:], 1))
