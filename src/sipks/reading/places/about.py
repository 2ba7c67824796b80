"""The one area a text is about: where it happened, not who spoke of it.

Each mention adds weight to its area: more beside words of happenings and after "di", less for
offices ("Polda Papua"), origins ("asal Papua") and the dateline. The weights climb the tree of
codes; from the top the heavier branch is followed as long as it is clearly the heavier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sipks.reading.normalise import Prepared
from sipks.reading.places.asides import Asides
from sipks.reading.places.candidates import Candidate
from sipks.reading.places.resolve import Resolved

_ROLE: Final = {
    "": 0.8,
    "level": 1.2,
    "list": 1.1,
    "office": 0.6,
    "people": 0.9,
    "at": 1.4,
    "dateline": 1.0,
    "from": 0.35,
    "site": 1.1,
    "below": 0.1,
    "part": 0.4,
    "person": 0.1,
    "org": 0.1,
    "nature": 0.3,
    "ethnic": 0.2,
}
_EVENT: Final = 1.35
_CLOSE: Final = 1.5
_NEAR: Final = 45
_DEEP: Final = 1.2
_TOLD: Final = 1.7
_FIRST: Final = 1.3
_DATELINE: Final = 0.4
_CAPITAL_DATELINE: Final = 0.12
_CAPITAL_BARE: Final = 0.5
_MOST: Final = 3.0
_SURE: Final = 0.45
_SLIGHT: Final = 0.08
_TOP: Final = 0.36
_BRANCH: Final = {5: 0.515, 8: 0.515, 13: 0.6}
_LENGTHS: Final = (2, 5, 8, 13)
_PART: Final = 0.3
_LEAST: Final = 0.05
_HONEST: Final = {2: 0.5, 5: 0.5, 8: 0.5, 13: 0.45}
_CLEARLY: Final = 1.1
_ABOVE: Final = {13: 8, 8: 5, 5: 2, 2: 0}
_REGENCY: Final = 5
_WEIGHT: Final = 0.35
_ABROAD: Final = "XX"
_JAKARTA: Final = "31"


def main_code(
    text: Prepared,
    resolved: Sequence[Resolved],
    events: list[int],
    heirs: Mapping[str, frozenset[str]],
    asides: Asides,
) -> str | None:
    """Code of the area, or None when the text does not say or is about elsewhere."""
    own: defaultdict[str, float] = defaultdict(float)
    spent: defaultdict[tuple[str, int], float] = defaultdict(float)
    events.sort()
    happenings = {text.sentence_of(at) for at in events}
    first, previous, last, there = True, -1, -1, False
    for order, one in enumerate(resolved):
        first = first and (order == 0 or one.mention.chained)
        if not one.mention.chained:
            previous = last
        factor = asides.factor(one.mention.start, one.mention.end, previous)
        weight = _weight(text, one, first, happenings) * factor
        there = there or (weight > 0 and factor == 1)
        if weight and _follows(one.mention.start, events, previous):
            weight *= _CLOSE
        last = one.mention.start
        kind = one.mention.key, one.mention.cue.length
        weight = min(weight, _MOST - spent[kind])
        spent[kind] += weight
        if one.mention.foreign:
            own[_ABROAD] += weight
        for code, share in _codes(one):
            own[code] += weight * share
    _inherit(own, heirs)
    code = (_descend(own) or "") if there else ""
    while code and not _told(code, resolved, heirs):
        code = code[: _ABOVE[len(code)]]
    return code or None


def _told(code: str, resolved: Sequence[Resolved], heirs: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name means the area or one inside it rather than one of several elsewhere."""
    starts = (code, *(old for old, new in heirs.items() if code in new))
    twin = code[:2] if len(code) == _REGENCY else "-"  # the Kabupaten beside the Kota
    for one in resolved:
        told = sum(
            share
            for place, share in one.shares
            if place.code.startswith(starts)
            or (len(place.code) == _REGENCY and place.code.startswith(twin))
        )
        if one.p * told > _HONEST[len(code)]:
            return True
    return False


def _codes(one: Resolved) -> Iterator[tuple[str, float]]:
    """The areas that a mention adds to, with shares.

    An area inside a likelier one of the same name adds to that one ("Banten" is the province, not
    the village in it), and so does the Kabupaten beside a likelier Kota. An office speaks for its
    whole area: "Polresta Sorong Kota" is no district.
    """
    limit = one.mention.cue.length if one.mention.cue.role == "office" else 0
    likely: list[str] = []
    for candidate, share in sorted(one.shares, key=_share, reverse=True):
        if share <= _SLIGHT:
            return
        code = candidate.code[: limit or None]
        for other in likely:
            twins = len(code) == len(other) == _REGENCY and code[:2] == other[:2]
            if code.startswith(other) or twins:
                code = other
        likely.append(code)
        yield code, share


def _share(pair: tuple[Candidate, float]) -> float:
    return pair[1]


def _inherit(own: dict[str, float], heirs: Mapping[str, frozenset[str]]) -> None:
    """Give what "Papua" weighs to the province split from it that the text is about, if any, and
    what "Aceh Barat" weighs to the regency."""
    for code in heirs.keys() & own.keys():
        # Of a regency split off only what lies in it counts: its own name may be another place.
        weights = {
            one: sum(
                weight
                for other, weight in own.items()
                if other.startswith(one) and (len(one) < _REGENCY or other != one)
            )
            for one in (code, *heirs[code])
        }
        if len(code) < _REGENCY:
            weights[code] -= own[code]
        best = max(weights, key=weights.__getitem__)
        if best != code and weights[best] > _WEIGHT:
            own[best] = own.get(best, 0.0) + own.pop(code)


def _weight(text: Prepared, one: Resolved, first: bool, happenings: set[int]) -> float:
    mention = one.mention
    if one.p < _SURE:
        return 0.0
    weight = one.p * _ROLE[mention.cue.role]
    jakarta = any(share.code[:2] == _JAKARTA and p > _SURE for share, p in one.shares)
    if mention.cue.role == "dateline":
        if jakarta and text.sentence_of(mention.start) not in happenings:
            return 0.0
        return weight * (_CAPITAL_DATELINE if jakarta else _DATELINE)
    if jakarta and not mention.cue.role and mention.key == "jakarta":
        weight *= _CAPITAL_BARE
    if text.sentence_of(mention.start) in happenings:
        weight *= _EVENT
    if first:
        weight *= _FIRST
    told = mention.cue.length if mention.cue.role == "level" else 0
    if told > _REGENCY and any(len(share.code) == told for share, _ in one.shares):
        weight *= _TOLD
    if any(len(share.code) > 5 and p > _SURE for share, p in one.shares):
        weight *= _DEEP
    return weight


def _follows(start: int, events: list[int], previous: int) -> bool:
    """Whether a word of a happening stands shortly before `start` and no other place between:
    "bentrokan di Morowali"."""
    position = bisect_right(events, start)
    return position > 0 and events[position - 1] > max(previous, start - _NEAR)


def _descend(own: Mapping[str, float]) -> str | None:
    """The deepest code that is clearly heavier than those beside it."""
    subtree: defaultdict[str, float] = defaultdict(float)
    for code, weight in own.items():
        for length in _LENGTHS:
            if length <= len(code):
                subtree[code[:length]] += weight
    top = _heaviest(subtree, "", 2, _TOP, _CLEARLY)
    if top is None or top == _ABROAD or subtree[top] < _LEAST:
        return None
    code = top
    for length, share in _BRANCH.items():
        child = _heaviest(subtree, code, length, share)
        if child is None or subtree[child] < min(_WEIGHT, _PART * subtree[code]):
            break
        code = child
    return code


def _heaviest(
    subtree: Mapping[str, float], parent: str, length: int, share: float, margin: float = 1.0
) -> str | None:
    """The child with at least `share` of the weight of all children and `margin` times that of the
    next, or None."""
    children = {
        code: weight
        for code, weight in subtree.items()
        if len(code) == length and code.startswith(parent)
    }
    best = max(children, key=children.__getitem__, default=None)
    if best is None or children[best] < share * sum(children.values()):
        return None
    rival = max((weight for code, weight in children.items() if code != best), default=0.0)
    return best if children[best] >= margin * rival else None
