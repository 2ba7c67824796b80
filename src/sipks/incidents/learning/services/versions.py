"""Versions of the reader's models: a new one, one put to work, back to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.incidents.learning.comparing import why_not
from sipks.incidents.services.errors import DeskError, NotAllowed
from sipks.intake.models import ReaderModel, ReaderState
from sipks.intake.services.versions import shipped_version
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, current_actor
from sipks.reading.learning.models import Models

SUBJECT = "reader_model"


def active_version() -> ReaderModel | None:
    """The version at work, without its content; None while the shipped models are."""
    return ReaderModel.objects.defer("content").filter(state=ReaderState.ACTIVE).first()


def version_in_use() -> str:
    """The name of the models at work."""
    active = active_version()
    return active.version if active else shipped_version()


@transaction.atomic
def candidate_create(
    *,
    models: Models,
    lessons: int,
    taught: Mapping[str, int],
    against: str,
    figures: Mapping[str, Any],
) -> ReaderModel:
    """Keep newly trained models beside the one at work, which goes on. See `ReaderModel`."""
    made: ReaderModel = ReaderModel.objects.create(
        version=models.version,
        content=models.to_bytes(),
        lessons=lessons,
        taught=dict(taught),
        against=against,
        figures=dict(figures),
    )
    _record("reader_model_create", made, after={"lessons": lessons, "against": against})
    return made


@transaction.atomic
def model_promote(*, pk: UUID, reason: str) -> ReaderModel:
    """Put a version to work on all machines, from their next batch on.

    Only who governs the models of the country may (`NotAllowed`), with a reason, and only a version
    that is better than the one at work, which it must have been compared with (`DeskError`).
    """
    governs_check()
    kept = list(ReaderModel.objects.select_for_update().defer("content").order_by("pk"))
    chosen = next((one for one in kept if one.pk == pk), None)
    active = next((one for one in kept if one.state == ReaderState.ACTIVE), None)
    if chosen is None or chosen.state != ReaderState.CANDIDATE:
        raise DeskError(_("Versi itu bukan calon; muat ulang halaman ini."))
    if not reason.strip():
        raise DeskError(_("Tuliskan alasannya."))
    used = active.version if active else shipped_version()
    if chosen.against != used:
        raise DeskError(
            _("Calon ini dibandingkan dengan versi lain daripada yang kini dipakai; latih lagi.")
        )
    if problem := why_not(chosen.figures):
        raise DeskError(problem)
    if active:
        _retire(active)
    _start(chosen, active, reason)
    _record("reader_model_promote", chosen, before={"version": used}, reason=reason.strip())
    return chosen


@transaction.atomic
def model_rollback(*, reason: str) -> str:
    """Go back to what was at work before the active version; answers its name."""
    governs_check()
    held = ReaderModel.objects.select_for_update(of=("self",)).defer("content")
    active = held.filter(state=ReaderState.ACTIVE).first()
    if active is None:
        raise DeskError(_("Yang dipakai adalah versi bawaan; tidak ada versi sebelumnya."))
    if not reason.strip():
        raise DeskError(_("Tuliskan alasannya."))
    _retire(active)
    name = shipped_version()
    if active.previous_id:
        before = ReaderModel.objects.defer("content").get(pk=active.previous_id)
        before.state = ReaderState.ACTIVE
        before.save(update_fields=["state"])
        name = before.version
    _record("reader_model_rollback", active, after={"version": name}, reason=reason.strip())
    return name


def governs() -> bool:
    """Whether the bound actor governs the models of the whole country."""
    return current_actor().may(Act.MODELS, COUNTRY)


def governs_check() -> None:
    """Raise `NotAllowed` unless the bound actor governs the models."""
    if not governs():
        raise NotAllowed(_("Versi pembaca ditetapkan oleh analis pusat."))


def _retire(model: ReaderModel) -> None:
    model.state = ReaderState.RETIRED
    model.save(update_fields=["state"])


def _start(model: ReaderModel, before: ReaderModel | None, reason: str) -> None:
    actor = current_actor()
    model.state, model.previous, model.reason = ReaderState.ACTIVE, before, reason.strip()
    model.promoted_by, model.promoted_name = actor.id, actor.name[:150]
    model.promoted_at = timezone.now()
    model.save(
        update_fields=[
            "state", "previous", "reason", "promoted_by", "promoted_name", "promoted_at"
        ]
    )  # fmt: skip


def _record(verb: str, model: ReaderModel, **said: Any) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject=SUBJECT, subject_id=model.pk,
        scope_code=COUNTRY, version=model.version, **said,
    )  # fmt: skip
