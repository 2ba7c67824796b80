"""Answers that others have printed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sipks.statistics.panel import Panel
from sipks.statistics.scan import scan


@pytest.fixture
def new_york(shared_data: Path) -> Panel:
    table = pl.read_csv(shared_data / "scan" / "ny_leukaemia.csv", infer_schema=False)
    columns = {"unit": "censustract.FIPS", "count": "cases", "x": "x_km", "y": "y_km"}
    return Panel.of(table.select("population", **columns), whole=False)


@pytest.fixture
def new_mexico(shared_data: Path) -> Panel:
    cases = pl.read_csv(shared_data / "scan" / "nm_brain_cancer.csv")
    places = pl.read_csv(shared_data / "scan" / "nm_counties.csv")
    return Panel.of(
        cases.join(places, on="county").select(
            "count",
            "population",
            unit="county",
            period=pl.col("year").cast(pl.String),
            lat="seat_lat",
            lon="seat_long",
        )
    )


def test_new_york_leukaemia_as_spatial_epi(new_york: Panel) -> None:
    found = scan(new_york, "bernoulli")
    first, second = found.row(0, named=True), found.row(1, named=True)
    assert len(first["units"].split(";")) == 30
    assert first["observed"] == pytest.approx(108.76, abs=0.005)
    assert first["expected"] == pytest.approx(66.10, abs=0.005)
    assert first["llr"] == pytest.approx(13.37165, abs=5e-6)
    assert second["llr"] == pytest.approx(8.544469, abs=5e-7)
    assert first["p"] == 0.001
    assert second["p"] == pytest.approx(0.03, abs=0.015)


def test_new_york_leukaemia_poisson(new_york: Panel) -> None:
    """The same circle; its ratio worked out by hand from the file: 108.763859 cases of 591.999789,
    118,102 persons of 1,057,673."""
    found = scan(new_york)
    assert found["units"].to_list()[:2] == scan(new_york, "bernoulli")["units"].to_list()[:2]
    assert found["llr"][0] == pytest.approx(13.278158, abs=1e-6)
    assert found["p"][0] == 0.001


def test_los_alamos(new_mexico: Panel) -> None:
    """Kulldorff et al. (1998): Los Alamos with Santa Fe; once time is adjusted for, chance."""
    small = scan(new_mexico, space_time=True, max_population=0.25).row(0, named=True)
    assert sorted(small["units"].split(";")) == ["losalamos", "santafe"]
    assert (small["from"], small["to"], small["observed"]) == ("1986", "1989", 43)
    adjusted = scan(new_mexico, "permutation", space_time=True).row(0, named=True)
    assert sorted(adjusted["units"].split(";")) == ["losalamos", "santafe"]
    assert adjusted["p"] > 0.05
