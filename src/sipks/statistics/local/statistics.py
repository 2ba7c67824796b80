"""Local Moran and Getis-Ord G*, with esda: where like lies beside like, where high beside high."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

from .neighbours import Neighbours
from .permutation import checked, own_state, q_values, two_sided

# The smallest p is 2 / (1 + this). With 9,999 and 514 areas no fewer than three could be named at
# q = 0.05, with this many two.
PERMUTATIONS = 19_999


def local_moran(
    values: Any,
    neighbours: Neighbours,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    alpha: float = 0.05,
) -> pl.DataFrame:
    """Local indicators of spatial association, I_i = z_i Σ w_ij z_j (n - 1) / Σ z².

    `values` (N,) in the order of the neighbours' units (rates rather than counts, and better
    smoothed ones); weights are row-standardised. Columns: unit, value, I, p (two-sided, by
    conditional permutation: the others are shuffled around i), q (p adjusted for false discovery,
    Benjamini & Hochberg 1995), kind: "high-high", "low-low", "high-low", "low-high" where q ≤
    `alpha`, else "". A unit without neighbours has null for I, p and q. Source: Anselin (1995),
    Geogr. Anal. 27: 93-115. Raises BadInput for a wrong shape, no number, or equal values.
    """
    from esda.moran import Moran_Local

    found = checked(values, neighbours.units)
    sound(permutations, alpha)

    def run(permutations: int = 0, seed: int | None = None) -> Any:
        with own_state():
            return Moran_Local(
                found, graph_of(neighbours.adjacency), permutations=permutations, seed=seed
            )

    plain = run()
    lonely = np.diff(neighbours.adjacency.indptr) == 0
    observed = np.where(lonely, np.nan, plain.Is)
    p = two_sided(plain.Is, lambda size, one: run(size, one).rlisas, permutations, seed)
    p = np.where(lonely, np.nan, p)
    q = q_values(p)
    kinds = np.array(["", "high-high", "low-high", "low-low", "high-low"])
    kind = np.where(np.nan_to_num(q, nan=1.0) <= alpha, kinds[plain.q], "")
    return _table(neighbours, found, {"I": observed, "p": p, "q": q}, kind)


def getis_ord(
    values: Any,
    neighbours: Neighbours,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    alpha: float = 0.05,
) -> pl.DataFrame:
    """G*_i: the sum of a unit and its neighbours beside the sum of all.

    `values` (N,) ≥ 0 in the order of the neighbours' units; weights are 0 or 1, the unit itself
    among them. Columns: unit, value, z (G* standardised by its analytic mean and variance), p and q
    as in `local_moran`, kind: "hot" or "cold" where q ≤ `alpha`, else "". Source: Getis & Ord
    (1992), Geogr. Anal. 24: 189-206; Ord & Getis (1995), whose z this is. Raises BadInput as
    `local_moran`, and for a negative value.
    """
    found = checked(values, neighbours.units)
    sound(permutations, alpha)
    for at in np.flatnonzero(found < 0):
        raise BadInput(f"unit {neighbours.units[at]}: the value {found[at]:g} is negative")
    z, p = g_star(found, neighbours.adjacency, permutations, seed)
    q = q_values(p)
    kind = np.where(q <= alpha, np.where(z > 0, "hot", "cold"), "")
    return _table(neighbours, found, {"z": z, "p": p, "q": q}, kind)


def g_star(values: Floats, adjacency: Any, permutations: int, seed: int) -> tuple[Floats, Floats]:
    """z of G* and its two-sided p by conditional permutation; both (N,)."""
    plain = _g_local(values, adjacency)
    p = two_sided(
        plain.Gs, lambda size, one: _g_local(values, adjacency, size, one).rGs, permutations, seed
    )
    return np.asarray(plain.Zs, dtype=np.float64), p


def g_star_z(values: Floats, adjacency: Any) -> Floats:
    """z of G* by its analytic mean and variance, (N,)."""
    return np.asarray(_g_local(values, adjacency).Zs, dtype=np.float64)


def _g_local(values: Floats, adjacency: Any, permutations: int = 0, seed: int | None = None) -> Any:
    from esda.getisord import G_Local

    # A graph of its own each time: esda clears the diagonal of the one it permutes with.
    graph = graph_of(adjacency).assign_self_weight(1)
    with own_state():
        return G_Local(
            values, graph, "B", permutations=permutations, star=True, n_jobs=1, seed=seed
        )


def graph_of(adjacency: Any) -> Any:
    """libpysal's graph of an adjacency matrix."""
    from libpysal.graph import Graph

    return Graph.from_sparse(adjacency)


def sound(permutations: int, alpha: float) -> None:
    """BadInput for options that no test can use."""
    if permutations < 99:
        raise BadInput(f"permutations is {permutations}, not at least 99")
    if not 0 < alpha < 1:
        raise BadInput(f"alpha is {alpha}, not between 0 and 1")


def _table(
    neighbours: Neighbours, values: Floats, columns: dict[str, Floats], kind: Any
) -> pl.DataFrame:
    frame = pl.DataFrame({"unit": neighbours.units, "value": values} | columns)
    return frame.with_columns(pl.Series("kind", kind.tolist())).with_columns(
        pl.col(list(columns)).fill_nan(None)
    )
