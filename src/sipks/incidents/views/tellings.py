"""What tells of an incident, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sipks.incidents.models import Incident, Signal
from sipks.incidents.selectors import incident_signals
from sipks.intake.models import Item, Reading, Source
from sipks.intake.shown import Said, conclusions, masked_text, place_names

READ_OUT = 10  # tellings whose text stands on the page; the others are a click away
LONGEST = 4_000


@dataclass(slots=True)
class Telling:
    """One telling with its syndicated copies; `text` is empty when it is not read out."""

    signal: Signal
    text: str = ""
    cut: bool = False
    evidence: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    copies: list[Signal] = field(default_factory=list)

    @property
    def teller(self) -> str:
        """The outlet or office that tells it."""
        return teller(self.signal)


def teller(signal: Signal) -> str:
    """Who tells it: the outlet, or the source by its name where the text names no outlet."""
    source: Source | None = signal.sender  # type: ignore[attr-defined]
    if source is None:
        return str(_("sumber yang tidak dapat Anda buka"))
    return source.name if signal.teller == source.code else signal.teller


def tellings_of(incident: Incident) -> list[Telling]:
    """Tellings by falling relevance, copies beneath their original. Copies whose original the
    actor may not read stand for themselves."""
    told: dict[Any, Telling] = {}
    for signal in incident_signals(incident):
        if signal.copy_of_id in told:
            told[signal.copy_of_id].copies.append(signal)
        else:
            told[signal.pk] = _telling(signal, read_out=len(told) < READ_OUT)
    return list(told.values())


def items_told(tellings: list[Telling]) -> list[UUID]:
    """The items behind tellings and their copies."""
    return [signal.item_id for one in tellings for signal in (one.signal, *one.copies)]


def why(tellings: list[Telling]) -> list[Said]:
    """The conclusions of the most telling of them, which the program's proposal rests on."""
    return conclusions(_reading(tellings[0].signal)) if tellings else []


def _telling(signal: Signal, *, read_out: bool) -> Telling:
    if not read_out:
        return Telling(signal)
    reading = _reading(signal)
    item: Item | None = signal.came  # type: ignore[attr-defined]
    text = masked_text(item) if item else signal.excerpt
    return Telling(
        signal,
        text[:LONGEST],
        len(text) > LONGEST,
        reading.evidence if reading else [],
        place_names(reading),
    )


def _reading(signal: Signal) -> Reading | None:
    reading: Reading | None = getattr(signal.came, "reading", None)  # type: ignore[attr-defined]
    return reading
