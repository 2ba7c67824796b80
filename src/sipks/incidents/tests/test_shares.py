"""Sharing an incident: what it opens, for whom, until when, and who may do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.incidents import selectors
from sipks.incidents.forms import Filters
from sipks.incidents.models import Fact, Incident, Signal
from sipks.incidents.services.desk import NotAllowed, incident_verify
from sipks.intake.models import Item, Reading, Source
from sipks.people.choices import Classification, Role
from sipks.people.models import Share, User
from sipks.people.scope import Actor, bind
from sipks.people.services.share_checks import last_day
from sipks.people.services.shares import share_create, share_end, share_renew
from sipks.people.sharing import shares_of
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, later, tell

pytestmark = pytest.mark.django_db
CLASH = "Bentrok warga di batas kota, jalan diblokade"


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def incident(areas: dict[str, Area], program: Actor) -> Incident:
    """An incident of Kota Makassar, told twice."""
    told = group(
        tell(CLASH, "73.71.01", killed=(1, 1, 1)),
        tell(f"{CLASH}, kata warga", "73.71.01", by="kanal-b", reported=later(hours=1)),
    )
    found: Incident = Incident.objects.get(pk=told[0].incident_id)
    return found


def share(incident: Incident, by: User, **given: Any) -> Share:
    terms: dict[str, Any] = {
        "until": today() + timedelta(days=10),
        "reason": "kejadian di batas wilayah",
    }
    with bind(Actor.of(by)):
        return share_create(record=incident, **(terms | given))


def sees(user: User, incident: Incident) -> bool:
    with bind(Actor.of(user)):
        found: bool = Incident.objects.filter(pk=incident.pk).exists()
        return found


def test_a_neighbouring_office_sees_it_and_no_other(
    incident: Incident, areas: dict[str, Area], officer: User, neighbour: User, stranger: User
) -> None:
    assert not sees(neighbour, incident)
    share(incident, officer, area=areas["73.06"])
    assert sees(neighbour, incident)
    assert not sees(stranger, incident)


def test_a_named_officer_sees_it_and_his_colleague_does_not(
    incident: Incident, officer: User, neighbour: User, make_officer: MakeOfficer
) -> None:
    colleague = make_officer("gowa-dua", "73.06")
    share(incident, officer, user=neighbour)
    assert sees(neighbour, incident)
    assert not sees(colleague, incident)


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.PARTNER, Role.PARLIAMENT])
def test_who_sees_only_what_is_shared_sees_that(
    role: Role, incident: Incident, officer: User, make_officer: MakeOfficer
) -> None:
    reader = make_officer("pembaca", "73.06", role)
    assert not sees(reader, incident)
    share(incident, officer, user=reader)
    assert sees(reader, incident)


def test_by_area_it_opens_to_those_who_read_there_only(
    incident: Incident, areas: dict[str, Area], officer: User, make_officer: MakeOfficer
) -> None:
    share(incident, officer, area=areas["73.06"])
    for role in (Role.REPORTER, Role.PARTNER, Role.PARLIAMENT, Role.ADMINISTRATOR):
        assert not sees(make_officer(f"gowa-{role.value}", "73.06", role), incident)
    assert sees(make_officer("gowa-auditor", "73.06", Role.AUDITOR), incident)


def test_a_share_never_lifts_clearance(
    incident: Incident, areas: dict[str, Area], officer: User, make_officer: MakeOfficer
) -> None:
    low = make_officer("rendah", "73.06", clearance=Classification.LIMITED)
    share(incident, officer, area=areas["73.06"])
    assert sees(low, incident)
    with bind(Actor.program("uji")):
        Incident.objects.filter(pk=incident.pk).update(classification=Classification.SECRET)
    assert not sees(low, incident)


def test_it_opens_the_incident_with_its_tellings_and_nothing_else(
    incident: Incident, officer: User, stranger: User
) -> None:
    share(incident, officer, user=stranger)
    with bind(Actor.of(stranger)):
        assert len(selectors.incident_signals(incident)) == 2
        assert list(selectors.incident_facts(incident)) == ["killed"]
        assert Signal.objects.count() == 2
        assert Fact.objects.count() == 1
        assert [one.came for one in selectors.incident_signals(incident)] == [None, None]  # type: ignore[attr-defined]
        for model in (Item, Source):
            assert not model.objects.exists()
        assert not Reading.objects.exists()


def test_it_gives_no_right_to_decide_or_to_share_on(
    incident: Incident, officer: User, stranger: User, neighbour: User
) -> None:
    share(incident, officer, user=stranger)
    with bind(Actor.of(stranger)):
        shared = Incident.objects.get(pk=incident.pk)
        with pytest.raises(NotAllowed):
            incident_verify(incident=shared, grade_source="B", grade_content=2)
    with pytest.raises(PermissionDenied):
        share(incident, stranger, user=neighbour)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.REGION_HEAD, Role.TEAM_MEMBER, Role.AUDITOR])
def test_who_only_reads_shares_nothing(
    role: Role, incident: Incident, neighbour: User, make_officer: MakeOfficer
) -> None:
    with pytest.raises(PermissionDenied):
        share(incident, make_officer("lain", "73.71", role), user=neighbour)


def test_the_program_shares_nothing(incident: Incident, neighbour: User) -> None:
    with bind(Actor.program("uji", "incidents")), pytest.raises(PermissionDenied):
        share_create(record=incident, user=neighbour, until=today(), reason="uji")


def test_it_ends_with_its_last_day(incident: Incident, officer: User, neighbour: User) -> None:
    made = share(incident, officer, user=neighbour, until=today())
    assert sees(neighbour, incident)
    yesterday = today() - timedelta(days=1)
    with bind(Actor.program("uji", "people")):
        Share.objects.filter(pk=made.pk).update(until=yesterday)
    assert not sees(neighbour, incident)


@pytest.mark.parametrize("days", [-1, 91])
def test_the_term_has_bounds(
    days: int, incident: Incident, officer: User, neighbour: User, settings: Any
) -> None:
    settings.SHARE_DAYS = 90
    with pytest.raises(ValidationError) as error:
        share(incident, officer, user=neighbour, until=today() + timedelta(days=days))
    assert "until" in error.value.error_dict


def test_it_needs_a_reason(incident: Incident, officer: User, neighbour: User) -> None:
    with pytest.raises(ValidationError) as error:
        share(incident, officer, user=neighbour, reason="  ")
    assert "reason" in error.value.error_dict


def test_who_sees_it_anyway_is_not_shared_with(
    incident: Incident, areas: dict[str, Area], officer: User, province: User
) -> None:
    with pytest.raises(ValidationError):
        share(incident, officer, user=province)
    for code in ("73.71", "73", "ID", "73.71.01"):
        with pytest.raises(ValidationError):
            share(incident, officer, area=areas[code])


@pytest.mark.parametrize(
    ("role", "clearance"),
    [
        (Role.REPORTER, Classification.SECRET),
        (Role.ADMINISTRATOR, Classification.SECRET),
        (Role.VERIFIER, Classification.OPEN),
    ],
)
def test_with_whom_it_would_open_nothing(
    role: Role,
    clearance: int,
    incident: Incident,
    officer: User,
    make_officer: MakeOfficer,
) -> None:
    with bind(Actor.program("uji")):
        Incident.objects.filter(pk=incident.pk).update(classification=Classification.LIMITED)
        incident.refresh_from_db()
    with pytest.raises(ValidationError) as error:
        share(incident, officer, user=make_officer("lain", "73.06", role, clearance=clearance))
    assert "user" in error.value.error_dict


def test_twice_the_same_is_refused(incident: Incident, officer: User, neighbour: User) -> None:
    share(incident, officer, user=neighbour)
    with pytest.raises(ValidationError):
        share(incident, officer, user=neighbour)


def test_ending_takes_it_at_once(incident: Incident, officer: User, neighbour: User) -> None:
    made = share(incident, officer, user=neighbour)
    with bind(Actor.of(neighbour)), pytest.raises(PermissionDenied):
        share_end(share=made)
    with bind(Actor.of(officer)):
        share_end(share=made)
        share_end(share=made)
    assert not sees(neighbour, incident)
    with bind(Actor.program("uji", "people")):
        assert Share.objects.get().ended_by_id == officer.pk


def test_renewing_is_a_new_share(incident: Incident, officer: User, neighbour: User) -> None:
    old = share(incident, officer, user=neighbour)
    with bind(Actor.of(officer)):
        new = share_renew(share=old, until=last_day(), reason="belum selesai")
        told = shares_of(incident)
    assert [(one.open, one.renews_id) for one in told] == [(True, old.pk), (False, None)]
    assert new.until == last_day()
    assert sees(neighbour, incident)


def test_a_renewal_that_is_refused_leaves_the_old_share(
    incident: Incident, officer: User, neighbour: User
) -> None:
    old = share(incident, officer, user=neighbour)
    with bind(Actor.of(officer)), pytest.raises(ValidationError):
        share_renew(share=old, until=last_day() + timedelta(days=1), reason="terlalu lama")
    assert sees(neighbour, incident)


def test_a_recipient_sees_his_own_shares_only(
    incident: Incident, areas: dict[str, Area], officer: User, neighbour: User, stranger: User
) -> None:
    share(incident, officer, user=stranger)
    share(incident, officer, area=areas["73.06"])
    for who, number in ((officer, 2), (neighbour, 1), (stranger, 1)):
        with bind(Actor.of(who)):
            assert len(shares_of(incident)) == number


def test_each_step_is_on_record(incident: Incident, officer: User, neighbour: User) -> None:
    made = share(incident, officer, user=neighbour)
    with bind(Actor.of(officer)):
        new = share_renew(share=made, until=today(), reason="satu hari lagi")
        share_end(share=new)
    with bind(Actor.program("uji", "audit")):
        told = Entry.objects.filter(subject="incident", subject_id=str(incident.pk))
        kept = [(one.verb, one.actor_id, one.scope_code) for one in told.order_by("at", "pk")]
    place = incident.scope_code
    verbs = ["share_create", "share_renew", "share_end"]
    assert [one for one in kept if one[0] in verbs] == [(verb, officer.pk, place) for verb in verbs]


def test_the_queue_can_be_narrowed_to_it_and_the_map_leaves_it_out(
    incident: Incident, officer: User, neighbour: User
) -> None:
    with bind(Actor.program("uji")):
        group(tell("Sengketa lahan di kebun", "73.06", by="lain", category="SDA-1", form=""))
    share(incident, officer, user=neighbour)
    with bind(Actor.of(neighbour)):
        both = selectors.queue_page(Filters({"status": "semua"})).items
        only = selectors.queue_page(Filters({"status": "semua", "dibagikan": "on"})).items
        points = selectors.map_points(Filters({"status": "semua"}))
    assert len(both) == 2
    assert [one.pk for one in only] == [incident.pk]
    assert str(incident.pk) not in str(points)


def test_what_one_sees_anyway_is_not_among_the_shared(
    incident: Incident, areas: dict[str, Area], officer: User, province: User
) -> None:
    share(incident, officer, area=areas["73.06"])
    with bind(Actor.of(province)):
        assert not selectors.queue_page(Filters({"dibagikan": "on"})).items
        assert not selectors.incident_by_share(incident)


def test_an_actor_with_shares_costs_no_query_more(
    incident: Incident, officer: User, neighbour: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Actor.of(neighbour)
    share(incident, officer, user=neighbour)
    with django_assert_num_queries(1):
        assert Actor.of(neighbour).shared == {incident.pk}
