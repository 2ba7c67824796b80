"""Bounds and alarms are those of R's surveillance 1.20.3."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import CASES, ours, reference

FLEXIBLE = [case for case in CASES if CASES[case]["method"] == "farringtonFlexible"]


@pytest.mark.parametrize("case", CASES)
def test_bounds_agree(case: str) -> None:
    bound, found = reference(case, "bound"), ours(case)
    if CASES[case]["method"] == "farrington":
        bound = np.where(np.isnan(found.threshold) & (bound == 0), np.nan, bound)
    np.testing.assert_allclose(found.threshold, bound, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("case", CASES)
def test_alarms_are_the_same(case: str) -> None:
    alarm = np.nan_to_num(reference(case, "alarm")).astype(bool)
    assert (ours(case).alarm == alarm).all()


@pytest.mark.parametrize("case", FLEXIBLE)
def test_expected_counts_agree(case: str) -> None:
    np.testing.assert_allclose(
        ours(case).expected, reference(case, "expected"), rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize("case", FLEXIBLE)
def test_p_agrees_where_there_are_enough_cases(case: str) -> None:
    found = ours(case)
    p = np.where(np.isnan(found.threshold), np.nan, reference(case, "p"))
    np.testing.assert_allclose(found.p, p, rtol=1e-5, atol=1e-8)


def test_the_cases_raise_alarms() -> None:
    for method in ("farrington", "farringtonFlexible", "earsC"):
        cases = [case for case in CASES if CASES[case]["method"] == method]
        assert sum(np.nansum(reference(case, "alarm")) for case in cases) > 100
        assert len({CASES[case]["set"] for case in cases}) >= 14


def test_the_numbers_of_the_manual() -> None:
    found = ours("agona/farringtonFlexible/full").threshold[:5, 0]
    assert found.round(5).tolist() == [4.21515, 4.20730, 4.00571, 4.09107, 4.06652]
