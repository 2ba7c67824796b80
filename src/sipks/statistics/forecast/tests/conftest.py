from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.panel import Panel
from sipks.statistics.timeline import Timeline


@pytest.fixture(scope="session")
def uneven() -> Panel:
    """Forty units over four years: half nearly silent, some busy, all more so in mid-year."""
    rng = np.random.default_rng(5)
    level = rng.gamma(0.4, 2.0, 40)
    wave = np.exp(0.5 * np.sin(2 * np.pi * np.arange(48) / 12))
    mean = rng.gamma(1.5, wave[:, None] * level / 1.5)
    units = tuple(f"{11 + one // 8}.{one % 8:02d}" for one in range(40))
    return Panel(units, Timeline("month", 2015 * 12, 48), rng.poisson(mean).astype(float))
