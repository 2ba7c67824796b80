"""Composite indices by the practice of OECD and JRC, and indices that others publish."""

from __future__ import annotations

from .aggregate import aggregate
from .choices import Choices
from .composite import Composite, composite
from .form import read_published
from .indicators import Indicators
from .missing import impute
from .normalise import normalise
from .pca import Components, pca
from .published import Band, PublishedIndex, average, change
from .sensitivity import rank_sensitivity
from .uncertainty import rank_intervals
from .weights import budget

__all__ = [
    "Band",
    "Choices",
    "Components",
    "Composite",
    "Indicators",
    "PublishedIndex",
    "aggregate",
    "average",
    "budget",
    "change",
    "composite",
    "impute",
    "normalise",
    "pca",
    "rank_intervals",
    "rank_sensitivity",
    "read_published",
]
