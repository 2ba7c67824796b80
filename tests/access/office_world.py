"""What an office has besides material: people, invitations, decrees, requests, and what is shared
or sealed. All of it belongs to Kota Makassar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sipks.incidents.models import Incident
from sipks.intake.models import Item
from sipks.people.choices import Role
from sipks.people.models import (
    HandOver,
    Invitation,
    Membership,
    Office,
    SealedKind,
    Share,
    TeamDecree,
    User,
)
from sipks.people.models.office import OfficeKind
from sipks.people.services.sealed import sealed_write
from sipks.places.models import Area
from sipks.privacy.choices import Channel, DataKind, RequestKind
from sipks.privacy.services.breaches import breach_create
from sipks.privacy.services.person import Person
from sipks.privacy.services.requests import request_create

DAY = date(2024, 1, 2)
SEALED_WORD = "kenaritersegel"
"""What is sealed: nobody meets it who has not opened it with a reason."""
APPLICANT_WORD = "kenaripemohon"
"""Who asked what is kept of him: for the officer who handles it, and nobody else."""

Things = dict[str, Any]


def keep_office(area: Area, users: dict[str, User]) -> Things:
    """An office and its Tim Terpadu, with one of each thing that there is of people."""
    office = Office.objects.create(
        kind=OfficeKind.KESBANGPOL, area=area, name="Kesbangpol Makassar"
    )
    team = Office.objects.create(kind=OfficeKind.TEAM, area=area, name="Timdu Makassar")
    colleague = User.objects.create_user("rekan", name="Rekan", password="rahasia-betul")
    membership = Membership.objects.create(
        user=colleague, area=area, office=office, roles=[Role.OPERATOR], clearance=0,
        valid_from=DAY, valid_to=timezone.localdate() + timedelta(2), decree_number="SK/1",
    )  # fmt: skip
    given: Things = {"scope_code": area.code, "office": office}
    until = timezone.localdate() + timedelta(30)
    return {
        "office": office,
        "team": team,
        "colleague": colleague,
        "membership": membership,
        "invitation": Invitation.objects.create(
            **given, area=area, name="Calon", username="calon", roles=[Role.OPERATOR], clearance=0,
            valid_from=DAY, decree_number="SK/2", digest=b"0" * 32,
            expires_at=timezone.now() + timedelta(3), created_by=users["head"].pk,
        ),
        "hand_over": HandOver.objects.create(
            **given, from_user=colleague, to_user=users["junior"], done_by=users["head"].pk,
            done_by_name="Kaban",
        ),
        "decree": TeamDecree.objects.create(
            scope_code=area.code, office=team, number="SK/3", decreed_on=DAY, year=2024,
            valid_to=until,
        ),
    }  # fmt: skip


def keep_beside(level: int, area: Area, item: Item, incident: Incident, users: Any) -> Things:
    """What stands beside the material of one level: a share with a guest, something sealed, a
    request and a breach."""
    now = timezone.now()
    asked = request_create(
        area=area, kind=RequestKind.ACCESS, channel=Channel.LETTER, received_at=now,
        person=Person(APPLICANT_WORD, "08"),
    )  # fmt: skip
    broken = breach_create(
        area=area, title=f"Kebocoran {level}", known_at=now, kinds=[DataKind.NAME], what="x"
    )
    for matter in (asked, broken):
        matter.classification = level
        matter.save(update_fields=["classification"])
    return {
        "share": Share.objects.create(
            subject="incidents.incident", subject_id=incident.pk, user=users["guest"],
            until=timezone.localdate() + timedelta(7), reason="perbatasan",
            scope_code=area.code, classification=level, created_by=users["officer"],
        ),
        "sealed": sealed_write(
            subject="item", subject_id=item.pk, kind=SealedKind.INFORMANT, value=SEALED_WORD,
            scope_code=area.code, classification=level, handler=users["head"].pk,
        ),
        "request": asked,
        "breach": broken,
    }  # fmt: skip
