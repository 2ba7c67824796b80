"""Who keeps sealed values: so that a rotation reaches all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Holder(Protocol):
    """A store of sealed values."""

    @property
    def name(self) -> str:
        """What an administrator calls it."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many values are sealed under each key, by key id."""
        ...

    def renew(self, limit: int) -> int:
        """Seal at most `limit` values that are not under the current key anew, in one
        transaction; answers how many. 0 means that none is left. Values that do not open (their
        key is missing) are skipped."""
        ...


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Tell of a store, once a process; the last of a name counts."""
    _holders[holder.name] = holder


def holders() -> list[Holder]:
    """All stores that were told of."""
    return list(_holders.values())
