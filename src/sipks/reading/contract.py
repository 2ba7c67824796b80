"""The types that go into and come out of the reader.

Offsets count characters in the document's full text: `title + "\\n" + text` when there is a
title, else `text`. `Reading.masked` has the same length, so offsets index it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

_DAY_LENGTH: Final = 10  # "2025-02-03"


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be read.

    `published_at` is an ISO 8601 date or date-time (or the Python object); relative times such
    as "kemarin" are counted from it, and one without offset is told by the clock of the place.
    """

    id: str | int | None = None
    text: str = ""
    title: str | None = None
    published_at: str | date | datetime | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise refused("text", "berupa teks", self.text)
        for name in ("title", "source"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise refused(name, "berupa teks", value)
        if isinstance(self.id, bool) or not isinstance(self.id, str | int | None):
            raise refused("id", "teks atau bilangan bulat", self.id)
        object.__setattr__(self, "published_at", parse_moment(self.published_at))

    @property
    def full_text(self) -> str:
        """The text that offsets count in."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def moment(self) -> date | datetime | None:
        """`published_at` as a date or date-time."""
        value = self.published_at
        return None if isinstance(value, str) else value


def refused(name: str, wanted: str, value: object) -> ValueError:
    """The error for a field of the wrong type; whoever sends bad input meets one kind of error."""
    return ValueError(f"{name}: harus {wanted}, bukan {type(value).__name__}")


def parse_moment(value: str | date | datetime | None) -> date | datetime | None:
    """ISO 8601 to date (10 characters) or date-time; ValueError says what was wrong."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise refused("published_at", "tanggal ISO 8601", value)
    try:
        if len(value) == _DAY_LENGTH:
            return date.fromisoformat(value)
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"published_at: bukan tanggal ISO 8601: {value[:40]!r}") from None


@dataclass(frozen=True, slots=True)
class Scored:
    """A code of the taxonomy with its probability."""

    code: str
    p: float

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"code": self.code, "p": self.p}


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate area for one mention; `level` is province, regency, district or village.

    Places that are no Indonesian area have an empty code and no point: `level` is then country (the
    nation itself), abroad, or site (a road, building, island, hill or place that is not known).
    """

    code: str
    name: str
    level: str
    lat: float | None
    lon: float | None
    p: float
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class When:
    """When it happened: ISO date, or date-time with offset at precision `hour`; both inclusive.

    `precision` is hour, day, week, month or year.
    """

    start: str
    end: str
    precision: str

    def as_dict(self) -> dict[str, Any]:
        """JSON form, with the keys `from` and `to`."""
        return {"from": self.start, "to": self.end, "precision": self.precision}


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as low, best and high; `high` is None for "at least n"."""

    low: int
    best: int
    high: int | None

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"low": self.low, "best": self.best, "high": self.high}


@dataclass(frozen=True, slots=True)
class Impact:
    """Persons killed, injured and displaced, and things damaged; None where the text is silent."""

    killed: Figure | None = None
    injured: Figure | None = None
    displaced: Figure | None = None
    damaged: Figure | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        figures = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: figure and figure.as_dict() for name, figure in figures}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span of text behind a conclusion.

    `kind` is relevance, category, form, place, time, impact or hate; `code` says which one.
    """

    start: int
    end: int
    kind: str
    code: str

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"start": self.start, "end": self.end, "kind": self.kind, "code": self.code}


class Group(NamedTuple):
    """A group at `[start:end]` of the full text.

    `kind` is a kind of `lexicon/actors.tsv`; `role` is pelaku (acts against others), korban (is
    harmed), mediator, or pihak (takes part).
    """

    name: str
    kind: str
    role: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return self._asdict()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader understood of one document; lists are sorted by falling `p`.

    `stage` is PG (potential), AG (at the threshold) or GN (happened) of the police ladder, None
    where the text tells of none. `groups` are those who take part, never persons.
    """

    id: str | int | None
    language: str
    relevant: bool | None
    relevance: float
    categories: tuple[Scored, ...]
    forms: tuple[Scored, ...]
    hate: Mapping[str, float]
    places: tuple[Place, ...]
    place: Place | None
    when: When | None
    impact: Impact
    severity: int
    masked: str
    fingerprint: str
    model: str
    evidence: tuple[Evidence, ...] = ()
    stage: Scored | None = None
    groups: tuple[Group, ...] = ()

    def as_dict(self, *, evidence: bool = False) -> dict[str, Any]:
        """The JSON object of the command line, with `evidence` only when asked for."""
        fields = {
            "id": self.id,
            "language": self.language,
            "relevant": self.relevant,
            "relevance": self.relevance,
            "categories": [one.as_dict() for one in self.categories],
            "forms": [one.as_dict() for one in self.forms],
            "hate": dict(self.hate),
            "places": [one.as_dict() for one in self.places],
            "place": self.place and self.place.as_dict(),
            "when": self.when and self.when.as_dict(),
            "impact": self.impact.as_dict(),
            "severity": self.severity,
            "masked": self.masked,
            "fingerprint": self.fingerprint,
            "model": self.model,
            "stage": self.stage and self.stage.as_dict(),
            "groups": [one.as_dict() for one in self.groups],
        }
        if evidence:
            fields["evidence"] = [one.as_dict() for one in self.evidence]
        return fields
