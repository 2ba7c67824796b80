"""What the reader says of a group."""

from __future__ import annotations

from typing import Any, NamedTuple


class Group(NamedTuple):
    """A group at `raw[start:end]` of the visible text.

    `kind` is a word of `lexicon/actors.tsv` (warga, massa, aparat, ormas, buruh, …); `role` is
    pelaku (acts against others), korban (is harmed), pihak (takes part) or mediator.
    """

    name: str
    kind: str
    role: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return self._asdict()
