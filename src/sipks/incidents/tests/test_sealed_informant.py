"""The informant's identity follows the report to the office at its place, and the page of the
incident offers to open it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Incident, Signal
from sipks.intake.services.items import items_scope_move
from sipks.people.models import Sealed, SealedKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.sealed import sealed_write
from sipks.places.models import Area

from .telling import group, tell

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def signal(areas: dict[str, Area], program: Actor) -> Signal:
    """A report that came to the centre and tells of Makassar, with its informant."""
    item, said = tell("Bentrok dua kelompok pemuda di Mariso", place="73.71.01")
    sealed_write(
        subject="item", subject_id=item.pk, kind=SealedKind.INFORMANT, value="Siti Aminah",
        scope_code="ID", classification=0,
    )  # fmt: skip
    [signal] = group((item, said))
    return signal


def seen_by(user: User) -> int:
    with bind(Actor.of(user)):
        return int(Sealed.objects.count())


def test_it_goes_where_the_report_goes(
    signal: Signal, officer: User, neighbour: User, stranger: User
) -> None:
    assert [seen_by(user) for user in (officer, neighbour, stranger)] == [0, 0, 0]
    items_scope_move(codes={signal.item_id: "73.71.01"})
    assert [seen_by(user) for user in (officer, neighbour, stranger)] == [1, 0, 0]


def test_the_page_of_the_incident_offers_it_to_who_may_open(
    signal: Signal, sign_in: SignIn, officer: User, province: User, centre: User
) -> None:
    items_scope_move(codes={signal.item_id: "73.71.01"})
    incident = Incident.objects.get(pk=signal.incident_id)
    with bind(Actor.of(officer)):
        address = reverse("people:sealed_open", args=[Sealed.objects.get().pk])
    page = reverse("incidents:detail", args=[incident.pk])
    assert address in sign_in(officer).get(page).content.decode()
    for user in (province, centre):
        shown = sign_in(user).get(page)
        assert shown.status_code == 200
        assert address not in shown.content.decode()
        assert "Buka dengan alasan" not in shown.content.decode()
