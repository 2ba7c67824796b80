"""The search finds what looking at every cylinder finds."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from sipks.statistics.scan.field import Field, Rates
from sipks.statistics.scan.maxima import maxima
from sipks.statistics.scan.models import Bernoulli, Model, Permutation, Poisson
from sipks.statistics.scan.windows import windows_of
from sipks.statistics.scan.zones import circles

RATES: tuple[Rates, ...] = ("high", "low", "both")
SPANS = [(False, False), (True, False), (True, True)]


def one_by_one(field: Field, cells: np.ndarray[Any, Any]) -> float:
    best = 0.0
    for centre, place in np.argwhere(field.zones.ends):
        units = field.zones.order[centre, : place + 1]
        for number in range(field.windows.count):
            first, last = field.windows.span(number)
            size = field.model.base[units, first : last + 1].sum()
            c = np.array([cells[units, first : last + 1].sum()], dtype=float)
            beyond = c[0] - field.model.expected(size)
            side = "high" if beyond > 1e-9 else "low" if beyond < -1e-9 else ""
            if side in field.sides:
                best = max(best, field.model.ratio(c, np.array([size]))[0])
    return best


def some_model(kind: str, rng: np.random.Generator, units: int, periods: int) -> Model:
    people = rng.integers(1, 60, (units, periods)).astype(float)
    cases = float(rng.integers(1, 200))
    if kind == "poisson":
        return Poisson(people / people.sum() * cases, cases)
    if kind == "bernoulli":
        return Bernoulli(people, min(cases, people.sum() - 1))
    shares = rng.dirichlet(np.ones(units * periods) * 0.3)
    told = rng.multinomial(int(cases), shares).reshape(units, periods)
    return Permutation(np.outer(told.sum(1), told.sum(0)) / cases, cases)


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize(("space_time", "prospective"), SPANS)
@pytest.mark.parametrize("kind", ["poisson", "bernoulli", "permutation"])
def test_every_cylinder(kind: str, space_time: bool, prospective: bool, rates: Rates) -> None:
    # The first levels lie above and below what is there; places are on a lattice, with ties.
    for seed, level in product(range(4), (0.3, 9.0)):
        rng = np.random.default_rng(seed)
        units, periods = int(rng.integers(2, 13)), int(rng.integers(2, 7))
        model = some_model(kind, rng, units, periods)
        where = rng.integers(0, 4, (units, 2)).astype(float)
        longest = int(rng.integers(1, periods + 1))
        windows = windows_of(
            periods, space_time=space_time, prospective=prospective, longest=longest
        )
        zones = circles(where, model.base.sum(axis=1), float(rng.uniform(0.2, 0.9)), "plane")
        field = Field(zones, windows, model, rates)
        cells = np.moveaxis(model.draw(rng, 3), 0, -1)
        expected = [one_by_one(field, cells[..., lap]) for lap in range(3)]
        assert maxima(field, cells, level) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_many_cases_take_a_wider_type() -> None:
    base = np.full((3, 1), 20_000.0)
    zones = circles(np.eye(3, 2), base.sum(axis=1), 0.5, "plane")
    windows = windows_of(1, space_time=False, prospective=False, longest=1)
    field = Field(zones, windows, Poisson(base, 60_000.0), "high")
    cells = np.array([[[40_000]], [[10_000]], [[10_000]]])
    exact = 40_000 * np.log(2) + 20_000 * np.log(0.5)
    assert maxima(field, cells, 5.0) == pytest.approx([exact])
