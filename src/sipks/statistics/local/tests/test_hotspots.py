from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.local import Neighbours, emerging_hot_spots
from sipks.statistics.local.hotspots import _cube
from sipks.statistics.local.randomised import randomised_p
from sipks.statistics.local.statistics import g_star, g_star_z
from sipks.statistics.panel import Panel

SIDE, PERIODS = 10, 24


def area() -> Neighbours:
    units = [f"{x}{y}" for x in range(SIDE) for y in range(SIDE)]
    pairs = [(f"{x}{y}", f"{x + 1}{y}") for x in range(SIDE - 1) for y in range(SIDE)]
    pairs += [(f"{x}{y}", f"{x}{y + 1}") for x in range(SIDE) for y in range(SIDE - 1)]
    return Neighbours.of_pairs(units, pairs)


def panel(mean: npt.NDArray[Any], seed: int = 1, **more: Any) -> Panel:
    """Poisson counts of a map (x, y) by period, (T, SIDE, SIDE)."""
    counts = np.random.default_rng(seed).poisson(mean).reshape(len(mean), -1)
    months = [f"{2015 + at // 12}-{at % 12 + 1:02}" for at in range(len(mean))]
    return Panel.of(
        {
            "unit": np.repeat(area().units, len(mean)).tolist(),
            "period": months * SIDE**2,
            "count": counts.T.ravel(),
        }
        | more
    )


def quiet(periods: int = PERIODS) -> npt.NDArray[np.float64]:
    return np.full((periods, SIDE, SIDE), 0.3)


def pattern(found: Any, unit: str) -> str:
    return str(found.filter(unit=unit)["pattern"].item())


@pytest.mark.parametrize(
    ("block", "names"),
    [
        (np.full(PERIODS, 6.0), {"persistent hot"}),
        (np.r_[np.full(PERIODS - 6, 0.3), np.full(6, 6.0)], {"consecutive hot"}),
        (np.r_[np.full(PERIODS - 6, 6.0), np.full(6, 0.3)], {""}),
        (np.r_[np.full(PERIODS - 2, 6.0), np.full(2, 0.3)], {"historical hot", ""}),
        (np.tile([6.0, 6.0, 0.3, 0.3, 0.3, 0.3, 6.0, 6.0], 3), {"sporadic hot"}),
        (np.linspace(6, 10, PERIODS), {"intensifying hot"}),
        (np.linspace(10, 6, PERIODS), {"diminishing hot"}),
    ],
)
def test_each_history_gets_its_name(block: npt.NDArray[Any], names: set[str]) -> None:
    mean = quiet()
    mean[:, 1:4, 1:4] = block[:, None, None]
    found = emerging_hot_spots(panel(mean, seed=2), area(), seed=1)
    assert pattern(found, "22") in names
    assert pattern(found, "77") == ""


def test_quiet_maps_have_no_pattern() -> None:
    named = [
        (emerging_hot_spots(panel(quiet(), seed), area(), seed=1)["pattern"] != "").sum()
        for seed in range(10)
    ]
    assert sum(named) <= 5  # of 1,000


def test_a_steady_hot_spot_is_seldom_said_to_have_a_trend() -> None:
    """With a lag, periods share bins; the trend is of each period by itself."""
    mean = quiet()
    mean[:, 4:7, 4:7] = 4.0
    p = [emerging_hot_spots(panel(mean, seed), area(), seed=1)["trend_p"] for seed in range(20)]
    assert np.mean([one.to_numpy() <= 0.05 for one in p]) <= 0.08


def test_computed_p_is_the_one_that_permutation_nears() -> None:
    values = np.random.default_rng(1).poisson(0.4, 2400).astype(float)
    cube = _cube(area().adjacency, PERIODS, 1)
    computed = randomised_p(values, cube)
    _, drawn = g_star(values, cube, 999, 1)
    common = computed > 0.05
    assert np.median(drawn[common] / computed[common]) == pytest.approx(1, abs=0.02)
    spread = np.sqrt(2 * computed[common] / 999)
    assert (np.abs(drawn - computed)[common] < 5 * spread + 0.01).mean() > 0.99


def test_computed_p_by_hand() -> None:
    """Counts 0 0 0 1: of two draws P(S ≥ 1) = 7/16, P(S ≥ 2) = 1/16."""
    counts = np.array([0.0, 0, 0, 1])
    adjacency = np.array([[0, 0, 1, 1], [1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=float)
    np.testing.assert_allclose(randomised_p(counts, adjacency), [14 / 16, 1, 1, 1])


def test_a_cube_joins_a_bin_to_its_past_only() -> None:
    two = Neighbours.of_pairs(["a", "b"], [("a", "b")])
    assert _cube(two.adjacency, 3, 1).toarray().tolist() == [
        [0, 1, 0, 0, 0, 0],
        [1, 0, 0, 0, 0, 0],
        [1, 1, 0, 1, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [0, 0, 1, 1, 0, 1],
        [0, 0, 1, 1, 1, 0],
    ]


def test_permutation_is_for_rates_and_reproducible() -> None:
    mean = quiet(12)
    mean[:, :3, :3] = 6.0
    population: dict[str, Any] = {"population": np.full(12 * SIDE**2, 1000.0)}
    options: dict[str, Any] = {"rates": True, "inference": "permutation"}
    given = panel(mean, **population)
    one, again = (emerging_hot_spots(given, area(), seed=3, **options) for _ in range(2))
    assert one.equals(again)
    assert one.filter(unit="11")["hot"].item() >= 10
    counts = emerging_hot_spots(given, area(), seed=3, inference="permutation")
    assert counts["hot"].to_list() == one["hot"].to_list()  # the population is the same everywhere


def test_an_empty_unit_more_does_not_change_the_names() -> None:
    mean = quiet()
    mean[:, :3, :3] = 6.0
    plain = panel(mean)
    table = plain.long(count=plain.counts)
    empty = table.filter(unit="00").with_columns(unit=pl.lit("00x"), count=pl.lit(0.0))
    larger = Panel.of(table.vstack(empty))
    units = area().units
    pairs = [(units[a], units[b]) for a, b in np.argwhere(area().adjacency.toarray() > 0)]
    wider = Neighbours.of_pairs([*units, "00x"], pairs)
    before = emerging_hot_spots(plain, area(), seed=1)
    after = emerging_hot_spots(larger, wider, seed=1)
    assert after["pattern"].to_list()[-1] == ""
    same = np.array(before["pattern"]) == np.array(after["pattern"])[:-1]
    assert same.mean() >= 0.97


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lag": -1}, "lag is -1"),
        ({"mostly": 0.5}, "mostly is 0.5"),
        ({"alpha": 1.5}, "alpha is 1.5"),
        ({"inference": "guess"}, "inference 'guess' is none of"),
        ({"rates": True}, "rates need 'permutation'"),
        ({"rates": True, "inference": "normal"}, "no column 'population'"),
    ],
)
def test_bad_options_are_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        emerging_hot_spots(panel(quiet(12)), area(), seed=1, **options)


def test_bad_panels_are_named() -> None:
    with pytest.raises(BadInput, match="9 periods are too few"):
        emerging_hot_spots(panel(quiet(9)), area(), seed=1)
    with pytest.raises(BadInput, match="every count is 0"):
        emerging_hot_spots(panel(np.zeros((12, SIDE, SIDE))), area(), seed=1)
    two = Neighbours.of_pairs(["a", "b"], [("a", "b")])
    with pytest.raises(BadInput, match="not of the same units"):
        emerging_hot_spots(panel(quiet(12)), two, seed=1)
    with pytest.raises(BadInput, match="whole counts"):
        randomised_p(np.array([0.5, 1.0]), np.eye(2))


def test_z_alone_calls_sparse_bins_hot_too_easily() -> None:
    """Why "normal" is not what is done unless told: two events near each other suffice for it."""
    values = np.random.default_rng(4).poisson(0.02, 2400).astype(float)
    cube = _cube(area().adjacency, PERIODS, 1)
    assert (g_star_z(values, cube) > 3.3).mean() > 10 * (randomised_p(values, cube) < 0.001).mean()
