"""All scores of a forecast, by step, beside those of the baselines."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from .baselines import from_history, zero
from .brier import brier
from .cells import Cells, cells_of, panel_of_counts
from .checks import Floats, Truths
from .columns import with_origin
from .ensembles import central_interval, crps, interval_penalty
from .ignorance import ignorance
from .ranking import auc, average_precision

ALPHA: Final = 0.1
ALL: Final = "all"


def score_table(actuals: Any, samples: Any, *, history: Any = None, seed: int = 1) -> pl.DataFrame:
    """Scores of `samples` against `actuals`, for each step and over all, beside the baselines.

    `actuals`: columns unit, period, count (whatever `Panel.of` takes, or a `Panel`); they may begin
    earlier and end later. `samples`: columns unit, period, draw, value (whatever `polars.DataFrame`
    takes); of each period that is sampled all units of the actuals must be, with equally many
    draws. A step is the number of periods from the earliest sampled one, which is 1; with a column
    origin (the last period that was seen), the number of periods from it, and all origins are
    scored together.

    Returns a row for each model and step, and one for "all": model ("forecast", "zero", and with
    `history` (as actuals; only what lies up to the origin is used) each baseline of
    `sipks.statistics.forecast`, drawn by `seed`), step (text), n, crps, ignorance, mis (alpha 0.1),
    brier, auc and average_precision (of a count above 0, told by the share of the draws that
    are), coverage_50, coverage_90, observed_mean, forecast_mean. What is not defined, as the auc
    where nothing happened, is null. Raises BadInput that names row, or unit and period.

    >>> import polars as pl
    >>> actuals = pl.DataFrame({"unit": ["a", "b"], "period": ["2019-01"] * 2, "count": [0, 3]})
    >>> samples = actuals.select("unit", "period", draw=1, value=pl.Series([0, 1]))
    >>> score_table(actuals, samples).filter(step="all").select("model", "crps", "auc").rows()
    [('forecast', 1.0, 1.0), ('zero', 1.5, 0.5)]
    """
    panel = panel_of_counts(actuals, "actuals")
    frame = with_origin(samples)
    told = cells_of(panel, frame)
    tables = [_scored("forecast", told), _scored("zero", zero(told))]
    if history is not None:
        past = panel_of_counts(history, "history")
        draws = told.samples.shape[1]
        tables += [_scored(*one) for one in from_history(past, panel, frame, draws, seed)]
    return pl.concat(tables)


def _scored(model: str, cells: Cells) -> pl.DataFrame:
    truth, drawn = cells.observed, cells.samples
    occurred, risk = truth > 0, (drawn > 0).mean(axis=1)
    lower, upper = central_interval(drawn, ALPHA)
    by_cell = {
        "crps": crps(truth, drawn),
        "ignorance": ignorance(truth, drawn),
        "mis": interval_penalty(truth, lower, upper, ALPHA),
        "brier": brier(occurred, risk),
        "coverage_50": _within(truth, *central_interval(drawn, 0.5)),
        "coverage_90": _within(truth, lower, upper),
        "observed_mean": truth,
        "forecast_mean": drawn.mean(axis=1),
    }
    steps = [(str(one), cells.step == one) for one in np.unique(cells.step)]
    everything = np.ones(len(truth), dtype=np.bool_)
    return pl.DataFrame(
        [
            {"model": model, "step": step} | _row(by_cell, occurred, risk, chosen)
            for step, chosen in [*steps, (ALL, everything)]
        ],
        schema_overrides=dict.fromkeys(_ORDER, pl.Float64),
    )


def _within(truth: Floats, lower: Floats, upper: Floats) -> Floats:
    return ((lower <= truth) & (truth <= upper)).astype(np.float64)


def _row(
    by_cell: dict[str, Floats], occurred: Truths, risk: Floats, chosen: Truths
) -> dict[str, float | None]:
    means: dict[str, float | None] = {
        name: float(one[chosen].mean()) for name, one in by_cell.items()
    }
    ranked = {
        "auc": auc(occurred[chosen], risk[chosen]),
        "average_precision": average_precision(occurred[chosen], risk[chosen]),
    }
    found = means | {name: None if np.isnan(one) else one for name, one in ranked.items()}
    return {"n": int(chosen.sum())} | {name: found[name] for name in _ORDER}


_ORDER: Final = (
    "crps",
    "ignorance",
    "mis",
    "brier",
    "auc",
    "average_precision",
    "coverage_50",
    "coverage_90",
    "observed_mean",
    "forecast_mean",
)
