"""Failures to protect personal data: known, contained, told to subjects and agency in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from sipks.audit.services import entry_create
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.models import Area
from sipks.privacy.choices import BreachState, BreachVerb
from sipks.privacy.clocks import BREACH
from sipks.privacy.models import Breach, BreachStep
from sipks.reading.masking import mask

from .errors import StepRefused
from .numbers import next_number

_S, _V = BreachState, BreachVerb
MOVES: Final[dict[str, tuple[tuple[BreachState, ...], BreachState | None]]] = {
    _V.CONTAIN: ((_S.KNOWN,), _S.CONTAINED),
    _V.TELL_SUBJECTS: (_S.owing(), None),
    _V.TELL_AGENCY: (_S.owing(), None),
    _V.AMEND: (_S.owing(), None),
    _V.CLOSE: ((_S.CONTAINED,), _S.CLOSED),
    _V.DISMISS: (_S.owing(), _S.FALSE),
    _V.NOTE: (tuple(_S), None),
}
AMENDED: Final = ("title", "happened_at", "kinds", "subjects", "what", "effects", "measures")
_TOLD: Final = {_V.TELL_SUBJECTS: "subjects_told_at", _V.TELL_AGENCY: "agency_told_at"}


def moves(breach: Breach) -> list[BreachVerb]:
    """Steps that a person may take now, but for `AMEND`, which has a form of its own."""
    return [
        BreachVerb(verb)
        for verb, (states, _) in MOVES.items()
        if breach.state in states
        and verb != BreachVerb.AMEND
        and not (verb in _TOLD and getattr(breach, _TOLD[BreachVerb(verb)]))
    ]


@transaction.atomic
def breach_create(
    *,
    area: Area,
    title: str,
    known_at: datetime,
    kinds: Sequence[str],
    what: str,
    drill: bool = False,
    **more: Any,
) -> Breach:
    """Record a failure; the clock runs from `known_at`, when the office came to know of it.

    `more` may hold `happened_at`, `subjects`, `effects`, `measures`. Raises `StepRefused` for a
    moment to come and `PermissionDenied` outside the actor's area.
    """
    _refuse_outsider(area.code)
    if known_at > timezone.now():
        raise StepRefused(gettext("Waktu diketahui belum terjadi."))
    made: Breach = Breach.objects.create(
        area=area, scope_code=area.code, drill=drill, title=mask(title), known_at=known_at,
        due_at=BREACH.due(known_at, area.timezone), kinds=list(kinds), what=mask(what),
        number=next_number(Breach, "KGL", area, known_at),
        **{name: _masked(value) for name, value in more.items() if name in AMENDED},
    )  # fmt: skip
    _step(made, BreachVerb.OPEN)
    return made


@transaction.atomic
def breach_step(
    *,
    breach: Breach,
    verb: BreachVerb,
    version: int,
    note: str = "",
    ground: str = "",
    amended: dict[str, Any] | None = None,
) -> Breach:
    """Take one step; `amended` are fields of `AMENDED` that say more than was known before.

    Closing needs both notices, or the legal `ground` on which one was left out. Raises as
    `requests.request_step`.
    """
    _refuse_outsider(breach.scope_code)
    row: Breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if row.version != version:
        raise StepRefused(gettext("Orang lain sudah mengubah catatan ini. Muat ulang halaman."))
    states, leads = MOVES[verb]
    if row.state not in states:
        raise StepRefused(gettext("Langkah ini tidak dapat diambil sekarang."))
    if verb != BreachVerb.AMEND and not note.strip():
        raise StepRefused(gettext("Tuliskan apa yang dilakukan dan alasannya."))
    told = row.subjects_told_at and row.agency_told_at
    if verb == BreachVerb.CLOSE and not told and not ground.strip():
        raise StepRefused(gettext("Pemberitahuan belum lengkap: sebutkan dasar pengecualiannya."))
    if verb in _TOLD:
        setattr(row, _TOLD[verb], timezone.now())
    for name, value in (amended or {}).items():
        if name in AMENDED:
            setattr(row, name, _masked(value))
    row.state, row.version = leads or row.state, row.version + 1
    row.save()
    _step(row, verb, note=note, ground=ground)
    return row


def _masked(value: Any) -> Any:
    return mask(value) if isinstance(value, str) else value


def _step(row: Breach, verb: BreachVerb, *, note: str = "", ground: str = "") -> None:
    actor = current_actor()
    BreachStep.objects.create(
        breach=row, verb=verb, state=row.state, note=mask(note.strip()), ground=ground.strip(),
        actor_id=actor.id, actor_name=actor.name,
    )  # fmt: skip
    entry_create(
        actor=actor, verb=f"privacy_breach_{verb}", subject="breach", subject_id=row.pk,
        scope_code=row.scope_code, classification=row.classification, number=row.number,
        state=row.state, subjects=row.subjects, ground=ground.strip(),
    )  # fmt: skip


def _refuse_outsider(code: str) -> None:
    if not current_actor().may(Act.PRIVACY, code):
        raise PermissionDenied(gettext("Wilayah ini di luar wilayah tugas Anda."))
