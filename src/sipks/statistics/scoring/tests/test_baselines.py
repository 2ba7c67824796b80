"""The baselines beside a forecast see what it could see, and no more."""

from __future__ import annotations

import polars as pl
import pytest

from sipks.statistics import forecast
from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel
from sipks.statistics.scoring import score_table

MONTHS = [f"2018-{month:02d}" for month in range(1, 13)]


@pytest.fixture
def history() -> pl.DataFrame:
    """Unit a counts 1, 2, … 12; b ten times as many."""
    counts = [*range(1, 13), *range(10, 130, 10)]
    return pl.DataFrame({"unit": ["a"] * 12 + ["b"] * 12, "period": MONTHS * 2, "count": counts})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int, int]]:
    """Baselines that only repeat the last count; what they are asked for is kept."""
    calls = []

    def repeat(panel: Panel, *, method: str, steps: int, draws: int, seed: int) -> pl.DataFrame:
        calls.append((panel.periods[-1], steps, draws, seed))
        last = pl.DataFrame({"unit": panel.units, "value": panel.counts[-1]})
        ahead = pl.DataFrame({"period": panel.timeline.ahead(steps).labels})
        drawn = pl.DataFrame({"draw": range(draws)})
        return last.join(ahead, how="cross").join(drawn, how="cross")

    monkeypatch.setattr(forecast, "BASELINES", ("zero", "repeat"), raising=False)
    monkeypatch.setattr(forecast, "forecast", repeat, raising=False)
    return calls


def _samples(history: pl.DataFrame, *periods: str) -> pl.DataFrame:
    cells = history.filter(pl.col("period").is_in(periods)).select("unit", "period")
    return cells.join(pl.DataFrame({"draw": range(3)}), how="cross").with_columns(value=1)


def test_each_origin_is_seen_up_to_itself(
    history: pl.DataFrame, asked: list[tuple[str, int, int, int]]
) -> None:
    early = _samples(history, "2018-04", "2018-05").with_columns(origin=pl.lit("2018-03"))
    late = _samples(history, "2018-09").with_columns(origin=pl.lit("2018-07"))
    found = score_table(history, pl.concat([early, late]), history=history, seed=5)
    assert sorted(asked) == [("2018-03", 2, 3, 5), ("2018-07", 2, 3, 5)]
    mine = found.filter(model="repeat")
    assert mine.select("step", "n").rows() == [("1", 2), ("2", 4), ("all", 6)]
    # April is 1 and 10 above March; May and September are 2 and 20 above what was seen.
    assert mine["crps"].to_list() == pytest.approx([5.5, 11, (2 * 5.5 + 4 * 11) / 6])


def test_without_origin_what_lies_before_is_seen(
    history: pl.DataFrame, asked: list[tuple[str, int, int, int]]
) -> None:
    found = score_table(history, _samples(history, "2018-10", "2018-11"), history=history)
    assert asked == [("2018-09", 2, 3, 1)]
    assert found["model"].unique(maintain_order=True).to_list() == ["forecast", "zero", "repeat"]


def test_history_may_end_earlier(
    history: pl.DataFrame, asked: list[tuple[str, int, int, int]]
) -> None:
    seen = history.filter(pl.col("period") < "2018-09")
    found = score_table(history, _samples(history, "2018-11"), history=seen)
    assert asked == [("2018-08", 3, 3, 1)]
    assert found.filter(model="repeat")["crps"].to_list() == pytest.approx([16.5, 16.5])


def test_history_that_does_not_reach_is_refused(
    history: pl.DataFrame, asked: list[tuple[str, int, int, int]]
) -> None:
    with pytest.raises(BadInput, match="history has no period before 2018-01"):
        score_table(history, _samples(history, "2018-01"), history=history)
    seen = history.filter(pl.col("period") < "2018-03")
    told = _samples(history, "2018-05").with_columns(origin=pl.lit("2018-04"))
    with pytest.raises(BadInput, match="2018-04 is not between 2018-01 and 2018-02"):
        score_table(history, told, history=seen)
    assert not asked


def test_history_of_fewer_units_is_refused(
    history: pl.DataFrame, asked: list[tuple[str, int, int, int]]
) -> None:
    with pytest.raises(BadInput, match="unit b has no samples for period 2018-10"):
        score_table(history, _samples(history, "2018-10"), history=history.filter(unit="a"))
    assert asked


def test_a_baseline_that_is_judged_gets_its_own_scores(history: pl.DataFrame) -> None:
    """Made here and made by the table, from the same past with the same seed."""
    panel = Panel.of(history)
    made = [
        forecast.forecast(
            panel.until(origin), method="ewma", steps=2, draws=30, seed=4
        ).with_columns(origin=pl.lit(origin))
        for origin in ("2018-08", "2018-10")
    ]
    found = score_table(history, pl.concat(made), history=history, seed=4)
    assert found["model"].unique(maintain_order=True).to_list() == [
        "forecast",
        *forecast.BASELINES,
    ]
    mine, beside = [found.filter(model=one).drop("model") for one in ("forecast", "ewma")]
    assert mine.equals(beside)
    for name in set(forecast.BASELINES) - {"ewma"}:
        assert not mine.equals(found.filter(model=name).drop("model"))
