from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.scan.models import Bernoulli, Model, Permutation, Poisson


def test_poisson_by_hand() -> None:
    model = Poisson(np.array([[10.0], [30.0]]), 40.0)
    by_hand = 20 * np.log(2) + 20 * np.log(20 / 30)
    assert model.ratio(np.array([20.0]), np.array([10.0])) == pytest.approx([by_hand])
    assert model.ratio(np.array([0.0]), np.array([10.0])) == pytest.approx([40 * np.log(40 / 30)])
    assert model.ratio(np.array([40.0]), np.array([10.0])) == pytest.approx([40 * np.log(4)])


def test_bernoulli_by_hand() -> None:
    model = Bernoulli(np.array([[10.0], [30.0]]), 10.0)
    by_hand = (
        8 * np.log(8 / 10) + 2 * np.log(2 / 10) + 2 * np.log(2 / 30) + 28 * np.log(28 / 30)
    ) - (10 * np.log(10 / 40) + 30 * np.log(30 / 40))
    assert model.ratio(np.array([8.0]), np.array([10.0])) == pytest.approx([by_hand])


def test_as_expected_is_no_cluster() -> None:
    poisson, bernoulli = Poisson(np.array([[40.0]]), 40.0), Bernoulli(np.array([[80.0]]), 40.0)
    assert poisson.ratio(np.array([10.0]), np.array([10.0])) == pytest.approx([0])
    assert bernoulli.ratio(np.array([10.0]), np.array([20.0])) == pytest.approx([0])


@pytest.mark.parametrize(
    "model", [Poisson(np.array([[50.0]]), 50.0), Bernoulli(np.array([[200.0]]), 50.0)]
)
def test_limits_are_where_the_ratio_is_reached(model: Model) -> None:
    limits = model.limits(4.0)
    assert (np.diff(limits) >= 0).all()
    reached = np.flatnonzero(limits > 0).astype(float)
    assert len(reached) > 30
    assert model.ratio(reached, limits[limits > 0] * (1 - 1e-6)).min() >= 4.0
    most = limits[limits > 0][:-1] * (1 + 1e-6)
    assert model.ratio(reached[:-1], most).max() < 4.0


def test_draws_keep_what_is_given() -> None:
    rng = np.random.default_rng(1)
    told = rng.poisson(2.0, (6, 4))
    margins = np.outer(told.sum(1), told.sum(0)) / told.sum()
    drawn = Permutation(margins, float(told.sum())).draw(rng, 20)
    assert (drawn.sum(axis=2) == told.sum(axis=1)).all()
    assert (drawn.sum(axis=1) == told.sum(axis=0)).all()
    people = np.full((6, 4), 3.0)
    labels = Bernoulli(people, 30.0).draw(rng, 20)
    assert (labels.sum(axis=(1, 2)) == 30).all()
    assert labels.max() <= 3


@pytest.mark.parametrize("kind", ["poisson", "bernoulli", "permutation"])
def test_draws_have_the_means_expected(kind: str) -> None:
    units, periods = np.array([10.0, 30.0, 60.0]), np.array([20.0, 80.0])
    base = np.outer(units, periods) / 100
    model: Model = Poisson(base, 100.0)
    if kind == "bernoulli":
        model = Bernoulli(base * 5, 100.0)
    if kind == "permutation":
        model = Permutation(base, 100.0)
    drawn = model.draw(np.random.default_rng(1), 4000)
    assert drawn.mean(axis=0) == pytest.approx(base, rel=0.05)
