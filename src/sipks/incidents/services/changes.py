from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID


def snapshot_in(before: Mapping[str, Any], pk: UUID) -> Mapping[str, Any]:
    """The snapshot of one incident in what a decision keeps: alone, or among several."""
    if "state" in before:
        return before
    stood: Mapping[str, Any] = before.get("incident") or before.get("incidents", {}).get(
        str(pk), {}
    )
    return stood


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of two snapshots, the values that differ: as they stood, and as they stand.

    >>> changed({"state": "new", "title": "a"}, {"state": "verified", "title": "a"})
    ({'state': 'new'}, {'state': 'verified'})
    """
    names = [name for name, value in after.items() if name in before and before[name] != value]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
