"""The explainer says what scope does, whatever memberships and shares somebody has or had."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from sipks.incidents.models import Incident, Signal
from sipks.incidents.tests.telling import group, tell
from sipks.intake.models import Item
from sipks.people.choices import Classification, Role
from sipks.people.explain import Explanation, explain
from sipks.people.models import Membership, Share, User
from sipks.people.permissions import Act
from sipks.people.scope import Actor, Scoped, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

pytestmark = pytest.mark.django_db
CODES = ("ID", "73", "73.71", "73.06", "73.71.01", "53.71")
USERS = 40
MODELS: tuple[Any, ...] = (Incident, Signal, Item)


@pytest.fixture
def service() -> Iterator[Actor]:
    with bind(Actor.program("uji", "people", "intake", "incidents")) as actor:
        yield actor


@pytest.fixture
def records(areas: dict[str, Area], service: Actor) -> list[Scoped]:
    """Incidents, signals and items of three places and three levels."""
    found: list[Scoped] = []
    for number, code in enumerate(("73.71", "73.06", "53.71")):
        text = f"Bentrok warga ke-{number}, jalan diblokade"
        [signal] = group(tell(text, code, by=f"sumber-{number}"))
        for model, pk in ((Signal, signal.pk), (Incident, signal.incident_id)):
            model.objects.filter(pk=pk).update(classification=number)
            found.append(model.objects.get(pk=pk))
        found.append(Item.objects.get(pk=signal.item_id))
    return found


def a_user(number: int, chance: random.Random, areas: dict[str, Area]) -> User:
    user = User.objects.create(username=f"u{number}", name=f"U{number}", is_active=number % 15 > 0)
    today = timezone.localdate()
    for _ in range(chance.randrange(4)):
        days = [None, -1, 0, 9]
        last = chance.choice(days)
        Membership.objects.create(
            user=user,
            area=areas[chance.choice(CODES)],
            roles=chance.sample(list(Role), chance.randint(1, 2)),
            clearance=chance.choice(Classification.values),
            valid_from=today + timedelta(days=chance.choice([-20, -20, -20, 0, 1])),
            valid_to=None if last is None else today + timedelta(days=last),
            ended_at=timezone.now() if chance.random() < 0.1 else None,
        )
    return user


def keys(rows: QuerySet[Any]) -> set[Any]:
    return set(rows.values_list("pk", flat=True))


def a_share(chance: random.Random, record: Any, users: list[User], by: User) -> None:
    named = chance.random() < 0.6
    Share.objects.create(
        subject="incidents.incident",
        subject_id=record.pk,
        user=chance.choice(users) if named else None,
        area_code="" if named else chance.choice(CODES[1:]),
        until=timezone.localdate() + timedelta(days=chance.choice([-1, 0, 30])),
        ended_at=timezone.now() if chance.random() < 0.15 else None,
        reason="uji",
        scope_code=record.scope_code,
        classification=record.classification,
        created_by=by,
    )


def test_the_answer_is_that_of_scope(
    records: list[Scoped], areas: dict[str, Area], service: Actor
) -> None:
    chance = random.Random(20_26)
    users = [a_user(number, chance, areas) for number in range(USERS)]
    incidents = [one for one in records if isinstance(one, Incident)]
    for _ in range(70):
        a_share(chance, chance.choice(incidents), users, users[0])
    seen = by_share = 0
    for user in users:
        actor = Actor.of(user)
        with bind(actor):
            visible = {model: keys(model.objects.all()) for model in MODELS}
            # Without the filters of scope: what row security alone lets through.
            assert visible == {model: keys(QuerySet(model)) for model in MODELS}
        for record in records:
            answer = explain(user, record)
            within = record.pk in visible[type(record)]
            assert answer.allowed == (within and user.is_active), (user, record)
            assert answer.allowed == (user.is_active and any(one.opens for one in answer.routes))
            seen += answer.allowed
            by_share += opened_by_share_only(answer)
    assert seen > 30
    assert by_share > 3


def opened_by_share_only(answer: Explanation) -> bool:
    opened = [one for one in answer.routes if one.opens]
    return answer.allowed and all(one.title.startswith("Dibagikan") for one in opened)


@pytest.mark.parametrize("act", [Act.VERIFY, Act.SHARE, Act.UNSEAL, Act.EXPORT, Act.DECLARE])
def test_other_acts_too(
    act: Act, records: list[Scoped], areas: dict[str, Area], service: Actor
) -> None:
    chance = random.Random(7)
    for number in range(20):
        user = a_user(number, chance, areas)
        for record in records:
            answer = explain(user, record, act)
            may = Actor.of(user).may(act, record.scope_code, record.classification)
            assert answer.allowed == (may and user.is_active)
            assert answer.allowed == (user.is_active and any(one.opens for one in answer.routes))


def told(answer: Explanation) -> list[tuple[bool, str]]:
    [route] = answer.routes
    return [(check.holds, check.words) for check in route.checks]


def test_each_condition_is_named(
    records: list[Scoped], make_officer: MakeOfficer, service: Actor
) -> None:
    kupang = records[-2]
    analyst = make_officer("analis", "73", Role.PROVINCE_ANALYST, clearance=Classification.LIMITED)
    analyst.memberships.update(valid_to=timezone.localdate() - timedelta(days=1))
    valid, role, area, clearance = told(explain(analyst, kupang))
    assert not valid[0]
    assert "sampai" in valid[1]
    assert role == (True, "peran Analis provinsi: ya, di wilayahnya")
    assert area == (False, "wilayah 73 Sulawesi Selatan mencakup tempat catatan (53.71)")
    assert clearance == (False, "kewenangan Terbatas, catatan Rahasia")


def test_no_membership_at_all_opens_nothing(records: list[Scoped], service: Actor) -> None:
    user = User.objects.create(username="baru")
    answer = explain(user, records[0])
    assert not answer.allowed
    assert answer.routes == ()
