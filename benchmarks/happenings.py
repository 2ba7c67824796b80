"""Invented happenings in real places, each told by several people in their own manner, with the
number of the happening that each tells of. Same seed, same texts.

The sentences are those of `families/a.toml` or `families/b.toml`; b is kept aside, so that rules
tuned on a can be tried on sentences that they were not tuned on.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sipks.places.shipped import Unit, current_units

from . import wording

START = datetime(2024, 1, 1, tzinfo=UTC)
FAMILIES = Path(__file__).parent / "families"
TRAITS = (
    "syndicated",
    "edited",
    "own words",
    "neighbour",
    "next day",
    "three days",
    "vague place",
    "vague time",
    "late",
)
_SOURCES = {"wa": "office", "report": "intelligence"}
_MIX = {"news": 35, "wa": 20, "report": 10, "social": 25, "citizen": 10}
_SIZES = ([1, 3, 6, 15, 40], [25, 40, 22, 11, 2])
_LEVELS = ([13, 8, 5, 2], [33, 46, 18, 3])
_CROWDS = ("labour", "plantation")


@dataclass(frozen=True, slots=True)
class Telling:
    """One text, the happening that it tells of, and what makes it hard to put with the others.

    `kind` is the kind of source; `published` when it was written, `arrived` when it came in.
    """

    event: int
    text: str
    kind: str
    outlet: str
    published: datetime
    arrived: datetime
    traits: frozenset[str] = frozenset()


@dataclass(slots=True)
class Happening:
    """One happening: what, where, when, the names and figures particular to it, and the sentences
    of each of its days that were not used yet."""

    number: int
    kind: str
    unit: Unit
    start: datetime
    days: int
    traits: frozenset[str]
    words: dict[str, str]
    figures: tuple[int, int]
    causes: list[str]
    unused: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def tellings(count: int, *, days: int = 365, part: str = "a", seed: int = 7) -> list[Telling]:
    """At least `count` tellings, in the order in which they arrive, of happenings that begin over
    `days` days.

    Happenings crowd in some places, as in life (weights fall as 1/rank); a quarter are told once,
    most a few times, some very often. One in four has a double in a neighbouring kecamatan on the
    same day, one in eight one in the same regency on the next day; one in four lasts three days.
    """
    draw = random.Random(seed)
    districts = list(_by_code(8).values())
    draw.shuffle(districts)
    weights = [1 / (rank + 20) for rank in range(len(districts))]
    found: list[Telling] = []
    number = 0
    while len(found) < count:
        [villages] = draw.choices(districts, weights)
        unit = draw.choice(villages)
        start = START + timedelta(days=draw.uniform(0, days))
        for one in _family(draw, number, unit, start, part):
            found += _told(draw, one, part)
            number += 1
    return sorted(found, key=lambda one: (one.arrived, one.event, one.text))


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((FAMILIES / f"{name}.toml").read_text("utf-8"))


@cache
def _by_code(length: int) -> dict[str, list[Unit]]:
    """Villages by the first characters of their code: 8 the district, 5 the regency."""
    found: dict[str, list[Unit]] = {}
    for unit in current_units().values():
        if unit.level == "village":
            found.setdefault(unit.code[:length], []).append(unit)
    return found


def _family(
    draw: random.Random, number: int, unit: Unit, start: datetime, part: str
) -> Iterator[Happening]:
    """A happening, with the doubles that it has: of the same kind, with other names and figures."""
    kind = draw.choice([name for name, one in _shipped(part).items() if isinstance(one, dict)])
    doubles: list[tuple[str, Unit, datetime]] = []
    if draw.random() < 0.25 and (there := _neighbour(draw, unit)):
        doubles.append(("neighbour", there, start + timedelta(hours=draw.uniform(-4, 4))))
    if draw.random() < 0.125:
        there = draw.choice(_by_code(5)[unit.code[:5]])
        doubles.append(("next day", there, start + timedelta(hours=draw.uniform(20, 28))))
    marks = frozenset(name for name, *_ in doubles)
    yield _happening(draw, number, kind, unit, start, part, marks)
    for n, (name, there, at) in enumerate(doubles, 1):
        yield _happening(draw, number + n, kind, there, at, part, frozenset([name]))


def _neighbour(draw: random.Random, unit: Unit) -> Unit | None:
    """A village of another kecamatan of the regency, one of the nearest."""
    others = [one for one in _by_code(5)[unit.code[:5]] if one.code[:8] != unit.code[:8]]
    others.sort(key=lambda one: (one.lat - unit.lat) ** 2 + (one.lon - unit.lon) ** 2)
    return draw.choice(others[:10]) if others else None


def _happening(
    draw: random.Random,
    number: int,
    kind: str,
    unit: Unit,
    start: datetime,
    part: str,
    traits: frozenset[str],
) -> Happening:
    said = _shipped(part)[kind]
    days = 3 if draw.random() < 0.25 else 1
    if days == 3:
        traits |= {"three days"}
    one = Happening(
        number, kind, unit, start, days, traits, _names(draw, kind),
        (draw.choice([2, 3, 4, 5, 7, 9, 12, 15]) * (20 if kind in _CROWDS else 1),
         draw.choice([2, 3, 4, 5, 6, 8, 11, 20])),
        draw.choice(said["causes"]),
    )  # fmt: skip
    for day in ("first", "second", "third"):
        for register, texts in said[day].items():
            one.unused[day, register] = draw.sample(texts, len(texts))
    return one


def _names(draw: random.Random, kind: str) -> dict[str, str]:
    names = _shipped("names")
    street = draw.choice(names["streets"])
    firm = f"PT {' '.join(draw.sample(names['firms'], 2))}"
    sides = {
        "brawl": names["schools"],
        "plantation": names["communities"],
        "election": ["nomor urut 1", "nomor urut 2", "nomor urut 3", "nomor urut 4"],
    }.get(kind, names["hamlets"])
    one, two = draw.sample(sides, 2)
    spot = draw.choice(names["estates" if kind == "worship" else "spots"]).format(street)
    return {"one": one, "two": two, "spot": spot, "firm": firm}


def _told(draw: random.Random, one: Happening, part: str) -> list[Telling]:
    """All tellings of a happening. What has no sentence of its own left is a copy or an edit."""
    often = draw.choices(*_SIZES)[0]
    told: list[Telling] = []
    own: list[Telling] = []
    for _ in range(draw.randint(max(1, often // 2), often) + (one.days == 3) * 2):
        stage = draw.choices(("first", "second", "third"), (6, 2, 2))[0] if one.days == 3 else ""
        register = draw.choices(list(_MIX), list(_MIX.values()))[0]
        texts = one.unused.get((stage or "first", register), [])
        if told and (not texts or draw.random() < 0.15):
            told.append(_again(draw, one, draw.choice(own)))
        elif texts:
            own.append(_new(draw, one, stage or "first", register, part))
            told.append(own[-1])
    return told or [_new(draw, one, "first", "news", part)]


def _new(draw: random.Random, one: Happening, stage: str, register: str, part: str) -> Telling:
    """A telling in words of its own."""
    step = ("first", "second", "third").index(stage)
    at = one.start + timedelta(days=step)
    published = at + timedelta(hours=draw.expovariate(1 / 8) % 40)
    size = draw.choices(*_LEVELS)[0]
    unit = current_units()[one.unit.code[:size]]
    vague = step == 0 and draw.random() < 0.08
    manners = wording.VAGUE["news" if register in ("news", "report", "wa") else "social"]
    when = draw.choice(manners) if vague else wording.moment(at, published, unit, register, draw)
    hurt, harm = (n + step * draw.choice((0, 1, 2)) for n in one.figures)
    words = one.words | {
        "at": wording.place(unit, register, draw), "TOWN": wording.town(one.unit), "when": when,
        "then": wording.moment(one.start, published, unit, "news", draw),
        "cause": draw.choice(one.causes), "n": str(hurt), "m": str(harm),
        "nw": wording.count(hurt), "mw": wording.count(harm),
    }  # fmt: skip
    text = one.unused[stage, register].pop().format(**words)
    if register == "news":
        text = " ".join([text, *draw.sample(_shipped(part)["tails"], draw.randint(0, 3))])
    text = text[:1].upper() + text[1:] if register != "social" else text
    traits = set(one.traits) | {"own words"}
    traits |= {"vague place"} if size < 8 else set()
    traits |= {"vague time"} if vague else set()
    return _sent(draw, one.number, text, register, published, traits)


def _again(draw: random.Random, one: Happening, before: Telling) -> Telling:
    """A telling that is made from another's text."""
    kept = before.traits - {"own words", "late"}
    published = before.published + timedelta(hours=draw.expovariate(1 / 6) % 30)
    if before.kind == "news" and draw.random() < 0.7:
        text = wording.syndicated(before.text, one.unit, _shipped("names")["outlets"], draw)
        return _sent(draw, one.number, text, "news", published, {*kept, "syndicated"})
    text = wording.edited(before.text, draw)
    return _sent(draw, one.number, text, before.kind, published, {*kept, "edited"})


def _sent(
    draw: random.Random,
    event: int,
    text: str,
    register: str,
    published: datetime,
    traits: set[str],
) -> Telling:
    """The telling as it comes in: mostly within the hour, one in twelve some days late."""
    late = draw.random() < 1 / 12
    wait = timedelta(hours=draw.uniform(24, 120) if late else draw.expovariate(2))
    outlet = f"{register}-{draw.randrange(300)}"
    marks = frozenset(traits | ({"late"} if late else set()))
    kind = _SOURCES.get(register, register)
    return Telling(event, text, kind, outlet, published, published + wait, marks)


def events_of(told: Sequence[Telling]) -> dict[int, list[int]]:
    """The positions of the tellings of each happening, in the order in which they arrived."""
    found: dict[int, list[int]] = {}
    for n, one in enumerate(told):
        found.setdefault(one.event, []).append(n)
    return found
