"""The offices follow from the areas, and follow them when they change."""

from __future__ import annotations

from datetime import date

import pytest

from sipks.audit.models import Entry
from sipks.people.models import Membership, Office, OfficeKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.offices import offices_load
from sipks.places.models import Area
from sipks.places.shipped import current_units

pytestmark = pytest.mark.django_db


def load() -> int:
    with bind(Actor.program("test", "people")):
        return offices_load()


def names(kind: str) -> set[str]:
    return {one.name for one in Office.objects.filter(kind=kind, active=True)}


def test_each_region_has_a_kesbangpol_and_a_team(areas: dict[str, Area]) -> None:
    load()
    assert names(OfficeKind.KESBANGPOL) == {
        "Kesbangpol Provinsi Sulawesi Selatan", "Kesbangpol Kota Makassar",
        "Kesbangpol Kabupaten Gowa", "Kesbangpol Provinsi Nusa Tenggara Timur",
        "Kesbangpol Kota Kupang",
    }  # fmt: skip
    assert names(OfficeKind.TEAM) == {
        "Tim Terpadu PKS Nasional", "Tim Terpadu PKS Provinsi Sulawesi Selatan",
        "Tim Terpadu PKS Kota Makassar", "Tim Terpadu PKS Kabupaten Gowa",
        "Tim Terpadu PKS Provinsi Nusa Tenggara Timur", "Tim Terpadu PKS Kota Kupang",
    }  # fmt: skip
    assert Office.objects.filter(kind=OfficeKind.MINISTRY, area__code="ID").count() == 1
    assert Office.objects.filter(kind=OfficeKind.SECRETARIAT, area__code="ID").count() == 1


def test_the_shipped_areas_make_552_units() -> None:
    """38 provinces and 514 kabupaten/kota of Kepmendagri 300.2.2-2430/2025."""
    levels = [unit.level for unit in current_units().values()]
    assert (levels.count("province"), levels.count("regency")) == (38, 514)


def test_doing_it_again_changes_nothing(areas: dict[str, Area], program: Actor) -> None:
    first = load()
    before, entries = set(Office.objects.values_list("pk", "name")), Entry.objects.count()
    assert load() == first == 13
    assert set(Office.objects.values_list("pk", "name")) == before
    assert Entry.objects.count() == entries > 0


def test_a_new_name_of_the_area_is_followed_and_an_own_name_kept(areas: dict[str, Area]) -> None:
    load()
    own = Office.objects.get(kind=OfficeKind.KESBANGPOL, area=areas["73.71"])
    with bind(Actor.program("test", "people")):
        Office.objects.filter(pk=own.pk).update(name="Badan Kesbangpol Makassar")
    end(areas["73.71"], [])
    Area.objects.create(
        code="73.71", name="Kota Ujung Pandang", level="regency", kind="", parent=areas["73"],
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    load()
    own.refresh_from_db()
    assert (own.name, own.area.name) == ("Badan Kesbangpol Makassar", "Kota Ujung Pandang")
    assert "Tim Terpadu PKS Kota Ujung Pandang" in names(OfficeKind.TEAM)
    assert Office.objects.filter(area__code="73.71", active=True).count() == 2


def test_an_office_goes_with_its_area_into_another_province(
    areas: dict[str, Area], officer: User
) -> None:
    """As when Papua was divided in 2022: 91.01 Merauke became 93.01."""
    load()
    before = Office.objects.get(kind=OfficeKind.KESBANGPOL, area=areas["73.71"])
    end(areas["73.71"], ["53.99"])
    heir = Area.objects.create(
        code="53.99", name="Kota Makassar", level="regency", kind="", parent=areas["53"]
    )
    load()
    before.refresh_from_db()
    assert (before.area_id, before.active) == (heir.pk, True)
    # Whoever works there keeps what he was given until people decide otherwise.
    assert Membership.objects.get(user=officer).area_id == areas["73.71"].pk


def test_an_office_of_a_split_area_ends_and_the_parts_get_their_own(
    areas: dict[str, Area],
) -> None:
    load()
    end(areas["73.06"], ["73.98", "73.99"])
    for code in ("73.98", "73.99"):
        Area.objects.create(
            code=code, name=f"Kabupaten {code}", level="regency", kind="", parent=areas["73"]
        )
    load()
    old = Office.objects.filter(area=areas["73.06"])
    assert [one.active for one in old] == [False, False]
    assert {"Kesbangpol Kabupaten 73.98", "Kesbangpol Kabupaten 73.99"} <= names(
        OfficeKind.KESBANGPOL
    )


def test_accounts_from_before_get_the_office_of_their_area(
    areas: dict[str, Area], officer: User, centre: User
) -> None:
    load()
    found = {one.user.username: one.office for one in Membership.objects.all()}
    assert {name: office and office.kind for name, office in found.items()} == {
        officer.username: "kesbangpol", centre.username: "polpum"
    }  # fmt: skip


def end(area: Area, successors: list[str]) -> None:
    area.valid_to, area.successors = date(2026, 1, 1), successors
    area.save()
