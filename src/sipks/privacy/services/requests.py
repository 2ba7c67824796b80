"""Requests of data subjects: received, stepped through, answered within the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from sipks.audit.services import entry_create
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.models import Area
from sipks.privacy.choices import Channel, Outcome, RequestKind, RequestState, RequestVerb
from sipks.privacy.clocks import clock_for
from sipks.privacy.models import RequestStep, SubjectRequest
from sipks.privacy.rights import UNPROVEN, grounds
from sipks.reading.masking import mask

from .errors import StepRefused
from .numbers import next_number
from .person import Person, person_seal, reply_seal

_S, _V = RequestState, RequestVerb
# From which states each step may be taken, and where it leads (None: it stays where it is).
MOVES: Final[dict[str, tuple[tuple[RequestState, ...], RequestState | None]]] = {
    _V.IDENTIFY: ((_S.RECEIVED,), _S.IDENTIFIED),
    _V.SEARCH: ((_S.IDENTIFIED, _S.DECIDED), None),
    _V.EXTEND: (_S.owing(), None),
    _V.DECIDE: ((_S.RECEIVED, _S.IDENTIFIED, _S.DECIDED), _S.DECIDED),
    _V.ANSWER: ((_S.DECIDED,), _S.ANSWERED),
    _V.WITHDRAW: (_S.owing(), _S.WITHDRAWN),
    _V.NOTE: (tuple(_S), None),
}
_PREFIX = {RequestKind.INFORMATION: "KIP"}


def moves(request: SubjectRequest) -> list[RequestVerb]:
    """Steps that a person may take now, in the order of the work."""
    return [
        RequestVerb(verb)
        for verb, (states, _) in MOVES.items()
        if request.state in states
        and verb != RequestVerb.SEARCH
        and (verb != RequestVerb.EXTEND or (request.clock.more and not request.extended))
    ]


@transaction.atomic
def request_create(
    *,
    area: Area,
    kind: RequestKind,
    channel: Channel,
    person: Person,
    received_at: datetime,
    drill: bool = False,
) -> SubjectRequest:
    """Record a request; its clock runs from `received_at`, when the office got it.

    Raises `PermissionDenied` outside the actor's area, `StepRefused` for a moment to come."""
    _refuse_outsider(area.code)
    if received_at > timezone.now():
        raise StepRefused(gettext("Waktu terima belum terjadi."))
    made = SubjectRequest(
        area=area, scope_code=area.code, kind=kind, channel=channel, drill=drill,
        received_at=received_at, due_at=clock_for(kind).due(received_at, area.timezone),
        number=next_number(SubjectRequest, _PREFIX.get(kind, "PDP"), area, received_at),
    )  # fmt: skip
    person_seal(made, person)
    made.save(force_insert=True)
    _step(made, RequestVerb.RECEIVE)
    return made


@transaction.atomic
def request_step(
    *,
    request: SubjectRequest,
    verb: RequestVerb,
    version: int,
    note: str = "",
    outcome: str = "",
    ground: str = "",
    reply: str = "",
) -> SubjectRequest:
    """Take one step. `version` is that of the page it was taken on.

    Raises `StepRefused` when somebody was quicker, the step does not follow, or something that
    it needs is missing; `PermissionDenied` outside the actor's area.
    """
    _refuse_outsider(request.scope_code)
    row: SubjectRequest = SubjectRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    row.area = request.area
    if row.version != version:
        raise StepRefused(gettext("Orang lain sudah mengubah permohonan ini. Muat ulang halaman."))
    states, leads = MOVES[verb]
    if row.state not in states:
        raise StepRefused(gettext("Langkah ini tidak dapat diambil sekarang."))
    text = _checked(row, verb, note=note.strip(), outcome=outcome, ground=ground, reply=reply)
    row.state = leads or row.state
    if row.state in (_S.ANSWERED, _S.WITHDRAWN) and row.closed_at is None:
        row.closed_at = timezone.now()
    row.version += 1
    row.save()
    _step(row, verb, note=note, ground=text)
    return row


def _checked(
    row: SubjectRequest, verb: RequestVerb, *, note: str, outcome: str, ground: str, reply: str
) -> str:
    """What the step itself does to the row; the legal text that it relies on."""
    if verb == RequestVerb.DECIDE:
        return _decide(row, note, outcome, ground, reply)
    if verb == RequestVerb.EXTEND:
        _extend(row, note)
    elif verb in (RequestVerb.IDENTIFY, RequestVerb.ANSWER, RequestVerb.NOTE) and not note:
        raise StepRefused(_MISSING[verb]())
    return ""


_MISSING = {
    RequestVerb.IDENTIFY: lambda: gettext("Sebutkan cara identitas dibuktikan."),
    RequestVerb.ANSWER: lambda: gettext("Sebutkan bagaimana jawaban dikirim."),
    RequestVerb.NOTE: lambda: gettext("Catatan masih kosong."),
}


def _decide(row: SubjectRequest, note: str, outcome: str, ground: str, reply: str) -> str:
    if outcome not in Outcome.values:
        raise StepRefused(gettext("Pilih putusannya."))
    if not note:
        raise StepRefused(gettext("Tuliskan alasan putusan."))
    narrowed = outcome in (Outcome.REFUSED, Outcome.PARTLY)
    text = grounds(row.kind).get(ground, "")
    if narrowed and not text:
        raise StepRefused(gettext("Penolakan memerlukan dasar pengecualian."))
    proven = row.state != _S.RECEIVED or row.kind == RequestKind.INFORMATION
    if not proven and text != UNPROVEN:
        raise StepRefused(gettext("Identitas pemohon belum dibuktikan."))
    row.outcome, row.ground = outcome, text if narrowed else ""
    if reply.strip() and not reply_seal(row, reply.strip()):
        raise StepRefused(
            gettext("Jawaban tidak dapat disegel: kuncinya tidak ada. Hubungi pengelola sistem.")
        )
    return row.ground


def _extend(row: SubjectRequest, note: str) -> None:
    if not row.clock.more or row.extended:
        raise StepRefused(gettext("Jangka waktu ini tidak dapat diperpanjang."))
    if not note:
        raise StepRefused(gettext("Perpanjangan memerlukan alasan tertulis."))
    row.extended = True
    row.due_at = row.clock.due(row.received_at, row.area.timezone, extended=True)


def search_record(*, request: SubjectRequest, told: str) -> None:
    """Note in the request that its applicant's data were looked for, and how many were found."""
    _refuse_outsider(request.scope_code)
    if request.state not in MOVES[RequestVerb.SEARCH][0]:
        raise StepRefused(gettext("Buktikan dahulu identitas pemohon, baru cari datanya."))
    _step(request, RequestVerb.SEARCH, note=told)


def _step(row: SubjectRequest, verb: RequestVerb, *, note: str = "", ground: str = "") -> None:
    actor = current_actor()
    RequestStep.objects.create(
        request=row, verb=verb, state=row.state, note=mask(note.strip()), ground=ground,
        actor_id=actor.id, actor_name=actor.name,
    )  # fmt: skip
    # The record tells of the matter by its number: who asked is nobody else's business.
    entry_create(
        actor=actor, verb=f"privacy_request_{verb}", subject="subject_request", subject_id=row.pk,
        scope_code=row.scope_code, classification=row.classification, number=row.number,
        kind=row.kind, state=row.state, outcome=row.outcome, ground=ground,
    )  # fmt: skip


def _refuse_outsider(code: str) -> None:
    if not current_actor().may(Act.PRIVACY, code):
        raise PermissionDenied(gettext("Wilayah ini di luar wilayah tugas Anda."))
