"""Whether a forecast knows what it cannot know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats, Panel

from .method import Draws, Method, run

_FAILURES: Final = (ArithmeticError, LookupError, TypeError, ValueError)


def looks_ahead(
    build: Callable[[Panel], Mapping[str, Method]],
    panel: Panel,
    origins: Sequence[str],
    steps: int = 3,
    draws: int = 20,
    seed: int = 1,
    **options: Any,
) -> pl.DataFrame:
    """Which methods know what they cannot know: `method, origin, future`, without rows if none do.

    `build` makes the methods from a panel, with all features that they use. It is called with the
    panel as it is, and with panels of the same past and another future: counts and population
    after the origin are NaN ("unknown"), other numbers ("other"), or there is none at all ("cut").
    Samples of a method that sees only the past are the same, bit for bit. Where they differ, or
    where the method fails, the future has leaked into it. A method that does not give the same
    twice ("again") cannot be judged, and is named, too.
    """
    found = []
    for origin in origins:
        past = panel.until(origin)
        usual = _sampled(build(panel), past, steps, draws, seed, options)
        for name in (name for name, drawn in usual.items() if drawn is None):
            raise BadInput(f"method {name} fails at origin {origin}")
        for future, other in _futures(panel, past).items():
            methods = _rebuilt(build, other)
            samples = _sampled(methods, other.until(origin), steps, draws, seed, options)
            for name, drawn in usual.items():
                if not _same(drawn, samples.get(name)):
                    found.append({"method": name, "origin": origin, "future": future})
    return pl.DataFrame(found, schema=dict.fromkeys(("method", "origin", "future"), pl.String))


def _same(drawn: Draws | None, again: Draws | None) -> bool:
    return drawn is not None and again is not None and np.array_equal(drawn, again)


def _futures(panel: Panel, past: Panel) -> dict[str, Panel]:
    stop = len(past.counts)
    return {
        "again": panel,
        "cut": past,
        "unknown": _other(panel, stop, lambda known: np.full_like(known, np.nan)),
        "other": _other(panel, stop, lambda known: 3 * known[::-1] + 7),
    }


def _other(panel: Panel, stop: int, change: Callable[[Floats], Floats]) -> Panel:
    counts = np.concatenate([panel.counts[:stop], change(panel.counts[stop:])])
    population = panel.population
    if population is not None:
        population = np.concatenate([population[:stop], change(population[stop:])])
    return replace(panel, counts=counts, population=population)


def _rebuilt(build: Callable[[Panel], Mapping[str, Method]], panel: Panel) -> Mapping[str, Method]:
    """The methods of another future; none where it keeps them from being built."""
    try:
        return build(panel)
    except _FAILURES:
        return {}


def _sampled(
    methods: Mapping[str, Method],
    past: Panel,
    steps: int,
    draws: int,
    seed: int,
    options: Mapping[str, Any],
) -> dict[str, Draws | None]:
    """Samples of each method; None where it cannot draw."""
    found: dict[str, Draws | None] = {}
    for name, method in methods.items():
        try:
            found[name] = run(method, past, steps, draws, np.random.default_rng(seed), **options)
        except _FAILURES:
            found[name] = None
    return found
