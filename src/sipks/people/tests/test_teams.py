"""The register of Tim Terpadu: a decree serves its year, and what is missing is seen above."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sipks.people.choices import Role
from sipks.people.models import OfficeKind, TeamDecree, User
from sipks.people.scope import Actor, bind
from sipks.people.selectors.teams import Overview, decree_before, teams_overview
from sipks.people.services.teams import MOST_BYTES, Seat, decree_create, decree_members_set, is_pdf
from sipks.people.teamyear import Held, TeamState, standing

from .office_world import OfficeOf, WorkFor

YEAR = timezone.localdate().year
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SEATS = [
    Seat("Munafri", "Pemerintah Kota", "Wali Kota", "ketua"),
    Seat("Sekretaris", "Kesbangpol", "Kepala Badan", "sekretaris"),
    Seat("Arya", "Polrestabes", "Kapolrestabes", "anggota", "penghentian"),
]


def held(*years: int) -> list[Held]:
    return [Held(year, date(year, 12, 31)) for year in years]


@pytest.mark.parametrize(
    ("years", "today", "state", "due"),
    [
        ((2026,), date(2026, 1, 1), TeamState.CURRENT, None),
        ((2026,), date(2026, 11, 30), TeamState.CURRENT, None),
        ((2026,), date(2026, 12, 1), TeamState.CURRENT, date(2027, 1, 31)),
        ((2026, 2027), date(2026, 12, 1), TeamState.CURRENT, None),
        ((2026,), date(2027, 1, 1), TeamState.LAST_YEAR, date(2027, 1, 31)),
        ((2026,), date(2027, 12, 31), TeamState.LAST_YEAR, date(2027, 1, 31)),
        ((2025,), date(2027, 1, 1), TeamState.EXPIRED, date(2027, 1, 31)),
        ((), date(2026, 6, 1), TeamState.NONE, date(2026, 1, 31)),
        ((2027,), date(2026, 12, 5), TeamState.EXPIRED, date(2026, 1, 31)),
    ],
)
def test_how_a_team_stands(
    years: tuple[int, ...], today: date, state: TeamState, due: date | None
) -> None:
    found = standing(held(*years), today)
    assert (found.state, found.due) == (state, due)
    assert found.renewing == (state == TeamState.CURRENT and due is not None)


def test_a_decree_that_ended_early_does_not_count() -> None:
    early = [Held(2026, date(2026, 6, 30))]
    assert standing(early, date(2026, 6, 30)).current
    assert standing(early, date(2026, 7, 1)).state == TeamState.EXPIRED


@given(
    st.lists(st.integers(2015, 2030), max_size=5), st.dates(date(2015, 1, 1), date(2030, 12, 31))
)
def test_a_team_stands_exactly_when_it_has_a_decree_of_the_year(
    years: list[int], today: date
) -> None:
    found = standing(held(*years), today)
    assert found.current == (today.year in years)
    assert (found.state == TeamState.NONE) == (not years)


def decree(actor: User, office_of: OfficeOf, code: str = "73.71", **other: Any) -> TeamDecree:
    said: dict[str, Any] = {
        "number": "188/1",
        "decreed_on": date(YEAR, 1, 10),
        "year": YEAR,
    } | other
    with bind(Actor.of(actor)):
        return decree_create(office=office_of(code, OfficeKind.TEAM), **said)


def overview(user: User, within: str = "") -> Overview:
    with bind(Actor.of(user)):
        return teams_overview(date(YEAR, 6, 1), within)


@pytest.mark.django_db
def test_each_sees_his_part_of_the_tree(
    head: User, colleague: User, province: User, centre: User, stranger: User, office_of: OfficeOf
) -> None:
    decree(head, office_of)
    for user, current, total in (
        (colleague, 1, 1), (stranger, 0, 1), (province, 1, 3), (centre, 1, 5),
    ):  # fmt: skip
        found = overview(user)
        assert (found.current, found.total) == (current, total), user.username
    missing = {row.code: row.standing.state for row in overview(centre).missing}
    assert missing == dict.fromkeys(("53", "53.71", "73", "73.06"), TeamState.NONE)
    assert overview(centre, "73").total == 3
    assert overview(centre).renewing == 0
    with bind(Actor.of(centre)):
        assert teams_overview(date(YEAR, 12, 1)).renewing == 1
    nation = overview(centre).nation
    assert nation is not None
    assert nation.standing.state == TeamState.NONE
    assert overview(province).nation is None


@pytest.mark.django_db
def test_the_register_asks_the_database_twice(
    centre: User, office_of: OfficeOf, django_assert_num_queries: Any
) -> None:
    actor = Actor.of(centre)
    with bind(actor):
        teams_overview()
        with django_assert_num_queries(2):
            teams_overview()


@pytest.mark.django_db
def test_only_who_looks_after_the_area_records_a_decree(
    colleague: User, centre: User, work_for: WorkFor, office_of: OfficeOf
) -> None:
    gowa = work_for("73.06", "kaban-gowa", Role.HEAD)
    for actor in (colleague, centre, gowa):
        with pytest.raises(ValidationError):
            decree(actor, office_of)
    decree(work_for("73", "kaban-prov", Role.HEAD), office_of)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"decreed_on": date(YEAR - 2, 1, 1)},
        {"valid_to": date(YEAR + 1, 1, 1)},
        {"year": YEAR + 2, "decreed_on": date(YEAR + 2, 1, 1)},
        {"stream": BytesIO(b"<html>bukan pdf</html>")},
        {"stream": BytesIO(b"%PDF-" + b"x" * MOST_BYTES)},
        {"stream": BytesIO(b"")},
    ],
)
def test_what_is_no_decree_of_the_year_is_refused(
    head: User, office_of: OfficeOf, wrong: dict[str, Any], settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    with pytest.raises(ValidationError):
        decree(head, office_of, **wrong)
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.django_db
def test_a_copy_is_kept_under_a_name_of_our_own(
    head: User, office_of: OfficeOf, settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    made = decree(head, office_of, stream=BytesIO(PDF), file_name="../../etc/passwd")
    assert (tmp_path / made.file).read_bytes() == PDF
    assert made.file.startswith("sk-timdu/")
    assert is_pdf(PDF)
    assert not is_pdf(b"PK\x03\x04")


@pytest.mark.django_db
def test_a_team_has_one_chair_and_one_secretary(head: User, office_of: OfficeOf) -> None:
    made = decree(head, office_of)
    for seats in (SEATS[1:], SEATS[:1], [*SEATS, SEATS[0]]):
        with bind(Actor.of(head)), pytest.raises(ValidationError):
            decree_members_set(decree=made, seats=seats)
    with bind(Actor.of(head)):
        decree_members_set(decree=made, seats=SEATS)
        assert [one.name for one in made.members.all()] == ["Munafri", "Sekretaris", "Arya"]
        next_year = decree(head, office_of, number="188/2", year=YEAR + 1)
        assert decree_before(next_year) == made


@pytest.mark.django_db
def test_raw_sql_shows_members_in_the_area_only(
    head: User, colleague: User, neighbour: User, stranger: User, province: User,
    admin: User, office_of: OfficeOf,
) -> None:  # fmt: skip
    made = decree(head, office_of)
    with bind(Actor.of(head)):
        decree_members_set(decree=made, seats=SEATS)
    seen = {}
    for user in (head, colleague, neighbour, stranger, province, admin):
        with bind(Actor.of(user)), connection.cursor() as cursor:
            cursor.execute("select count(*) from people_teammember")
            seen[user.username] = cursor.fetchone()[0]
    assert seen == {"kaban": 3, "budi": 3, "gowa": 0, "kupang": 0, "sulsel": 3, "admin": 3}
