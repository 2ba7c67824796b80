"""What every score of samples refuses, with the row in the message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sipks.statistics import scoring
from sipks.statistics.errors import BadInput

SCORES = [
    scoring.crps,
    scoring.ignorance,
    scoring.interval_score,
    scoring.covered,
    scoring.pit_bounds,
]
BAD: list[tuple[Any, Any, str]] = [
    ([1, -2], [[1], [1]], "row 2: observed -2.0 is negative"),
    ([1, 2.5], [[1], [1]], "row 2: observed 2.5 is no whole number"),
    ([1, np.nan], [[1], [1]], "row 2: observed nan is no finite number"),
    ([1, 2], [[1, 1], [1, -1]], "row 2, column 2: samples -1 is negative"),
    ([1, 2], [[1, 1], [np.inf, 1]], "row 2, column 1: samples inf is no finite number"),
    ([1, 2], [[1]], "samples has 1 rows, but 2 are observed"),
    ([1, 2], [1, 2], r"samples has the shape \(2,\), not 2 dimension"),
    ([[1, 2]], [[1, 2]], r"observed has the shape \(1, 2\), not 1 dimension"),
    ([], [[1]], "observed is empty"),
    ([1], [[]], "samples is empty"),
    (["many"], [[1]], "observed is no array of numbers"),
    ([1, 2], [[1], [1, 2]], "samples is no array of numbers"),
    (None, [[1]], "observed has the shape"),
]


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize(("observed", "samples", "said"), BAD)
def test_of_samples(score: Callable[..., Any], observed: Any, samples: Any, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        score(observed, samples)


@pytest.mark.parametrize("score", [scoring.brier, scoring.brier_decomposition])
@pytest.mark.parametrize(
    ("occurred", "told", "said"),
    [
        ([0, 2], [0.1, 0.2], "row 2: occurred 2.0 is neither 0 nor 1"),
        ([0, 1], [0.1, -0.2], "row 2: probabilities -0.2 is not between 0 and 1"),
        ([0, 1], [0.1, np.nan], "row 2: probabilities nan is no finite number"),
        ([0, 1], [0.1], "probabilities has 1 rows"),
    ],
)
def test_of_probabilities(
    score: Callable[..., Any], occurred: list[int], told: list[float], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        score(occurred, told)


@pytest.mark.parametrize("score", [scoring.auc, scoring.average_precision])
def test_of_ranks(score: Callable[..., Any]) -> None:
    with pytest.raises(BadInput, match="row 1: occurred 3 is neither"):
        score([3, 1], [1, 2])
    with pytest.raises(BadInput, match="risk has the shape"):
        score([0, 1], [1, 2, 3])


def test_of_samples_alone() -> None:
    for score in (scoring.central_interval, scoring.bin_probabilities):
        with pytest.raises(BadInput, match="row 1, column 2: samples -3 is negative"):
            score([[1, -3]])
        with pytest.raises(BadInput, match="samples has the shape"):
            score(4)
