"""Weights from principal components, rotated (OECD/JRC Handbook 2008, section 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sipks.statistics.errors import BadInput

from .indicators import Floats, Indicators
from .normalise import normalise

SHARE_OF_ONE: Final = 0.10
SHARE_OF_ALL: Final = 0.60
_TURNS: Final = 500
_STILL: Final = 1e-12


@dataclass(frozen=True)
class Components:
    """`eigenvalues` (K) of the correlation matrix, falling; `loadings` (K, m) after rotation;
    `explained` (m) variance of each; `weights` of the indicators, summing to 1."""

    eigenvalues: Floats
    loadings: Floats
    explained: Floats
    weights: dict[str, float]


def pca(indicators: Indicators, components: int | None = None) -> Components:
    """Weights that correct for what indicators say twice; no judgement of what matters.

    The correlation matrix R = V diag(e) V' of the N × K indicators gives loadings V sqrt(e); those
    components are kept that explain more than 10 % of the variance each, and at least 60 % together
    (or the first `components`), and rotated by varimax with Kaiser's normalisation. Each indicator
    belongs to the component on which it loads highest; its weight is its share of that component's
    variance, times the component's share of what all kept ones explain, scaled to sum to 1.

    Source: Nicoletti, Scarpetta & Boylaud (2000), in the OECD/JRC Handbook (2008), tables 16 to 18,
    for whose 23 countries and 8 indicators it prints the weights
    .17 .15 .11 .07 .08 .12 .14 .16; from its rounded data these are met within .0055.
    Raises BadInput with missing values or fewer units than indicators.
    """
    if np.isnan(indicators.values).any():
        raise BadInput("weights from principal components need complete data: impute first")
    n, k = indicators.values.shape
    if n <= k:
        raise BadInput(f"{n} units are too few for principal components of {k} indicators")
    correlation = np.atleast_2d(np.corrcoef(normalise(indicators, "z"), rowvar=False))
    values, vectors = np.linalg.eigh(correlation)
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    kept = _kept(values) if components is None else components
    if not 1 <= kept <= k:
        raise BadInput(f"components is {kept}, not 1 to {k}")
    loadings = varimax(vectors[:, :kept] * np.sqrt(values[:kept]))
    explained = (loadings**2).sum(0)
    highest = np.argmax(loadings**2, axis=1)
    share = (loadings[np.arange(k), highest] ** 2) / explained.sum()
    weights = dict(zip(indicators.names, (share / share.sum()).tolist(), strict=True))
    return Components(values, loadings, explained, weights)


def _kept(eigenvalues: Floats) -> int:
    share = eigenvalues / eigenvalues.sum()
    enough = int(np.searchsorted(np.cumsum(share), SHARE_OF_ALL)) + 1
    return min(len(share), max(enough, int((share > SHARE_OF_ONE).sum())))


def varimax(loadings: Floats) -> Floats:
    """Loadings (K, m) turned so that the variance of their squares is greatest (Kaiser 1958), rows
    scaled to length 1 for it; a component's sign is that of its largest loading."""
    length = np.sqrt((loadings**2).sum(1, keepdims=True))
    unit = loadings / np.where(length > 0, length, 1.0)
    turn = np.eye(loadings.shape[1])
    reached = 0.0
    for _ in range(_TURNS):
        turned = unit @ turn
        left, stretch, right = np.linalg.svd(unit.T @ (turned**3 - turned * (turned**2).mean(0)))
        turn = left @ right
        if stretch.sum() <= reached * (1 + _STILL):
            break
        reached = stretch.sum()
    turned = unit @ turn * length
    largest = turned[np.abs(turned).argmax(0), np.arange(turned.shape[1])]
    return np.asarray(turned * np.where(largest < 0, -1.0, 1.0), dtype=np.float64)
