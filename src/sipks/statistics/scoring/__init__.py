"""How good was a forecast? Proper scores, calibration, ranking, and tests of differences.

    from sipks.statistics import scoring

    scoring.crps(observed, samples).mean()
    scoring.score_table(actuals, samples)

Observations are (n,) counts, samples (n, draws); probabilities and events are (n,).
"""

from __future__ import annotations

from .brier import BrierParts, brier, brier_decomposition
from .calibration import InTheLarge, calibration_in_the_large
from .comparison import DieboldMariano, diebold_mariano
from .ensembles import central_interval, covered, crps, interval_score
from .ignorance import VIEWS_BINS, bin_probabilities, ignorance
from .pit import pit_bounds, pit_cdf, pit_histogram
from .ranking import Budget, alarm_budget, auc, average_precision
from .reliability import reliability_curve
from .table import score_table

__all__ = [
    "VIEWS_BINS",
    "BrierParts",
    "Budget",
    "DieboldMariano",
    "InTheLarge",
    "alarm_budget",
    "auc",
    "average_precision",
    "bin_probabilities",
    "brier",
    "brier_decomposition",
    "calibration_in_the_large",
    "central_interval",
    "covered",
    "crps",
    "diebold_mariano",
    "ignorance",
    "interval_score",
    "pit_bounds",
    "pit_cdf",
    "pit_histogram",
    "reliability_curve",
    "score_table",
]
