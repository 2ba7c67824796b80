"""Sessions, invitations, keys, shares and notices that have ended; and what is only proposed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.ids import uuid7
from sipks.intake.models import SenderToken
from sipks.intake.services.tokens import token_create
from sipks.people.models import AccountNotice, Invitation, Office, Session, Share, User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.retention.rules import RULES
from sipks.privacy.retention.run import SERVICE, retention_run, service_actor

from .world import make_source

LONG_AGO = timezone.now() - timedelta(days=4000)
SOON = timezone.now() + timedelta(days=5)


@pytest.fixture(autouse=True)
def at_work(db: None) -> Any:
    with bind(Actor.program("test", *SERVICE[1:])):
        yield


def run(*kinds: str) -> dict[str, dict[str, Any]]:
    with bind(service_actor()):
        return {one["kind"]: one for one in retention_run(apply=True, kinds=kinds).found}


def test_a_run_over_all_rules_has_no_problem_anywhere(areas: dict[str, Area]) -> None:
    found = run()
    assert list(found) == [rule.kind for rule in RULES]
    assert {one["problem"] for one in found.values()} == {""}


def session(user: User, end: Any) -> None:
    Session.objects.create(
        session_key=uuid7().hex, session_data="x", expire_date=end, user=user, address="10.0.0.1"
    )


def invitation(area: Area, **when: Any) -> None:
    office, _ = Office.objects.get_or_create(kind="kesbangpol", area=area, name="Kesbangpol")
    Invitation.objects.create(
        scope_code=area.code, office=office, area=area, name="Undangan", username=uuid7().hex[-12:],
        roles=["R2"], clearance=0, valid_from=date(2020, 1, 1), digest=uuid7().bytes,
        decree_number="1", **({"expires_at": SOON} | when),
    )  # fmt: skip


def share(officer: User, **when: Any) -> Share:
    said = {
        "subject": "incidents.incident", "subject_id": uuid7(), "area_code": "73.06",
        "until": timezone.localdate() + timedelta(days=3), "reason": "x", "scope_code": "73.71",
        "created_by": officer,
    }  # fmt: skip
    made: Share = Share.objects.create(**(said | when))
    return made


Make = Callable[[User, dict[str, Area]], tuple[Any, int]]


def sessions(officer: User, areas: dict[str, Area]) -> tuple[Any, int]:
    session(officer, LONG_AGO)
    session(officer, SOON)
    return Session, 1


def invitations(officer: User, areas: dict[str, Area]) -> tuple[Any, int]:
    for when in ("accepted_at", "revoked_at", "expires_at"):
        invitation(areas["73.71"], **{when: LONG_AGO})
    invitation(areas["73.71"])
    return Invitation, 1


def tokens(officer: User, areas: dict[str, Area]) -> tuple[Any, int]:
    source = make_source(areas["73.71"])
    keys = [token_create(source=source, name=str(n))[0] for n in range(3)]
    SenderToken.objects.filter(pk=keys[0].pk).update(revoked_at=LONG_AGO)
    SenderToken.objects.filter(pk=keys[1].pk).update(expires_at=LONG_AGO)
    return SenderToken, 1


def shares(officer: User, areas: dict[str, Area]) -> tuple[Any, int]:
    share(officer, ended_at=LONG_AGO)
    share(officer, until=LONG_AGO.date())
    # One that was renewed stays as long as what renews it.
    share(officer, renews=share(officer, until=LONG_AGO.date()))
    return Share, 2


def notices(officer: User, areas: dict[str, Area]) -> tuple[Any, int]:
    for seen in (LONG_AGO, timezone.now(), None):
        AccountNotice.objects.create(user=officer, kind="x", by_name="y", seen_at=seen)
    return AccountNotice, 2


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("session", sessions),
        ("invitation", invitations),
        ("token", tokens),
        ("share", shares),
        ("notice", notices),
    ],
)
def test_what_has_ended_goes_and_the_rest_stays(
    officer: User, areas: dict[str, Area], kind: str, make: Make
) -> None:
    model, left = make(officer, areas)
    before = model.objects.count()
    found = run(kind)[kind]
    assert (found["done"], found["problem"]) == (before - left, "")
    assert model.objects.count() == left
    assert Entry.objects.get(verb="retention_delete").detail["count"] == before - left


def test_closed_accounts_and_the_audit_are_proposed_only(officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False, last_login=LONG_AGO)
    assert run("account")["account"]["count"] == 1
    assert User.objects.filter(pk=officer.pk).exists()
    assert run("audit")["audit"]["done"] == 0
