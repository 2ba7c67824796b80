"""Ridge regression in its dual form, for many outputs at once, with what each row would have been
given had it been left out.

With C the inverse of (K + λI), the dual weights are CZ, and the answer for row i of a fit without row i is
z_i minus (CZ)_i / C_ii (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eq. 5.12).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack

Doubles = npt.NDArray[np.float64]


class Fit(NamedTuple):
    """Dual weights (n, outputs) and answers with each row left out (n, outputs)."""

    dual: Doubles
    without: Doubles


def fit(kernel: Doubles, wanted: Doubles, strength: float) -> Fit:
    """Fit `wanted` (n, outputs) on a symmetric `kernel` (n, n), which is overwritten.

    Raises ValueError when kernel + strength · I is not positive definite.
    """
    kernel[np.diag_indices_from(kernel)] += strength
    factor, failed = lapack.dpotrf(kernel, lower=1, overwrite_a=1)
    inverse, failed_too = lapack.dpotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ValueError("matriks kernel tidak definit positif")
    diagonal = inverse.diagonal().copy()[:, None]
    lower = np.tril(inverse, -1)
    dual = lower @ wanted + lower.T @ wanted + diagonal * wanted
    return Fit(dual, wanted - dual / diagonal)
