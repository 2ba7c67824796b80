from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.local import patterns

# H hot, C cold, . neither; ten periods, the last to the right
CASES = [
    (".........H", 0, "new hot"),
    ("........HH", 0, "consecutive hot"),
    (".HHHHHHHHH", 0, "persistent hot"),
    (".HHHHHHHHH", 1, "intensifying hot"),
    ("HHHHHHHHHH", -1, "diminishing hot"),
    ("..HHHHHHHH", 1, "consecutive hot"),
    (".H..HH...H", 0, "sporadic hot"),
    (".C..HH...H", 0, "oscillating hot"),
    ("C........H", 0, "new hot"),
    ("HHHHHHHHH.", 0, "historical hot"),
    ("HHHHHHHH..", 0, ""),
    ("..........", 1, ""),
    ("HHHHHHHHHC", 0, "new cold"),
    ("CCCCCCCCCC", -1, "intensifying cold"),
    ("CCCCCCCCCC", 1, "diminishing cold"),
    ("CC.CC.C..C", 0, "sporadic cold"),
]


@pytest.mark.parametrize(("history", "trend", "name"), CASES)
def test_history_is_named(history: str, trend: int, name: str) -> None:
    hot = np.array([[one == "H"] for one in history])
    cold = np.array([[one == "C"] for one in history])
    assert patterns(hot, cold, np.array([trend])) == [name]


def test_many_units_at_once() -> None:
    histories = np.array([list(case[0]) for case in CASES]).T
    hot, cold = histories == "H", histories == "C"
    found = patterns(hot, cold, np.array([case[1] for case in CASES]))
    assert found == [case[2] for case in CASES]


def test_what_mostly_means_can_be_told() -> None:
    hot = np.array([[one == "H"] for one in ".HH.HHHHHH"])
    assert patterns(hot, np.zeros_like(hot), np.zeros(1)) == ["sporadic hot"]
    assert patterns(hot, np.zeros_like(hot), np.zeros(1), mostly=0.8) == ["persistent hot"]
