"""An invitation serves one person, once, for seven days, while its maker may give it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.models import Invitation, Membership, User
from sipks.people.scope import Actor, bind
from sipks.people.services.invitations import (
    LIFETIME,
    Unusable,
    invitation_accept,
    invitation_accept_new,
    invitation_create,
    invitation_find,
    invitation_revoke,
)
from sipks.people.services.leaving import officer_leave
from sipks.people.services.memberships import membership_end
from sipks.people.services.officers import user_create

from .office_world import OfficeOf, WorkFor, only, soon

pytestmark = pytest.mark.django_db
PASSWORD = "perahu-biru-di-pelabuhan"


def invite(actor: User, office_of: OfficeOf, code: str = "73.71", **other: Any) -> str:
    said: dict[str, Any] = {
        "name": "Ani", "username": "ani", "email": "", "roles": ["R3"], "clearance": 1,
        "valid_to": soon(), "decree_number": "SK/1/2026", "decree_date": timezone.localdate(),
    } | other  # fmt: skip
    with bind(Actor.of(actor)):
        return invitation_create(office=office_of(code), **said)[1]


def change(**values: Any) -> None:
    with bind(Actor.program("test", "people")):
        Invitation.objects.update(**values)


def test_who_accepts_gets_what_was_given(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    user = invitation_accept_new(secret=secret, name="Ani Lestari", password=PASSWORD)
    row = only(user)
    assert user.check_password(PASSWORD)
    assert (user.username, user.name) == ("ani", "Ani Lestari")
    assert (row.area.code, row.roles, row.clearance, row.valid_to) == ("73.71", ["R3"], 1, soon())
    assert (row.decree_number, row.granted_by, row.office) == (
        "SK/1/2026", head.pk, office_of("73.71"),
    )  # fmt: skip


def test_only_the_digest_of_the_secret_is_kept(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    with bind(Actor.program("test", "people", "audit")):
        kept = Invitation.objects.get()
        assert bytes(kept.digest) == sha256(secret.encode()).digest()
        with connection.cursor() as cursor:
            cursor.execute("select i::text from people_invitation i")
            assert secret not in str(cursor.fetchall())
        assert all(secret not in str(one.detail) for one in Entry.objects.all())
    assert len(secret) >= 43  # 256 bits


def test_a_link_serves_once(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    invitation_accept_new(secret=secret, name="Ani", password=PASSWORD)
    with pytest.raises(Unusable):
        invitation_accept_new(secret=secret, name="Lain", password=PASSWORD)
    assert Membership.objects.filter(user__username="ani").count() == 1


def test_a_link_lives_seven_days(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    assert timedelta(days=7) == LIFETIME
    change(expires_at=timezone.now())
    with pytest.raises(Unusable):
        invitation_find(secret)


def test_a_revoked_link_is_dead(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    with bind(Actor.of(head)):
        invitation_revoke(invitation=Invitation.objects.get())
    with pytest.raises(Unusable):
        invitation_find(secret)


@pytest.mark.parametrize("secret", ["", "x" * 43, "\U0001f600"])
def test_a_guessed_link_is_dead(head: User, office_of: OfficeOf, secret: str) -> None:
    invite(head, office_of)
    with pytest.raises(Unusable):
        invitation_find(secret)


def test_what_the_maker_may_not_give_any_more_is_void(
    head: User, admin: User, office_of: OfficeOf
) -> None:
    secret = invite(head, office_of)
    with bind(Actor.of(admin)):
        membership_end(membership=only(head), reason="mutasi")
    with pytest.raises(Unusable):
        invitation_find(secret)


def test_a_weak_password_is_refused_and_the_link_lives_on(head: User, office_of: OfficeOf) -> None:
    secret = invite(head, office_of)
    with pytest.raises(ValidationError):
        invitation_accept_new(secret=secret, name="Ani", password="12345678")
    assert not User.objects.filter(username="ani").exists()
    assert invitation_find(secret).username == "ani"


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": ["R14"]},
        {"clearance": 3},
        {"valid_to": soon(-1)},
        {"roles": []},
        {"username": "kaban"},  # himself
        {"email": "bukan surel"},
    ],
)
def test_nobody_invites_to_more_than_he_may_give(
    head: User, office_of: OfficeOf, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        invite(head, office_of, **wrong)
    with pytest.raises(ValidationError):
        invite(head, office_of, code="73.06")


def test_an_account_that_exists_gets_one_more_membership_after_its_own_sign_in(
    head: User, neighbour: User, stranger: User, office_of: OfficeOf
) -> None:
    secret = invite(head, office_of, username=neighbour.username)
    with pytest.raises(ValidationError):
        invitation_accept_new(secret=secret, name="Pencuri", password=PASSWORD)
    with pytest.raises(Unusable):
        invitation_accept(secret=secret, user=stranger)
    invitation_accept(secret=secret, user=neighbour)
    codes = set(neighbour.memberships.values_list("area__code", flat=True))
    assert codes == {"73.06", "73.71"}
    assert neighbour.check_password("rahasia-betul")


def test_a_closed_account_is_opened_only_by_who_knew_it(
    admin: User, colleague: User, work_for: WorkFor, office_of: OfficeOf
) -> None:
    with bind(Actor.of(admin)):
        officer_leave(user=colleague, reason="cuti panjang")
    elsewhere = work_for("73.06", "kaban-gowa", Role.HEAD)
    foreign = invite(elsewhere, office_of, code="73.06", username="budi")
    with pytest.raises(ValidationError):
        invitation_accept_new(secret=foreign, name="Budi", password=PASSWORD)
    own = invite(admin, office_of, username="budi")
    back = invitation_accept_new(secret=own, name="Budi", password=PASSWORD)
    assert (back.pk, back.is_active) == (colleague.pk, True)
    assert back.check_password(PASSWORD)


def test_raw_sql_shows_no_invitation_to_others(
    head: User, neighbour: User, colleague: User, office_of: OfficeOf
) -> None:
    invite(head, office_of)
    for user, seen in ((head, 1), (neighbour, 0), (colleague, 0)):
        with bind(Actor.of(user)), connection.cursor() as cursor:
            cursor.execute("select count(*) from people_invitation")
            assert cursor.fetchone() == (seen,)


def test_raw_sql_makes_nobody_a_member(head: User, areas: dict[str, Any]) -> None:
    row = only(head)
    statement = (
        "insert into people_membership (id, user_id, area_id, roles, clearance, valid_from,"
        " decree_number, end_reason) values (gen_random_uuid(), %s, %s, '{R8}', 3, '2020-01-01',"
        " '', '')"
    )
    with (
        pytest.raises(Exception, match="row-level security"),
        bind(Actor.of(head)),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [row.user_id, areas["ID"].pk])


def test_names_that_differ_in_capitals_only_are_one(head: User, office_of: OfficeOf) -> None:
    with pytest.raises(ValidationError, match="sendiri"):
        invite(head, office_of, username="KABAN")
    first, second = (invite(head, office_of, username=name) for name in ("ani", "Ani"))
    invitation_accept_new(secret=first, name="Ani", password=PASSWORD)
    with pytest.raises(ValidationError):
        invitation_accept_new(secret=second, name="Ani", password=PASSWORD)
    with pytest.raises(ValidationError):
        user_create(username="ANI", name="Ani", password=PASSWORD)
    invitation_accept(secret=second, user=User.objects.get(username="ani"))
    assert User.objects.filter(username__iexact="ani").count() == 1


def test_only_who_looks_after_the_area_revokes(
    head: User, neighbour: User, office_of: OfficeOf
) -> None:
    invite(head, office_of)
    with bind(Actor.of(head)):
        invitation = Invitation.objects.get()
    with bind(Actor.of(neighbour)), pytest.raises(ValidationError):
        invitation_revoke(invitation=invitation)


def test_raw_sql_invites_nobody(head: User, office_of: OfficeOf) -> None:
    """Not even who may invite: what the program itself gave is believed without asking."""
    invite(head, office_of)
    with bind(Actor.of(head)), connection.cursor() as cursor:
        cursor.execute("update people_invitation set created_by = null, roles = '{R8}'")
        assert cursor.rowcount == 0
