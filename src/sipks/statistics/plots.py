"""What the statistics found, drawn as SVG. The same input gives the same file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .panel import Panel

MOST: Final = 12
"""Units drawn: those with the most to tell."""
_PAST: Final = 3
"""Periods of the past that are drawn for each that is judged or forecast."""
_INK, _WARN, _CALM, _GREY = "#1b2a3a", "#b4450f", "#1b5a99", "#9aa7b4"
_STYLE: Final[dict[Any, Any]] = {
    "svg.hashsalt": "sipks",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def plot_detection(panel: Panel, found: pl.DataFrame, path: str) -> None:
    """Counts with expectation, threshold and alarms of the units with most alarms and scores."""
    told = found.group_by("unit").agg(pl.col("alarm").sum(), pl.col("score").max())
    units = _first(told.sort("alarm", "score", "unit", descending=[True, True, False]))
    depth = found.filter(pl.col("unit") == units[0]).height
    with rc_context(_STYLE):
        figure, axes = _grid(len(units))
        for unit, one in zip(units, axes, strict=False):
            _past(one, panel, unit, depth)
            rows = found.filter(pl.col("unit") == unit)
            at = np.arange(len(panel.periods) - depth, len(panel.periods))
            one.step(
                at, _floats(rows, "threshold"), where="mid", color=_WARN, lw=1, label="threshold"
            )
            one.step(
                at, _floats(rows, "expected"), where="mid", color=_CALM, lw=1, label="expected"
            )
            hit = rows["alarm"].fill_null(value=False).to_numpy()
            one.plot(at[hit], _floats(rows, "count")[hit], "^", color=_WARN, label="alarm")
        _saved(figure, axes, path)


def plot_forecast(panel: Panel, samples: pl.DataFrame, path: str) -> None:
    """The last counts and the forecast, median with 50 and 90 % bands, of the busiest units."""
    held = set(panel.units)
    mean = samples.filter(pl.col("unit").is_in(held)).group_by("unit").agg(pl.col("value").mean())
    units = _first(mean.sort("value", "unit", descending=[True, False]))
    steps = samples["period"].n_unique()
    with rc_context(_STYLE):
        figure, axes = _grid(len(units))
        for unit, one in zip(units, axes, strict=False):
            _past(one, panel, unit, steps)
            drawn = samples.filter(pl.col("unit") == unit).group_by("period", maintain_order=True)
            bands = drawn.agg(
                pl.col("value").quantile(q, "nearest").alias(str(q))
                for q in (0.05, 0.25, 0.5, 0.75, 0.95)
            ).sort("period")
            at = np.arange(len(panel.periods), len(panel.periods) + steps)
            for low, high, share in (("0.05", "0.95", 0.2), ("0.25", "0.75", 0.4)):
                one.fill_between(
                    at,
                    _floats(bands, low),
                    _floats(bands, high),
                    step="mid",
                    alpha=share,
                    color=_CALM,
                    lw=0,
                )
            one.step(
                at, _floats(bands, "0.5"), where="mid", color=_CALM, label="median, 50 % and 90 %"
            )
        _saved(figure, axes, path)


def plot_clusters(panel: Panel, found: pl.DataFrame, path: str) -> None:
    """The units as dots, those of clusters in colour with the p of each cluster."""
    where = panel.where if panel.where is not None else np.zeros((len(panel.units), 2))
    x, y = where.T if panel.metric == "plane" else where[:, ::-1].T
    number = {unit: at for at, unit in enumerate(panel.units)}
    with rc_context(_STYLE):
        figure = Figure(figsize=(8, 6), layout="constrained")
        one = figure.subplots()
        one.scatter(x, y, s=6, color=_GREY)
        for row in found.sort("cluster").head(MOST).iter_rows(named=True):
            at = [number[unit] for unit in row["units"].split(";")]
            counts = f"{row['observed']:g} of {row['expected']:.4g}"
            chance = "" if row["p"] is None else f", p = {row['p']:.3g}"
            label = f"{row['cluster']}: {counts}{chance}"
            one.scatter(x[at], y[at], s=16, label=label)
        one.set_aspect("equal" if panel.metric == "plane" else "auto")
        _saved(figure, [one], path)


def plot_scores(found: pl.DataFrame, path: str) -> None:
    """The mean CRPS by step, of the forecast and of the baselines beside it."""
    with rc_context(_STYLE):
        figure = Figure(figsize=(6, 3.5), layout="constrained")
        one = figure.subplots()
        steps = found.filter(pl.col("step") != "all").with_columns(pl.col("step").cast(pl.Int64))
        for name in steps["model"].unique(maintain_order=True):
            rows = steps.filter(pl.col("model") == name).sort("step")
            one.plot(_floats(rows, "step"), _floats(rows, "crps"), "o-", label=name)
        one.set_xlabel("step")
        one.set_ylabel("CRPS")
        _saved(figure, [one], path)


def _first(ranked: pl.DataFrame) -> list[str]:
    return ranked["unit"].head(MOST).to_list()


def _floats(frame: pl.DataFrame, name: str) -> np.ndarray:
    return frame[name].cast(pl.Float64).to_numpy()


def _grid(count: int) -> tuple[Figure, list[Axes]]:
    wide = min(3, count)
    deep = -(-count // wide)
    figure = Figure(figsize=(3.6 * wide, 2.1 * deep), layout="constrained")
    axes = figure.subplots(deep, wide, squeeze=False).ravel().tolist()
    for spare in axes[count:]:
        spare.set_axis_off()
    return figure, axes


def _past(axes: Axes, panel: Panel, unit: str, depth: int) -> None:
    """The counts of a unit, as long as it helps to see what is usual, with a few labels of time."""
    first = max(0, len(panel.periods) - max(26, (_PAST + 1) * depth))
    at = np.arange(first, len(panel.periods))
    axes.bar(at, panel.counts[first:, panel.units.index(unit)], color=_GREY, width=1, label="count")
    axes.set_title(unit, loc="left", fontsize=9, color=_INK)
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
    marks = np.linspace(first, len(panel.periods) - 1, 4).astype(int)
    axes.set_xticks(marks, [panel.periods[one] for one in marks], fontsize=7)


def _saved(figure: Figure, axes: Sequence[Axes], path: str) -> None:
    handles, labels = axes[0].get_legend_handles_labels()
    if handles:
        figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
