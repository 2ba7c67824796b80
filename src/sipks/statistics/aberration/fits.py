"""What a regression of many series found, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from .bounds import Bools, Floats
from .design import Design, Normal


@dataclass(frozen=True)
class Fit:
    """Fits of R series: levels and slope (R, G + 1), fitted means and working weights (R, n).

    As in R's `glm.fit`, `weights` and `normal` are those of the last step, that is, of the means
    one step before `mean`. All that is derived (errors, leverage, dispersion) rests on them.
    """

    design: Design
    coefficients: Floats
    mean: Floats
    weights: Floats
    normal: Normal
    converged: Bools

    @property
    def slope(self) -> Floats:
        """Change of log mean in a unit of time (R,), 0 where there is none."""
        return self.coefficients[:, -1]

    def leverage(self) -> Floats:
        """Diagonal of the hat matrix, (R, n)."""
        design, normal = self.design, self.normal
        away = design.u - normal.middle[:, design.groups]
        own = 1 / normal.total[:, design.groups] + away**2 / normal.spread[:, None]
        return self.weights * own

    def dispersion(self, counts: Floats, weights: Floats | None = None) -> Floats:
        """Pearson's χ² over degrees of freedom (R,): Σ w ((y - μ) / μ)² / (n - p), where w are the
        working weights unless others are given."""
        weights = self.weights if weights is None else weights
        found: Floats = (weights * (counts / self.mean - 1) ** 2).sum(1) / self.design.freedom
        return found

    def predict(self) -> tuple[Floats, Floats]:
        """log mean at the time and in the group of the prediction, and its variance before it is
        multiplied by the dispersion."""
        design, normal, now = self.design, self.normal, self.design.group_now
        away = design.u_now - normal.middle[:, now]
        variance = 1 / normal.total[:, now] + away**2 / normal.spread
        return self.coefficients[:, now] + self.slope * design.u_now, variance
