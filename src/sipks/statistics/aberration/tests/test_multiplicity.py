from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sipks.statistics.aberration import detect
from sipks.statistics.aberration.bounds import Bounds
from sipks.statistics.aberration.multiplicity import adjusted, discoveries
from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

# Benjamini & Hochberg (1995), section 3.2: fifteen comparisons, four of them rejected at 0.05.
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
PUBLISHED += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def bounds(p: np.ndarray) -> Bounds:
    blank = np.full_like(p, np.nan)
    return Bounds(blank, blank, blank, p, np.zeros(p.shape, dtype=bool))


def test_the_published_example() -> None:
    found = discoveries(bounds(np.array([PUBLISHED])), 0.05)
    assert found.tolist() == [[True] * 4 + [False] * 11]


def test_any_dependence_costs_the_harmonic_sum() -> None:
    p = np.array(PUBLISHED)
    harmonic = (1 / np.arange(1, 16)).sum()
    np.testing.assert_allclose(adjusted(p, "by"), np.minimum(adjusted(p) * harmonic, 1))


def test_each_period_is_a_family_of_its_own() -> None:
    p = np.random.default_rng(1).uniform(size=(4, 30)) ** 3
    together = adjusted(p)
    for row, one in zip(p, together, strict=True):
        np.testing.assert_array_equal(adjusted(row), one)


def test_series_that_were_not_judged_do_not_count() -> None:
    p = np.array([[0.01, np.nan, 0.02, np.nan], [np.nan] * 4])
    found = adjusted(p)
    assert found[0, [0, 2]].tolist() == [0.02, 0.02]
    assert np.isnan(found[0, [1, 3]]).all()
    assert np.isnan(found[1]).all()


def test_the_share_of_false_discoveries_is_kept() -> None:
    random = np.random.default_rng(2)
    p = random.uniform(size=(3000, 50))
    p[:, :10] /= 500
    found = discoveries(bounds(p), 0.1)
    false = found[:, 10:].sum(axis=1) / np.maximum(found.sum(axis=1), 1)
    # Exactly q times the share of series where nothing happens: 0.1 × 40/50.
    assert false.mean() == pytest.approx(0.08, abs=0.006)


def test_detect_takes_fewer_alarms_with_fdr() -> None:
    counts = np.random.default_rng(3).poisson(4, (60, 400))
    counts[-1, :12] += 30
    names = np.repeat([f"u{one:03}" for one in range(400)], 60)
    weeks = [f"2020-W{one:02}" for one in range(1, 54)] + [f"2021-W{one:02}" for one in range(1, 8)]
    panel = Panel.of(
        pl.DataFrame({"unit": names, "period": weeks * 400, "count": counts.T.ravel()})
    )
    plain = detect(panel, "bayes")["alarm"].to_numpy()
    strict = detect(panel, "bayes", fdr=0.05)["alarm"].to_numpy()
    assert plain[12:].sum() > 3
    assert strict[:12].all()
    assert strict[12:].sum() <= 3


@pytest.mark.parametrize("method", ["cusum", "glrpois", "outbreakP"])
def test_methods_without_p_are_refused(method: str) -> None:
    counts = {"unit": ["a"] * 12, "period": [f"2020-{one:02}" for one in range(1, 13)]}
    panel = Panel.of(counts | {"count": list(range(1, 13))})
    with pytest.raises(BadInput, match="fdr needs a method that gives p"):
        detect(panel, method, fdr=0.1, **({} if method != "glrpois" else {"S": 0}))


@pytest.mark.parametrize(
    ("p", "what"), [([0.5, 1.2], "not between 0 and 1"), ([-0.1], "not betwe")]
)
def test_what_is_no_probability_is_refused(p: list[float], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        adjusted(np.array(p))


def test_other_methods_and_shares_are_refused() -> None:
    with pytest.raises(BadInput, match="method must be one of bh, by"):
        adjusted(np.array([0.5]), "holm")
    with pytest.raises(BadInput, match="fdr must be a number between 0 and 1"):
        discoveries(bounds(np.array([[0.5]])), 1.5)
