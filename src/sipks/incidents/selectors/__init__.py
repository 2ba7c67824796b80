"""Reads of the incidents room, each within what the bound actor may see."""

from __future__ import annotations

from .incident import (
    Figures,
    incident_by_share,
    incident_candidates,
    incident_decisions,
    incident_facts,
    incident_get,
    incident_hidden_signals,
    incident_may,
    incident_signals,
)
from .maps import Count, map_counts, map_points
from .queue import Page, queue_counts, queue_neighbours, queue_page

__all__ = [
    "Count",
    "Figures",
    "Page",
    "incident_by_share",
    "incident_candidates",
    "incident_decisions",
    "incident_facts",
    "incident_get",
    "incident_hidden_signals",
    "incident_may",
    "incident_signals",
    "map_counts",
    "map_points",
    "queue_counts",
    "queue_neighbours",
    "queue_page",
]
