from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kendalltau

from sipks.statistics.errors import BadInput
from sipks.statistics.local import mann_kendall


def test_by_hand() -> None:
    """5 rising values: S = 10, V = 5·4·15/18 = 16.67, z = 9/4.082 = 2.2045."""
    found = mann_kendall(np.arange(5.0)[:, None])
    assert found.s[0] == 10
    assert found.z[0] == pytest.approx(2.204541)
    assert found.p[0] == pytest.approx(0.0274863, abs=1e-6)


def test_ties_by_hand() -> None:
    """1 1 2 2 3: S = 8, V = (5·4·15 - 2·(2·1·9)) / 18 = 14.67, z = 7/3.830."""
    found = mann_kendall(np.array([[1.0], [1], [2], [2], [3]]))
    assert found.s[0] == 8
    assert found.z[0] == pytest.approx(7 / np.sqrt(264 / 18))


def test_s_beside_scipy() -> None:
    """Without ties S is Kendall's tau times the number of pairs."""
    series = np.random.default_rng(1).normal(size=(20, 6))
    taus = [kendalltau(np.arange(20), one).statistic for one in series.T]
    np.testing.assert_allclose(mann_kendall(series).s, np.array(taus) * 190)


def test_nothing_changes() -> None:
    found = mann_kendall(np.ones((6, 2)))
    assert (found.z.tolist(), found.p.tolist()) == ([0, 0], [1, 1])


def test_false_alarms_are_nominal() -> None:
    series = np.random.default_rng(1).poisson(2.0, size=(48, 4000)).astype(float)
    assert (mann_kendall(series).p <= 0.05).mean() == pytest.approx(0.05, abs=0.01)


def test_bad_series_are_named() -> None:
    with pytest.raises(BadInput, match="at least 4 periods"):
        mann_kendall(np.ones((3, 1)))
    with pytest.raises(BadInput, match="series 1, period 2: the value is nan"):
        mann_kendall(np.array([[1.0, 1], [1, 1], [1, np.nan], [1, 1]]))
