"""Pure library: text in, `Reading` out (what it says, where, when, how bad), with no server."""

from __future__ import annotations

from sipks.reading.contract import Document, Evidence, Figure, Impact, Place, Reading, Scored, When
from sipks.reading.fingerprint import hamming, similarity
from sipks.reading.reader import Reader
from sipks.reading.taxonomy import CATEGORIES, FORMS

__all__ = [
    "CATEGORIES",
    "FORMS",
    "Document",
    "Evidence",
    "Figure",
    "Impact",
    "Place",
    "Reader",
    "Reading",
    "Scored",
    "When",
    "hamming",
    "similarity",
]
