from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.incidents.choropleth import (
    CALM,
    COLOURS,
    SILENT,
    UNSEEN,
    class_of,
    edges,
    legend,
)
from sipks.incidents.selectors import Count


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.integers(0, 500_000))
def test_classes_are_few_rising_and_hold_every_count(most: int) -> None:
    bounds = edges(most)
    assert len(bounds) <= len(COLOURS)
    assert bounds == sorted(set(bounds))
    assert bounds[:1] == ([1] if most else [])
    assert all(bound <= most for bound in bounds)


@given(st.integers(1, 500_000), st.data())
def test_every_open_count_has_a_colour(most: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, most))
    assert 1 <= class_of(Count("73", "x", open=count, heard=True), edges(most)) <= len(COLOURS)


@pytest.mark.parametrize(("heard", "number"), [(True, CALM), (False, SILENT), (None, UNSEEN)])
def test_silence_is_not_calm(heard: bool | None, number: int) -> None:
    assert class_of(Count("73", "x", heard=heard), [1, 2]) == number


def test_the_legend_says_what_each_colour_stands_for() -> None:
    bounds = edges(37)
    assert bounds == [1, 2, 5, 10, 20]
    shown = [str(one.label) for one in legend(bounds, 37, {1, SILENT})]
    assert shown[:5] == ["20–37", "10–19", "5–9", "2–4", "1"]
    assert "bukan berarti aman" in shown[5]
    assert len(shown) == 6


def test_few_are_counted_singly() -> None:
    assert [str(one.label) for one in legend(edges(3), 3, set())] == ["3", "2", "1"]


def test_colours_fall_in_lightness_so_that_they_read_in_grey() -> None:
    lights = [luminance(colour) for colour in COLOURS]
    assert all(light / dark > 1.25 for light, dark in pairwise(lights))
