"""Series are judged together, but each as if it were alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from sipks.statistics.aberration.bayes import bayes
from sipks.statistics.aberration.bounds import Bounds, Floats
from sipks.statistics.aberration.cusum import cusum
from sipks.statistics.aberration.glr import glrnb, glrpois
from sipks.statistics.aberration.outbreakp import outbreakP

METHODS: dict[str, Callable[[Floats], Bounds]] = {
    "cusum": partial(cusum, last=9, run=20),
    "cusum glm": partial(cusum, last=9, run=20, m="glm", trans="anscombe"),
    "glrpois": partial(glrpois, last=9, run=20, trend=True),
    "glrpois cases": partial(glrpois, last=9, run=20, refit=True, ret="cases"),
    "glrnb": partial(glrnb, last=9, run=20),
    "outbreakP": partial(outbreakP, last=9, ret="cases"),
    "bayes": partial(bayes, last=9, b=1, w=4),
}
FIELDS = ("expected", "threshold", "score", "p", "alarm")


@pytest.fixture
def counts() -> Floats:
    return np.random.default_rng(21).negative_binomial(2, 0.35, (140, 12)).astype(float)


def differing(found: Bounds, other: Bounds, columns: list[int] | slice) -> list[str]:
    """The fields in which the columns of one are not those of the other."""
    pairs = ((one, getattr(found, one)[:, columns], getattr(other, one)) for one in FIELDS)
    near = {"rtol": 1e-6, "atol": 1e-8}
    return [
        one for one, mine, yours in pairs if not np.allclose(mine, yours, **near, equal_nan=True)
    ]


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_units_does_not_matter(method: str, counts: Floats) -> None:
    order = np.random.default_rng(1).permutation(12).tolist()
    found, other = METHODS[method](counts), METHODS[method](counts[:, order])
    assert differing(found, other, order) == []


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_unit_changes_no_other(method: str, counts: Floats) -> None:
    wider = np.hstack([counts, np.zeros((140, 1))])
    found = METHODS[method](wider)
    assert differing(found, METHODS[method](counts), slice(12)) == []
    assert not found.alarm[:, 12].any()


@pytest.mark.parametrize("method", METHODS)
def test_nothing_of_tomorrow_is_seen(method: str, counts: Floats) -> None:
    changed = counts.copy()
    changed[-1] += 40
    found, other = METHODS[method](counts), METHODS[method](changed)
    for field in FIELDS:
        np.testing.assert_array_equal(getattr(found, field)[:-1], getattr(other, field)[:-1])


@pytest.mark.parametrize("method", METHODS)
def test_a_great_count_is_an_alarm(method: str, counts: Floats) -> None:
    counts[-1] += 400
    assert METHODS[method](counts).alarm[-1].all()


@pytest.mark.parametrize("method", ["cusum", "glrpois", "bayes"])
def test_more_of_the_last_count_is_never_less_alarming(method: str, counts: Floats) -> None:
    higher = counts.copy()
    higher[-1] += 3
    low, high = METHODS[method](counts), METHODS[method](higher)
    assert (high.score[-1] >= low.score[-1]).all()
