"""What a forecasting method is, and how it is run: it is given the past, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

Draws = npt.NDArray[np.int64]


class Method(Protocol):
    """Samples of what follows: `counts` (T, N) → whole numbers (draws, steps, N).

    `context` holds what else is known at the end of the panel: `units`, `population` (T, N),
    `where` (N, 2), `metric`, `groups` (N, index of each unit's parent) and the caller's options.
    """

    def __call__(
        self,
        counts: Floats,
        timeline: Timeline,
        steps: int,
        draws: int,
        rng: np.random.Generator,
        **context: Any,
    ) -> Draws: ...


def run(
    method: Method,
    panel: Panel,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    parents: Mapping[str, str] | None = None,
    **options: Any,
) -> Draws:
    """The samples (draws, steps, N) of `method` for the `steps` periods after the panel.

    The method is handed copies that own their memory: a panel that was cut by `Panel.until` is a
    view, through whose base the years after the cut could be read. What comes back is checked;
    BadInput where it has another shape, or holds anything but whole numbers from 0 on.
    """
    if steps < 1 or draws < 1:
        raise BadInput(f"there must be at least one step and one draw, not {steps} and {draws}")
    context = {
        "units": panel.units,
        "population": _own(panel.population),
        "where": _own(panel.where),
        "metric": panel.metric,
        "groups": None if parents is None else group_index(panel.units, parents),
    }
    for name in sorted(context.keys() & options.keys()):
        raise BadInput(f"option {name} is known from the panel, and cannot be given")
    timeline = panel.timeline.part(0, panel.timeline.length)
    found = method(panel.counts.copy(), timeline, steps, draws, rng, **context, **options)
    return _checked(found, (draws, steps, len(panel.units)))


def group_index(units: tuple[str, ...], parents: Mapping[str, str]) -> npt.NDArray[np.int64]:
    """For each unit the index of its parent, numbered in order of appearance; BadInput names a
    unit that has none."""
    numbers: dict[str, int] = {}
    for unit in units:
        if unit not in parents:
            raise BadInput(f"unit {unit} has no parent")
        numbers.setdefault(parents[unit], len(numbers))
    return np.array([numbers[parents[unit]] for unit in units], dtype=np.int64)


def _own(array: Floats | None) -> Floats | None:
    return None if array is None else array.copy()


def _checked(found: npt.NDArray[Any], shape: tuple[int, int, int]) -> Draws:
    if found.shape != shape:
        raise BadInput(f"the method gave samples of shape {found.shape}, not {shape}")
    if not np.all(np.isfinite(found) & (found >= 0) & (found == np.floor(found))):
        raise BadInput("the method gave samples that are no whole numbers from 0 on")
    return found.astype(np.int64)
