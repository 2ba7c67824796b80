"""Ridge regression in its dual form, for many outputs at once, with what each row would have been
given had it been left out.

With C the inverse of (K + λI), the dual weights are CZ, and the answer for row i of a fit without
row i is z_i minus (CZ)_i / C_ii (Rasmussen and Williams, Gaussian Processes for Machine Learning,
2006, eq. 5.12).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack

Floats = npt.NDArray[np.float32]


class Fit(NamedTuple):
    """Dual weights (n, outputs) and answers with each row left out (n, outputs)."""

    dual: Floats
    without: Floats


def fit(kernel: Floats, wanted: Floats, strength: float) -> Fit:
    """Fit `wanted` (n, outputs) on a symmetric `kernel` (n, n), plus a constant, with λ `strength`.

    `kernel` is overwritten. Raises ValueError when it is not positive definite with λ added.
    """
    kernel += np.float32(1)
    kernel[np.diag_indices_from(kernel)] += np.float32(strength)
    factor, failed = lapack.spotrf(kernel, lower=1, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ValueError("matriks kemiripan tidak definit positif")
    diagonal = inverse.diagonal().copy()[:, None]
    lower = np.tril(inverse, -1)
    dual = lower @ wanted + lower.T @ wanted + diagonal * wanted
    return Fit(dual, wanted - dual / diagonal)


def answer(kernel: Floats, dual: Floats) -> Floats:
    """Answers (m, outputs) for rows with this `kernel` (m, n) to the rows of the fit."""
    return np.asarray(kernel @ dual + dual.sum(0), np.float32)
