from __future__ import annotations

import pytest

from sipks.incidents.learning.intervals import Share


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I,
        # method 3 (Wilson's score, without correction for continuity).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(right: int, n: int, low: float, high: float) -> None:
    assert Share(right, n).bounds == pytest.approx((low, high), abs=5e-5)


def test_nothing_decided_says_nothing() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).bounds == (0.0, 1.0)
    assert not Share(0, 0).few


def test_small_numbers_are_said_to_be_small() -> None:
    assert Share(29, 29).few
    assert not Share(30, 30).few
