"""What an officer leaves behind when he goes: each room says what can be handed over.

A room registers its kinds once, in `AppConfig.ready`. What was decided and sent stays under the
name of whoever did it; only what still waits for somebody moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a kind, for whoever may see it: what it is called and where it is."""

    text: str
    url: str = ""


def _no_lines(user: UUID, code: str) -> Sequence[Line]:
    return ()


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A kind of open work, always within an area, by its code: what somebody had to do for another
    office is not this one's to give on.

    `count(user, code)` tells how much there is and `move(user, successor, code)` gives it on and
    answers how much that was; both see all of it, whoever asks. Without `move` it belongs to the
    office and stays; `stays` says what becomes of it. `lines(user, code)` are the things that the
    bound actor may see.
    """

    key: str
    label: Promise | str
    count: Callable[[UUID, str], int]
    move: Callable[[UUID, UUID, str], int] | None = None
    stays: Promise | str = ""
    lines: Callable[[UUID, str], Sequence[Line]] = _no_lines

    @property
    def moves(self) -> bool:
        """Whether it goes to a successor."""
        return self.move is not None


_KINDS: dict[str, OpenWork] = {}


def register(kind: OpenWork) -> None:
    """Let a kind be shown and handed over. Raises `ValueError` when another has its key."""
    if _KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"open work is registered already: {kind.key}")


def kinds() -> tuple[OpenWork, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_KINDS.values())
