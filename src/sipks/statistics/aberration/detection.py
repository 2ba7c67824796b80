"""All methods under the names of R and of the papers, on a panel."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

from .bayes import bayes
from .bounds import Bools, Bounds, truth
from .cusum import cusum
from .ears import ears
from .farrington import farrington
from .flexible import farrington_flexible
from .glr import glrnb, glrpois
from .outbreakp import outbreakP

METHODS: Final[Mapping[str, Callable[..., Bounds]]] = {
    "farringtonFlexible": farrington_flexible,
    "farrington": farrington,
    "earsC": ears,
    "C1": partial(ears, level="C1"),
    "C2": partial(ears, level="C2"),
    "C3": partial(ears, level="C3"),
    "cusum": cusum,
    "glrpois": glrpois,
    "glrnb": glrnb,
    "outbreakP": outbreakP,
    "bayes": bayes,
}
_GIVEN: Final = ("counts", "last", "freq", "days", "population")


def detect(
    panel: Panel,
    method: str = "farringtonFlexible",
    *,
    last: int = 1,
    fdr: float | None = None,
    **options: Any,
) -> pl.DataFrame:
    """Judge the `last` periods of each unit: unit, period, count, expected, threshold, score, p,
    alarm; null where the method has no such number, or could not judge.

    `method`: one of `METHODS`, whatever its case and punctuation; `options`: those of the method's
    function. Methods that look back whole years take `dates=True`, too: the same season is that of
    the calendar, as in R where epochs are dates; otherwise 52 weeks (365 days, 12 months) are a
    year. `fdr`: in place of the method's own threshold, alarms are such that of those in a period
    a share of at most `fdr` is expected to be false (see `multiplicity`).
    Raises BadInput that names what is allowed, for unknown methods and options, options out of
    range, and a history that is too short.
    """
    name = _name(method)
    judge = METHODS[name]
    takes = _takes(judge)
    options = {one.replace(".", "_"): value for one, value in options.items()}  # c.ARL
    dates = truth("dates", options.pop("dates", False)) if "days" in takes else False
    _refuse(name, takes, options)
    if options.get("populationOffset"):
        _inhabited(panel)
    context = {
        "freq": panel.timeline.per_year,
        "days": panel.timeline.starts if dates else None,
        "population": panel.population,
    }
    known = {one: value for one, value in context.items() if one in takes}
    found = judge(panel.counts, last=last, **known, **options)
    alarm = found.alarm if fdr is None else _controlled(found, name, fdr)
    columns = {one: getattr(found, one) for one in ("expected", "threshold", "score", "p")}
    frame = panel.long(count=panel.counts[-last:], **columns, alarm=alarm)
    whole = bool((panel.counts == np.floor(panel.counts)).all())
    return frame.with_columns(
        pl.col("count").cast(pl.Int64 if whole else pl.Float64),
        pl.col(list(columns)).fill_nan(None),
    )


def _inhabited(panel: Panel) -> None:
    """An exposure of nobody has no logarithm."""
    if panel.population is None:
        return
    for row, unit in np.argwhere(panel.population <= 0)[:1]:
        raise BadInput(f"unit {panel.units[unit]} has no population in period {panel.periods[row]}")


def _controlled(found: Bounds, name: str, fdr: float) -> Bools:
    from .multiplicity import discoveries

    if np.isnan(found.p).all():
        if not np.isnan(found.score).all():
            raise BadInput(f"fdr needs a method that gives p; {name} gives none")
        return found.alarm  # no series was judged
    return discoveries(found, fdr)


def _name(method: str) -> str:
    names = {_plain(one): one for one in METHODS}
    if _plain(str(method)) not in names:
        raise BadInput(f"there is no method {method!r}, only {', '.join(METHODS)}")
    return names[_plain(str(method))]


def _plain(name: str) -> str:
    return "".join(one for one in name.lower() if one.isalnum())


def _takes(judge: Callable[..., Bounds]) -> list[str]:
    fixed = judge.keywords if isinstance(judge, partial) else {}
    return [one for one in inspect.signature(judge).parameters if one not in fixed]


def _refuse(name: str, takes: list[str], options: Mapping[str, Any]) -> None:
    allowed = [one for one in takes if one not in _GIVEN] + ["dates"] * ("days" in takes)
    for wrong in options:
        if wrong not in allowed:
            raise BadInput(f"{name} has no option {wrong!r}, only {', '.join(allowed)}")
