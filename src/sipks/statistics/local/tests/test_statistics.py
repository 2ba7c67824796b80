from __future__ import annotations

from typing import Any

import libpysal
import numpy as np
import pytest
from esda.moran import Moran_Local
from scipy.stats import false_discovery_control

from sipks.statistics.errors import BadInput
from sipks.statistics.local import Neighbours, getis_ord, local_moran
from sipks.statistics.local.permutation import q_values, two_sided

# Getis & Ord's example as esda prints it: six points, neighbours within 15.
POINTS = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)]
VALUES = np.array([2, 3, 3.2, 5, 8, 7])


def near(points: list[tuple[int, int]], most: float) -> Neighbours:
    units = [str(at) for at in range(len(points))]
    where = np.array(points, dtype=float)
    distance = np.hypot(*(where[:, None] - where).transpose(2, 0, 1))
    pairs = np.argwhere((distance > 0) & (distance <= most))
    return Neighbours.of_pairs(units, [(units[a], units[b]) for a, b in pairs])


def grid(side: int) -> Neighbours:
    return near([(x, y) for x in range(side) for y in range(side)], 1.0)


def test_g_star_as_esda_prints_it() -> None:
    found = getis_ord(VALUES, near(POINTS, 15), seed=1, permutations=999)
    np.testing.assert_allclose(
        found["z"],
        [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331],
        atol=1e-8,
    )


def test_local_moran_of_the_columbus_crimes() -> None:
    """49 neighbourhoods of Columbus, Ohio, which libpysal ships: the sum of the local is n I, and
    Moran's I is 0.5002 by queen contiguity (Anselin's textbook example)."""
    w = libpysal.io.open(libpysal.examples.get_path("columbus.gal")).read()
    values = np.array(libpysal.io.open(libpysal.examples.get_path("columbus.dbf")).by_col["CRIME"])
    units = [str(one) for one in w.id_order]
    pairs = [(str(one), str(other)) for one in w.id_order for other in w.neighbors[one]]
    found = local_moran(values, Neighbours.of_pairs(units, pairs), seed=1, permutations=999)
    plain = Moran_Local(values, w, permutations=0)
    np.testing.assert_allclose(found["I"], plain.Is)
    assert found["I"].sum() / 48 == pytest.approx(0.5, abs=0.02)


def test_a_corner_of_high_values_is_found() -> None:
    values = np.random.default_rng(1).uniform(0, 1, (12, 12))
    values[:3, :3] += 5
    hot = getis_ord(values.ravel(), grid(12), seed=1)
    assert {int(unit) for unit in hot.filter(kind="hot")["unit"]} >= {1, 12, 13}
    lisa = local_moran(values.ravel(), grid(12), seed=1)
    assert {int(unit) for unit in lisa.filter(kind="high-high")["unit"]} >= {1, 12, 13}
    assert not len(lisa.filter(kind="low-low"))


def test_a_single_low_among_high_is_told_apart() -> None:
    values = np.random.default_rng(1).uniform(0, 1, (12, 12))
    values[:5, :5] += 5
    values[2, 2] = 0
    found = local_moran(values.ravel(), grid(12), seed=1)
    assert found.filter(unit=str(2 * 12 + 2))["kind"].item() == "low-high"


def test_chance_is_rarely_called_local() -> None:
    """Of 30 maps without any pattern few have a hot or cold place at q = 0.05."""
    rng = np.random.default_rng(5)
    area = grid(10)
    called = 0
    for _ in range(30):
        values = rng.poisson(1.0, 100).astype(float)
        called += len(getis_ord(values, area, seed=1, permutations=4999).filter(kind="hot")) > 0
    assert called <= 5


def test_empty_neighbourhoods_of_a_sparse_map_are_not_significant() -> None:
    """Most permutations give nought as well; esda's own p is the smallest possible there."""
    values = np.zeros(144)
    values[[3, 77]] = 1.0
    found = getis_ord(values, grid(12), seed=1, permutations=999)
    assert found.filter(value=0.0)["p"].median() == 1.0


def test_a_unit_without_neighbours_is_not_judged() -> None:
    area = Neighbours.of_pairs(list("abcde"), [("a", "b"), ("b", "c"), ("c", "d")])
    found = local_moran(np.array([1.0, 2, 3, 5, 9]), area, seed=1, permutations=99)
    assert found.row(4) == ("e", 9.0, None, None, None, "")


def test_a_seed_gives_the_same_and_leaves_no_trace() -> None:
    values = np.random.default_rng(1).uniform(size=49)
    before = np.random.get_state()[1].copy()  # type: ignore[index]
    for function in (local_moran, getis_ord):
        one, again, other = (
            function(values, grid(7), seed=seed, permutations=999) for seed in (3, 3, 4)
        )
        assert one.equals(again)
        assert not one.equals(other)
    assert (np.random.get_state()[1] == before).all()  # type: ignore[index]


def test_scale_and_order_of_units_do_not_matter() -> None:
    values = np.random.default_rng(1).uniform(size=25)
    area = grid(5)
    plain = getis_ord(values, area, seed=1, permutations=99)
    np.testing.assert_allclose(
        getis_ord(values * 1000, area, seed=1, permutations=99)["z"], plain["z"]
    )
    turn = np.random.default_rng(2).permutation(25)
    turned = Neighbours(tuple(area.units[at] for at in turn), area.adjacency[turn][:, turn])
    np.testing.assert_allclose(
        getis_ord(values[turn], turned, seed=1, permutations=99)["z"], plain["z"].to_numpy()[turn]
    )


def test_p_counts_ties_on_both_sides() -> None:
    drawn = np.array([[0.0, 0, 0, 0, 0, 0, 0, 1, 2]])
    p = two_sided(np.array([1.0]), lambda size, seed: drawn, 9, 1)
    assert p.tolist() == [0.6]  # 2 × (1 + 2) / 10
    assert two_sided(np.array([0.0]), lambda size, seed: drawn, 9, 1).tolist() == [1.0]


def test_batches_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from sipks.statistics.local import permutation

    monkeypatch.setattr(permutation, "MOST_AT_ONCE", 8)
    asked: list[int] = []

    def simulate(size: int, seed: int) -> Any:
        asked.append(size)
        return np.random.default_rng(seed).uniform(size=(2, size))

    two_sided(np.array([0.5, 0.5]), simulate, 10, 1)
    assert asked == [4, 4, 2]


def test_q_values_beside_scipy() -> None:
    p = np.array([0.01, 0.04, 0.03, np.nan, 0.5])
    known = false_discovery_control(p[[0, 1, 2, 4]])
    np.testing.assert_allclose(q_values(p), [*known[:3], np.nan, known[3]])


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (np.ones(3), {}, r"shape \(3,\), not \(6,\)"),
        (np.ones(6), {}, "same value"),
        (np.array([1, 2, np.nan, 4, 5, 6]), {}, "unit 2: the value is nan"),
        (np.array([1.0, -2, 3, 4, 5, 6]), {}, "unit 1: the value -2 is negative"),
        (VALUES, {"permutations": 9}, "permutations is 9"),
        (VALUES, {"alpha": 0}, "alpha is 0"),
    ],
)
def test_what_cannot_be_used_is_named(values: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        getis_ord(values, near(POINTS, 15), seed=1, **options)
