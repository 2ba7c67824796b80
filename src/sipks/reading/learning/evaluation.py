"""How well models read labelled examples, and how honest their probabilities are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score

from sipks.reading.classes import SURE, UNSURE, classify
from sipks.reading.learning.examples import TRAIN, Example, Post, field_examples, hate_examples
from sipks.reading.learning.lessons import (
    field_lessons,
    hate_lessons,
    neutral_lessons,
    short_lessons,
)
from sipks.reading.learning.models import CATEGORY, FORM, HATE, HEADS, NO_STAGE, RELEVANT, Models
from sipks.reading.learning.training import Lesson, train
from sipks.reading.taxonomy import HATE_LABELS

Floats = npt.NDArray[np.float32]
_BINS: Final = 10
_LEVEL_1: Final = 3


@dataclass(frozen=True)
class Figures:
    """Shares between 0 and 1; None where there was nothing to measure on.

    `precision`, `recall` and `f1` are of relevance, with "does not know" counted as no; `unknown`
    is the share of that. `group` and `category` are right main categories at level 1 and 2, `form`
    and `stage` right main answers, `form_macro` the mean F1 over forms. `*_error` is the expected
    calibration error (Guo et al. 2017).
    """

    texts: int
    precision: float | None
    recall: float | None
    f1: float | None
    unknown: float
    group: float | None
    category: float | None
    form: float | None
    form_macro: float | None
    stage: float | None
    relevance_error: float
    category_error: float | None
    form_error: float | None

    def as_dict(self) -> dict[str, float | None]:
        """JSON form, rounded."""
        return {
            name: value if value is None else round(value, 4)
            for name, value in asdict(self).items()
        }


def train_models(extra: Sequence[Lesson] = (), *, version: str) -> Models:
    """Models from the train split of the shipped examples and the lessons given besides."""
    texts = [one for one in field_examples() if one.split == TRAIN]
    posts = (one for one in hate_examples() if one.split == TRAIN)
    shipped = [
        *field_lessons(texts),
        *short_lessons(texts),
        *hate_lessons(posts),
        *neutral_lessons(),
    ]
    return Models(train([*shipped, *extra]), version)


def evaluate(models: Models, examples: Sequence[Example]) -> Figures:
    """Figures of models on examples of the field; ValueError where there are none."""
    if not examples:
        raise ValueError("tidak ada contoh untuk diukur")
    lessons = list(field_lessons(examples))
    scores = models.scores((one.text.words, one.text.marks) for one in lessons)
    truth = np.array([one.relevant for one in examples])
    ps = models.probabilities(scores, RELEVANT)[:, 0]
    said = ps >= SURE
    right = int((truth & said).sum())
    asked = [at for at, one in enumerate(examples) if one.relevant]
    told = [examples[at] for at in asked]
    judged = classify(models, scores[asked], always=True) if asked else []
    forms = [one.forms[0].code if one.forms else "" for one in judged]
    return Figures(
        texts=len(examples),
        precision=_share(right, int(said.sum())),
        recall=_share(right, int(truth.sum())),
        f1=_share(2 * right, int(truth.sum() + said.sum())),
        unknown=float(((ps >= UNSURE) & (ps < SURE)).mean()),
        group=_mean(
            [
                _group(b.categories[0].code) == _group(a.categories[0])
                for a, b in zip(told, judged, strict=True)
            ]
        ),
        category=_mean(
            [b.categories[0].code == a.categories[0] for a, b in zip(told, judged, strict=True)]
        ),
        form=_mean([a.forms[0] == b for a, b in zip(told, forms, strict=True)]),
        form_macro=_macro_f1([one.forms[0] for one in told], forms) if told else None,
        stage=_mean(
            [
                (a.stage or NO_STAGE) == (b.stage.code if b.stage else NO_STAGE)
                for a, b in zip(told, judged, strict=True)
                if a.staged
            ]
        ),
        relevance_error=calibration_error(ps, truth),
        category_error=_main_error(
            models, scores[asked], CATEGORY, [one.categories[0] for one in told]
        ),
        form_error=_main_error(models, scores[asked], FORM, [one.forms[0] for one in told]),
    )


def evaluate_hate(models: Models, posts: Sequence[Post]) -> dict[str, float]:
    """F1 of each of the twelve labels at p ≥ 0.5."""
    lessons = list(hate_lessons(posts))
    ps = models.probabilities(
        models.scores((one.text.words, one.text.marks) for one in lessons), HATE
    )
    truth = np.array([[label in one.labels for label in HATE_LABELS] for one in posts])
    said = ps >= 0.5
    both = 2 * (truth & said).sum(0)
    return dict(
        zip(HATE_LABELS, (both / np.maximum(truth.sum(0) + said.sum(0), 1)).tolist(), strict=True)
    )


def calibration_error(ps: Floats, truth: npt.NDArray[np.bool_]) -> float:
    """Mean distance of `ps` (n,) from the share that is true, in ten bins of equal width."""
    return float(
        sum(abs(p - share) * n for p, share, n in reliability(ps, truth)) / max(len(ps), 1)
    )


def reliability(ps: Floats, truth: npt.NDArray[np.bool_]) -> list[tuple[float, float, int]]:
    """For each bin that holds something: mean p, share that is true, number."""
    bins = np.minimum((ps * _BINS).astype(int), _BINS - 1)
    held = [bins == at for at in range(_BINS)]
    return [
        (float(ps[one].mean()), float(truth[one].mean()), int(one.sum()))
        for one in held
        if one.any()
    ]


def _macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    kinds = sorted(set(truth))
    return float(f1_score(truth, said, labels=kinds, average="macro", zero_division=0.0))


def _main_error(models: Models, scores: Floats, head: str, truth: Sequence[str]) -> float | None:
    if not len(truth):
        return None
    ps = models.probabilities(scores, head)
    best = ps.argmax(1)
    right = np.array([HEADS[head][at] == code for at, code in zip(best, truth, strict=True)])
    return calibration_error(ps.max(1), right)


def _group(code: str) -> str:
    return code[:_LEVEL_1]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
