"""The statistics from the command line: tables in, tables out; no database."""

from __future__ import annotations

from inspect import signature
from typing import Any

import click

from .asked import OPTIONS, OUT, PLOT, SEED, TABLE, pairs, parents_of, plainly


@click.command()
@TABLE
@click.option(
    "--method",
    default="farringtonFlexible",
    show_default=True,
    help="C1 C2 C3 farrington farringtonFlexible cusum glrpois glrnb outbreakP bayes.",
)
@click.option(
    "--last", default=1, show_default=True, help="How many periods to judge, counted from the end."
)
@click.option("--fdr", type=float, help="Share of false alarms to allow over all units (q).")
@OPTIONS
@OUT
@PLOT
@plainly
def detect(
    table: str,
    method: str,
    last: int,
    fdr: float | None,
    options: tuple[str, ...],
    out: str,
    plot: str,
) -> None:
    """Where is the last count higher than the past lets expect?

    TABLE (CSV or Parquet; - reads CSV) has a row for each unit and period: columns unit, period
    (2015-03-07, 2015-W03 or 2015-03), count, and optionally population; without gaps.

    For the last four weeks, with at most one false alarm in ten:

        sipks detect counts.csv --last 4 --fdr 0.1 --option b=3
    """
    from . import aberration
    from .files import read_table, write_table
    from .panel import Panel

    panel = Panel.of(read_table(table))
    asked = pairs(options)
    if "method" in asked:  # as R's earsC names what is `level` here
        asked["level"] = asked.pop("method")
    found = aberration.detect(panel, method, **{"last": last, "fdr": fdr} | asked)
    write_table(found, out)
    if plot:
        from .plots import plot_detection

        plot_detection(panel, found, plot)


@click.command()
@TABLE
@click.option(
    "--model",
    type=click.Choice(["poisson", "bernoulli", "permutation"]),
    default="poisson",
    show_default=True,
)
@click.option("--space-time", is_flag=True, help="Cylinders: circles that last for some periods.")
@click.option(
    "--prospective", is_flag=True, help="Only clusters that last until the end (with --space-time)."
)
@click.option(
    "--max-population",
    default=0.5,
    show_default=True,
    help="Largest share of the population in a circle.",
)
@click.option(
    "--max-duration", type=int, help="Most periods of a cluster; half of all unless given."
)
@click.option("--replicates", default=999, show_default=True, help="Monte-Carlo replicates.")
@SEED
@OPTIONS
@OUT
@PLOT
@plainly
def scan(
    table: str, model: Any, options: tuple[str, ...], out: str, plot: str, **given: Any
) -> None:
    """Where, and when, are there more than chance explains?

    TABLE as for `detect`, with columns x, y (any unit of length) or lat, lon, and population where
    the model needs one. Without a column period the scan is of space alone.
    """
    from . import scan as scanning
    from .errors import BadInput
    from .files import read_table, write_table
    from .panel import Panel

    panel = Panel.of(read_table(table), whole=model == "permutation")
    asked = pairs(options)
    known = signature(scanning.scan).parameters
    for name in asked.keys() - known.keys():
        raise BadInput(f"scan has no option {name}, only {', '.join(known)}")
    found = scanning.scan(panel, model=model, **given | asked)
    write_table(found, out)
    if plot:
        from .plots import plot_clusters

        plot_clusters(panel, found, plot)


@click.command()
@TABLE
@click.option("--steps", default=3, show_default=True, help="How many periods ahead.")
@click.option("--draws", default=1000, show_default=True, help="Samples of each unit and period.")
@click.option("--origin", help="Last period that may be seen; the last of TABLE unless given.")
@click.option(
    "--method",
    default="sipks",
    show_default=True,
    help="sipks, or a baseline: zero last last12 climatology ewma nbglm.",
)
@click.option("--parents", default="", metavar="FILE", help="unit, parent: where each unit lies.")
@click.option("--levels", is_flag=True, help="The parents, too: sums of their units in each draw.")
@SEED
@OPTIONS
@OUT
@PLOT
@plainly
def forecast(
    table: str,
    origin: str | None,
    parents: str,
    options: tuple[str, ...],
    out: str,
    plot: str,
    **given: Any,
) -> None:
    """How many are to be expected, as samples: unit, period, draw, value.

    TABLE as for `detect`; nothing after the origin is looked at.
    """
    from . import forecast as forecasting
    from .files import read_table, write_table
    from .panel import Panel

    panel = Panel.of(read_table(table))
    panel = panel.until(origin) if origin else panel
    given["parents"] = parents_of(parents) if parents else None
    samples = forecasting.forecast(panel, **given, **pairs(options))
    write_table(samples, out)
    if plot:
        from .plots import plot_forecast

        plot_forecast(panel, samples, plot)


@click.command()
@click.option("--actuals", required=True, metavar="FILE", help="unit, period, count.")
@click.option("--samples", required=True, metavar="FILE", help="unit, period, draw, value.")
@click.option(
    "--history",
    default="",
    metavar="FILE",
    help="unit, period, count up to the origin: the baselines are scored beside.",
)
@OUT
@PLOT
@plainly
def score(actuals: str, samples: str, history: str, out: str, plot: str) -> None:
    """How good was a forecast: each score by step and overall, with baselines beside."""
    from . import scoring
    from .files import read_table, write_table

    past = read_table(history) if history else None
    found = scoring.score_table(read_table(actuals), read_table(samples), history=past)
    write_table(found, out)
    if plot:
        from .plots import plot_scores

        plot_scores(found, plot)
