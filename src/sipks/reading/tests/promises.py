"""What holds of every reading, whatever was read: each promise by its name.

A promise is a function of the reading and the full text that it was made from, true when kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Final

from sipks.reading import CATEGORIES, FORMS, Evidence, Figure, Place, Reading
from sipks.reading.actors import MOST
from sipks.reading.classes import SURE, UNSURE
from sipks.reading.contract import Group
from sipks.reading.masking import HIDDEN
from sipks.reading.tables import words
from sipks.reading.taxonomy import HATE_LABELS

Promise = Callable[[Reading, str], bool]

KEYS: Final = (
    *("id", "language", "relevant", "relevance", "categories", "forms", "hate", "places", "place"),
    *("when", "impact", "severity", "masked", "fingerprint", "model", "stage", "groups"),
    "evidence",
)
"""Of the JSON object, in order."""
AREAS: Final = words("province regency district village")
BEYOND: Final = words("country abroad site")
PRECISIONS: Final = words("hour day week month year")
ROLES: Final = words("pelaku korban mediator pihak")
STAGES: Final = frozenset(["PG", "AG", "GN"])


def broken(said: Reading, full: str) -> list[str]:
    """Names of the promises that a reading of the text `full` does not keep."""
    return [name for name, kept in PROMISES.items() if not kept(said, full)]


def _probabilities(said: Reading, _: str) -> bool:
    # A comparison with what is not a number is false.
    return all(0 <= p <= 1 for p in _all_p(said))


def _all_p(said: Reading) -> Iterator[float]:
    yield said.relevance
    yield from said.hate.values()
    yield from (one.p for one in (*said.categories, *said.forms))
    yield from (one.p for one in _all_places(said))
    if said.stage:
        yield said.stage.p


def _verdict(said: Reading, _: str) -> bool:
    wanted = True if said.relevance >= SURE else False if said.relevance < UNSURE else None
    return said.relevant is wanted


def _codes(said: Reading, _: str) -> bool:
    return (
        {one.code for one in said.categories} <= set(CATEGORIES)
        and {one.code for one in said.forms} <= set(FORMS)
        and (said.stage is None or said.stage.code in STAGES)
    )


def _order(said: Reading, _: str) -> bool:
    return all(
        one.p >= other.p
        for ranked in (said.categories, said.forms)
        for one, other in pairwise(ranked)
    )


def _spans(said: Reading, full: str) -> bool:
    return _inside([*_all_places(said), *said.evidence], full)


def _group_spans(said: Reading, full: str) -> bool:
    return _inside(said.groups, full)


def _inside(marked: Iterable[Place | Evidence | Group], full: str) -> bool:
    return all(0 <= one.start < one.end <= len(full) for one in marked)


def _groups(said: Reading, _: str) -> bool:
    return len(said.groups) <= MOST and all(one.name and one.role in ROLES for one in said.groups)


def _place(said: Reading, _: str) -> bool:
    # It may be one that no name stands for alone, such as the province of two regencies.
    return said.place is None or bool(said.place.code and said.place.level in AREAS)


def _places(said: Reading, _: str) -> bool:
    return all((one.level in AREAS) if one.code else (one.level in BEYOND) for one in said.places)


def _points(said: Reading, _: str) -> bool:
    return all(
        (abs(one.lat or 0) <= 90 and abs(one.lon or 0) <= 180)
        and (one.lat is None) == (one.lon is None)
        for one in _all_places(said)
    )


def _all_places(said: Reading) -> list[Place]:
    return [*said.places, *([said.place] if said.place else [])]


def _when(said: Reading, _: str) -> bool:
    if said.when is None:
        return True
    start, end = map(datetime.fromisoformat, (said.when.start, said.when.end))
    return start <= end and said.when.precision in PRECISIONS


def _impact(said: Reading, _: str) -> bool:
    impact = said.impact
    told = (impact.killed, impact.injured, impact.displaced, impact.damaged)
    return all(one is None or _is_count(one) for one in told)


def _is_count(one: Figure) -> bool:
    return 0 <= one.low <= one.best and (one.high is None or one.best <= one.high)


def _severity(said: Reading, _: str) -> bool:
    return said.severity in range(6)


def _masked(said: Reading, full: str) -> bool:
    return len(said.masked) == len(full)


def _hides_only(said: Reading, full: str) -> bool:
    pairs = zip(said.masked, full, strict=False)
    return {shown for shown, one in pairs if shown != one} <= {HIDDEN}


def _fingerprint(said: Reading, _: str) -> bool:
    return len(said.fingerprint) == 16 and set(said.fingerprint) <= set("0123456789abcdef")


def _keys(said: Reading, _: str) -> bool:
    return tuple(said.as_dict(evidence=True)) == KEYS and tuple(said.hate) == HATE_LABELS


def _json(said: Reading, _: str) -> bool:
    try:
        return isinstance(json.dumps(said.as_dict(evidence=True), allow_nan=False), str)
    except (TypeError, ValueError):
        return False


PROMISES: Final[Mapping[str, Promise]] = {
    "probabilities lie in 0 to 1": _probabilities,
    "the verdict follows from the relevance": _verdict,
    "codes are of the taxonomy": _codes,
    "categories and forms fall in p": _order,
    "places and evidence lie in the text": _spans,
    "groups lie in the text": _group_spans,
    "groups are few and have a role": _groups,
    "the place is an area": _place,
    "areas have codes, and nothing else": _places,
    "points lie on earth": _points,
    "time does not end before it begins": _when,
    "a count is between its bounds": _impact,
    "severity is 0 to 5": _severity,
    "the masked text is as long": _masked,
    "masking only hides": _hides_only,
    "a fingerprint is 16 digits": _fingerprint,
    "the keys are always the same": _keys,
    "it can be written as JSON": _json,
}
