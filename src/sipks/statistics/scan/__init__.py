"""Kulldorff's scan statistics: where, and when, are there more cases than chance explains?

Leukaemia in upstate New York, 1978–82 (Waller et al. 1994): `scan(panel, "bernoulli")` gives 30
tracts with 108.76 cases against 66.10 expected, ratio 13.37165, p .001, as does R's SpatialEpi; the
same circle has 13.27816 under the Poisson model.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from sipks.statistics.panel import Panel
from sipks.statistics.rows import ONE_PERIOD

from .field import Field, Rates
from .models import Floats
from .observed import Cluster, clusters
from .options import Options
from .significance import DAYS, gumbel, monte_carlo, replicate
from .study import Study, study_of
from .windows import windows_of
from .zones import circles

__all__ = ["scan"]
_COLUMNS = {
    "cluster": pl.Int64,
    "units": pl.String,
    "from": pl.String,
    "to": pl.String,
    "observed": pl.Float64,
    "expected": pl.Float64,
    "llr": pl.Float64,
    "p": pl.Float64,
    "recurrence": pl.Float64,
}


def scan(
    panel: Panel,
    model: str = "poisson",
    *,
    space_time: bool = False,
    prospective: bool = False,
    max_population: float = 0.5,
    max_duration: int | None = None,
    replicates: int = 999,
    seed: int = 1,
    rates: Rates = "high",
    sequential: int | None = None,
    p_value: Literal["monte_carlo", "gumbel"] = "monte_carlo",
    most: int = 10,
) -> pl.DataFrame:
    """Clusters of circles (and periods), the most likely first, none of which share a unit.

    `panel`: counts of N units over T periods with places (x, y of a plane, or lat, lon), and for
    the Poisson and Bernoulli models a population. Circles stand over each unit's centroid, in all
    sizes up to `max_population` of all (of the population over all periods; permutation: of the
    cases). With `space_time` they last for up to `max_duration` periods (half of all unless given),
    with `prospective` only such as last until the end; else all periods are taken together.

    The ratio is, with c of C cases where m are expected (Kulldorff 1997, Commun. Stat. 26:1481),

        poisson      c ln(c/m) + (C-c) ln((C-c)/(C-m)),  m = C · share of the population (· time)
        bernoulli    that of two binomial risks against one, of c cases among n persons
        permutation  as poisson, with m = (cases of the circle) · (of the periods) / C
                     (Kulldorff et al. 2005, PLoS Med. 2:e59)

    where c exceeds what is expected (`rates` "high"), falls short of it ("low"), or either. p is
    that of the largest ratio on the whole map in `replicates` draws under the null hypothesis
    (for secondary clusters, too, which is cautious). `sequential` = h stops when each cluster's
    ratio was reached h times (Besag and Clifford 1991); `p_value` "gumbel" fits the replicates'
    tail (Abrams et al. 2010). At most `most` clusters come out.

    Poisson takes fractions of cases; its replicates have the nearest whole number. Bernoulli takes
    them as R's SpatialEpi does, see `models.Bernoulli`. Permutation refuses them.

    Returns `cluster` (1 is the most likely), `units` (joined by ";", from the centre outwards),
    `from`, `to`, `observed`, `expected`, `llr`, `p` (null without replicates), `recurrence` (days
    in which chance gives as much once: length of a period / p; prospective only). The same seed
    gives the same table bit for bit, in whatever order units come. Raises BadInput for options that
    mean nothing and for a panel without places, population, or cases.

    >>> panel = Panel.of({
    ...     "unit": ["a", "b", "c", "d"], "count": [9, 8, 1, 2],
    ...     "population": [100, 100, 100, 100], "x": [0, 1, 5, 6], "y": [0, 0, 0, 0]})
    >>> scan(panel)["units", "observed", "expected", "p"].row(0)
    ('a;b', 17.0, 10.0, 0.004)
    """
    circles_of = model, space_time, prospective, max_population, max_duration
    chance = replicates, seed, rates, sequential, p_value
    return _scanned(panel, Options(*circles_of, *chance, most))


def _scanned(panel: Panel, asked: Options) -> pl.DataFrame:
    given = study_of(panel, asked.model)
    span = windows_of(
        len(panel.periods),
        space_time=asked.space_time,
        prospective=asked.prospective,
        longest=asked.longest(len(panel.periods)),
    )
    zones = circles(given.where, given.model.base.sum(axis=1), asked.max_population, panel.metric)
    found = clusters(Field(zones, span, given.model, asked.rates), given.cases, asked.most)
    ratios = [one.ratio for one in found]
    chance = Field(zones, span, given.chance, asked.rates)
    count = asked.replicates if found else 0
    drawn = replicate(chance, ratios, count, asked.seed, asked.sequential)
    tails = [_tail(drawn, one, asked) for one in ratios]
    days = DAYS[panel.timeline.grain] if asked.prospective else None
    rows = [_row(panel, given, one, p, days) for one, p in zip(found, tails, strict=True)]
    table = [(number, *row) for number, row in enumerate(rows, start=1)]
    return pl.DataFrame(table, schema=_COLUMNS, orient="row")


def _tail(drawn: Floats, ratio: float, asked: Options) -> float | None:
    if not len(drawn):
        return None
    if asked.p_value == "gumbel":
        return gumbel(drawn, ratio)
    return monte_carlo(drawn, ratio, asked.sequential)


def _row(
    panel: Panel, given: Study, one: Cluster, p: float | None, days: float | None
) -> tuple[object, ...]:
    units = ";".join(given.units[unit] for unit in one.units)
    timeless = panel.periods == (ONE_PERIOD,)
    start, end = (None if timeless else panel.periods[at] for at in (one.first, one.last))
    recurrence = days / p if days and p else None
    return units, start, end, one.observed, one.expected, one.ratio, p, recurrence
