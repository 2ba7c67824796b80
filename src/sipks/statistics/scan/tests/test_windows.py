from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.scan.windows import windows_of


@pytest.mark.parametrize(
    ("space_time", "prospective", "count"), [(False, False, 1), (True, True, 3), (True, False, 15)]
)
def test_sums_over_each_window(space_time: bool, prospective: bool, count: int) -> None:
    cells = np.random.default_rng(1).integers(0, 9, (4, 6))
    windows = windows_of(6, space_time=space_time, prospective=prospective, longest=3)
    assert windows.count == count
    slots = windows.slots(cells)
    sums = np.concatenate([layer.of(slots) for layer in windows.layers], axis=1)
    for number in range(windows.count):
        first, last = windows.span(number)
        assert (sums[:, number] == cells[:, first : last + 1].sum(axis=1)).all()
        assert not prospective or last == 5
