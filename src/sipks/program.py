"""What a command of a room may ask of the program as a whole, without knowing the rooms below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Program(Protocol):
    """Put on click's context by `sipks.cli`; commands take it with `@click.pass_obj`."""

    def ready(self) -> None:
        """Load Django, bring the database up to date and load the areas, as far as needed."""

    def read_pending(self, progress: Callable[[int], None] = lambda count: None) -> int:
        """Read and group everything that waits, telling `progress` the number done in each
        batch; answers how many in all."""

    def acting(self, name: str, *rooms: str) -> AbstractContextManager[Any]:
        """For the block, the part of the program called `name` acts, in `rooms`."""
        ...

    def record(self, *, verb: str, subject: str, **detail: Any) -> None:
        """Add to the record what the command did."""
