"""A new version of the reader's models, from the shipped examples and the decisions of the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.incidents.learning.comparing import FIXED, RECENT
from sipks.incidents.learning.selectors.examples import lessons
from sipks.incidents.services.errors import DeskError
from sipks.intake.models import ReaderModel, ReaderState
from sipks.intake.services.versions import shipped_taught
from sipks.reading.learning import evaluation
from sipks.reading.learning.examples import HELD, Example, field_examples
from sipks.reading.learning.lessons import field_lessons
from sipks.reading.learning.models import Models

from .versions import candidate_create, version_in_use

KEPT_APART: Final = 5
"""Of so many decisions one, of the newest, is kept apart to measure on and not learnt from."""
MEASURED: Final = 500
"""As many as that at the most."""
NEWEST: Final = 50_000
"""Decisions that a version learns from, besides what ships."""
log = structlog.get_logger("sipks.reader")


def candidate_train() -> ReaderModel:
    """Train a version on what ships and on the decisions that the bound actor may read, measure it
    and the one at work on the fixed split and on recent decisions, and keep it as a candidate.

    Takes minutes of one core. Raises `DeskError` where nobody has decided anything yet.
    """
    told = list(lessons(most=NEWEST))
    if not told:
        raise DeskError(_("Belum ada keputusan meja yang dapat dipelajari."))
    apart = min(len(told) // KEPT_APART, MEASURED)
    recent, learnt = told[:apart], told[apart:]
    made = evaluation.train_models(list(field_lessons(learnt)), version=_version())
    against, old = version_in_use(), models_in_use()
    figures = {FIXED: _both(made, old, [one for one in field_examples() if one.split == HELD])}
    if measured := [one for one in recent if _measurable(one)]:
        figures[RECENT] = _both(made, old, measured)
    taught = Counter(shipped_taught()) + Counter(
        one.categories[0] for one in learnt if one.categories
    )
    log.info("reader trained", version=made.version, lessons=len(learnt), recent=len(recent))
    return candidate_create(
        models=made, lessons=len(learnt), taught=taught, against=against, figures=figures
    )


def models_in_use() -> Models:
    """The models at work; the shipped ones where the active version is for another taxonomy."""
    active = ReaderModel.objects.filter(state=ReaderState.ACTIVE).first()
    try:
        return Models.from_bytes(bytes(active.content)) if active else Models.shipped()
    except ValueError:
        return Models.shipped()


def _both(
    new: Models, old: Models, examples: Sequence[Example]
) -> dict[str, dict[str, float | None]]:
    return {
        name: evaluation.evaluate(models, examples).as_dict()
        for name, models in (("new", new), ("old", old))
    }


def _measurable(one: Example) -> bool:
    """Whether people have said of a text all that is measured."""
    return not one.relevant or bool(one.categories and one.forms)


def _version() -> str:
    day = f"meja-{timezone.localdate():%Y%m%d}"
    made = ReaderModel.objects.filter(version__startswith=day).count()
    return f"{day}-{made + 1}"
