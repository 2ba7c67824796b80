"""Ignorance score over the classes of counts of the VIEWS challenge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput

from . import checks
from .checks import Floats

# Classes 0, 1–2, 3–5, 6–10, 11–25, 26–50, 51–100, 101–250, 251–500, 501–1000, 1001 and more.
VIEWS_BINS: Final = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)


def bin_probabilities(
    samples: npt.ArrayLike,
    *,
    bins: Sequence[float] = VIEWS_BINS,
    floor: float = 1.0,
    draws: int | None = 1000,
) -> Floats:
    """(n, classes) probabilities of the classes of counts, from (n, m) samples.

    `bins` are the inner bounds: a value belongs to the class above the last bound that it reaches.
    With s_k the share of the m draws in class k of K,

        p_k = (draws · s_k + floor) / (draws + K · floor)

    so that no class is impossible. The challenge brings each ensemble to 1,000 draws and then adds
    one draw to each class: `draws=1000, floor=1`. `draws=None` takes m as it is. Between ensembles
    of different size only the former is fair: twelve draws with one more in each class are nearly
    as many invented ones as real. Raises BadInput for bounds that do not ascend, and for a negative
    floor.

    >>> bin_probabilities([[0, 0, 1, 4]], bins=(0.5, 2.5), draws=None).round(4)
    array([[0.4286, 0.2857, 0.2857]])
    """
    drawn = checks.draws(samples)
    edges = np.asarray(bins, dtype=np.float64)
    if edges.ndim != 1 or not edges.size or not (np.diff(edges, prepend=-np.inf) > 0).all():
        raise BadInput(f"bins {tuple(bins)} do not ascend")
    if not 0 <= floor < np.inf:
        raise BadInput(f"floor is {floor}, not a number from 0")
    shares = checks.by_rows(partial(_shares, edges=edges), drawn)
    size = drawn.shape[1] if draws is None else checks.whole(draws, "draws")
    return np.asarray((size * shares + floor) / (size + floor * shares.shape[1]))


def _shares(drawn: Floats, edges: Floats) -> Floats:
    rows, classes = len(drawn), len(edges) + 1
    # Each row has its own stretch of numbers, so that one count serves all rows.
    place = np.searchsorted(edges, drawn, side="right") + classes * np.arange(rows)[:, None]
    found = np.bincount(place.ravel(), minlength=rows * classes).reshape(rows, classes)
    return np.asarray(found / drawn.shape[1])


def ignorance(
    observed: npt.ArrayLike,
    samples: npt.ArrayLike,
    *,
    bins: Sequence[float] = VIEWS_BINS,
    floor: float = 1.0,
    draws: int | None = 1000,
) -> Floats:
    """Ignorance score of each row: −log2 of the probability told to what happened, in bits.

    `observed` (n,), `samples` (n, m); returns (n,). Roulston & Smith (2002), over the classes and
    with the floor of the VIEWS challenge (Hegre et al. 2025), see `bin_probabilities`; 0 is best.
    With `floor=0` a class without draws scores infinity. Raises BadInput that names the row.

    All draws 0, and 0 observed: −log2(1001/1011); any other count costs log2(1011) ≈ 9.98 bits.

    >>> ignorance([0, 7], [[0] * 4] * 2).round(4)
    array([0.0143, 9.9816])
    """
    truth, drawn = checks.ensemble(observed, samples)
    told = bin_probabilities(drawn, bins=bins, floor=floor, draws=draws)
    happened = np.searchsorted(np.asarray(bins), truth, side="right")
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log2(np.take_along_axis(told, happened[:, None], axis=1)[:, 0]))
