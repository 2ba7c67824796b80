"""Decrees (SK) that form the Tim Terpadu of a year, and who sits in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.ids import uuid7
from sipks.people.models import Office, OfficeKind, TeamDecree, TeamMember, TeamPosition
from sipks.people.permissions import Act
from sipks.people.scope import current_actor

MOST_BYTES = 10 * 2**20
FOLDER = "sk-timdu"


class Seat(NamedTuple):
    """One line of the list of members."""

    name: str
    agency: str
    post: str
    position: str
    subteam: str = ""


@transaction.atomic
def decree_create(
    *,
    office: Office,
    number: str,
    decreed_on: date,
    year: int,
    valid_to: date | None = None,
    stream: BinaryIO | None = None,
    file_name: str = "",
) -> TeamDecree:
    """Record the decree of a team for one year, with a copy (PDF) where there is one.

    Raises `ValidationError`.
    """
    _refuse_outsider(office)
    if office.kind != OfficeKind.TEAM:
        raise ValidationError(_("SK ini hanya untuk Tim Terpadu."))
    decree = TeamDecree(
        office=office, scope_code=office.area.code, number=number, decreed_on=decreed_on,
        year=year, valid_to=valid_to or date(year, 12, 31), recorded_by=current_actor().id,
    )  # fmt: skip
    _check_days(decree)
    decree.full_clean()
    if stream is not None:
        decree.file, decree.file_name = _keep(stream), file_name[-200:]
    decree.save(force_insert=True)
    _record("decree_create", decree, after={"number": number, "year": year})
    return decree


def _refuse_outsider(office: Office) -> None:
    if not current_actor().may(Act.OFFICES, office.area.code):
        raise ValidationError(_("Tim ini di luar wilayah tugas Anda."))


def _check_days(decree: TeamDecree) -> None:
    if decree.year > timezone.localdate().year + 1:
        raise ValidationError({"year": _("SK paling jauh untuk tahun depan.")})
    # A decree serves its year: it may be signed late in the year before, or in the year.
    if decree.decreed_on.year not in (decree.year - 1, decree.year):
        raise ValidationError({"decreed_on": _("Tanggal SK harus dalam tahunnya atau sebelumnya.")})
    if decree.valid_to.year != decree.year or decree.valid_to < decree.decreed_on:
        raise ValidationError({"valid_to": _("SK berlaku paling lama sampai akhir tahunnya.")})


def _keep(stream: BinaryIO) -> str:
    """Keep a copy under a name of our own, after its content proved to be PDF."""
    body = stream.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValidationError({"file": _("Berkas SK paling besar 10 MB.")})
    if not is_pdf(body):
        raise ValidationError({"file": _("Salinan SK harus berupa PDF.")})
    name = f"{FOLDER}/{uuid7().hex}.pdf"
    path = Path(settings.HOME) / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(body)
    return name


@transaction.atomic
def decree_remove(*, decree: TeamDecree, reason: str) -> None:
    """Take back a decree that was recorded by mistake, with its members and its copy; what it said
    stays in the record. Raises `ValidationError`."""
    _refuse_outsider(decree.office)
    if not reason.strip():
        raise ValidationError(_("Tulis alasannya."))
    before = {name: getattr(decree, name) for name in ("number", "year", "decreed_on", "valid_to")}
    before["members"] = [_line(one) for one in decree.members.all()]
    _record("decree_remove", decree, before=before, reason=reason)
    path = Path(settings.HOME) / decree.file if decree.file else None
    decree.delete()
    if path:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def decree_copy(decree: TeamDecree) -> bytes | None:
    """The kept copy of a decree; None where there is none."""
    path = Path(settings.HOME) / decree.file
    return path.read_bytes() if decree.file and path.is_file() else None


def is_pdf(body: bytes) -> bool:
    """Whether bytes are a PDF by their content, whatever they are called."""
    try:
        found = puremagic.magic_stream(BytesIO(body))
    except (puremagic.PureError, ValueError):
        return False
    return body.startswith(b"%PDF-") and any(one.extension == ".pdf" for one in found)


@transaction.atomic
def decree_members_set(*, decree: TeamDecree, seats: Sequence[Seat]) -> list[TeamMember]:
    """Replace the list of members: one chair, one secretary, everybody in an agency and a post.

    Raises `ValidationError`.
    """
    _refuse_outsider(decree.office)
    _check_seats(seats)
    before = [_line(one) for one in decree.members.all()]
    made = [
        TeamMember(decree=decree, order=number, **seat._asdict())
        for number, seat in enumerate(seats, start=1)
    ]
    after = [_line(one) for one in made]
    if before == after:
        return list(decree.members.all())
    for member in made:
        member.full_clean()
    decree.members.all().delete()
    TeamMember.objects.bulk_create(made)
    _record("decree_members_set", decree, before={"members": before}, after={"members": after})
    return made


def _check_seats(seats: Sequence[Seat]) -> None:
    positions = [seat.position for seat in seats]
    reasons = []
    if positions.count(TeamPosition.CHAIR) != 1:
        reasons.append(_("Tim punya tepat satu ketua: kepala daerah."))
    if positions.count(TeamPosition.SECRETARY) != 1:
        reasons.append(_("Tim punya tepat satu sekretaris: Kepala Kesbangpol."))
    if reasons:
        raise ValidationError(reasons)


def _line(member: TeamMember) -> str:
    parts = (member.name, member.agency, member.post, member.position, member.subteam)
    return " · ".join(filter(None, parts))


def _record(verb: str, decree: TeamDecree, **detail: object) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject="team", subject_id=decree.pk,
        scope_code=decree.scope_code, **detail,  # type: ignore[arg-type]
    )  # fmt: skip
