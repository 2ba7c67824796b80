"""Small-area smoothing by empirical Bayes."""

from __future__ import annotations

from .rates import smooth

__all__ = ["smooth"]
