"""Whether a text matters, what it is about, in what form and at what stage, by the models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sipks.reading.contract import Scored
from sipks.reading.learning.linear import Floats
from sipks.reading.learning.models import CATEGORY, FORM, HEADS, NO_STAGE, RELEVANT, STAGE, Models

SURE: Final = 0.7
UNSURE: Final = 0.3
"""Relevance from `SURE` is true, below `UNSURE` false, and unknown (None) between."""

_KEPT: Final = 0.25
_HINT: Final = 0.1
_MOST: Final = 4
_LEVEL_1: Final = 3


@dataclass(frozen=True, slots=True)
class Classified:
    """Relevance (p and verdict), categories and forms by falling p, and the stage."""

    relevance: float
    relevant: bool | None
    categories: tuple[Scored, ...] = ()
    forms: tuple[Scored, ...] = ()
    stage: Scored | None = None


def classify(models: Models, scores: Floats, *, always: bool = False) -> list[Classified]:
    """What the models' scores (texts × outputs) say of each text.

    With `always` categories, forms and stage are told of texts that are not relevant, too.
    """
    relevance = models.probabilities(scores, RELEVANT)[:, 0].astype(float).round(3).tolist()
    found = [Classified(p, _verdict(p)) for p in relevance]
    asked = [at for at, one in enumerate(found) if always or one.relevant is not False]
    if not asked:
        return found
    categories, forms, stages = (
        models.probabilities(scores[asked], head).tolist() for head in (CATEGORY, FORM, STAGE)
    )
    for at, *ps in zip(asked, categories, forms, stages, strict=True):
        found[at] = replace(
            found[at], categories=_categories(ps[0]), forms=_forms(ps[1]), stage=_stage(ps[2])
        )
    return found


def _verdict(p: float) -> bool | None:
    return True if p >= SURE else False if p < UNSURE else None


def _categories(ps: Sequence[float]) -> tuple[Scored, ...]:
    """Likely categories of level 2; the group (level 1) first where only that is likely."""
    groups: defaultdict[str, float] = defaultdict(float)
    for code, p in zip(HEADS[CATEGORY], ps, strict=True):
        groups[code[:_LEVEL_1]] += p
    group = max(groups, key=groups.__getitem__)
    kept = [one for one in _ranked(HEADS[CATEGORY], ps)[:_MOST] if one.p >= _KEPT]
    if not kept or kept[0].code[:_LEVEL_1] != group:
        kept.insert(0, Scored(group, round(groups[group], 3)))
    return tuple(kept)


def _forms(ps: Sequence[float]) -> tuple[Scored, ...]:
    """Likely forms, or at least the best guess there is."""
    ranked = _ranked(HEADS[FORM], ps)
    kept = [one for one in ranked[:_MOST] if one.p >= _KEPT]
    return tuple(kept or [one for one in ranked[:1] if one.p >= _HINT])


def _stage(ps: Sequence[float]) -> Scored | None:
    best = _ranked(HEADS[STAGE], ps)[0]
    return None if best.code == NO_STAGE else best


def _ranked(codes: Sequence[str], ps: Sequence[float]) -> list[Scored]:
    best = sorted(zip(ps, codes, strict=True), reverse=True)[:_MOST]
    return [Scored(code, round(p, 3)) for p, code in best]
