"""How long sessions last, and how they are ended from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.cli import officer as officer_command
from sipks.people.models import AccountNotice, Membership, Session, User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.people.services.second_factor import ReasonTooShort, second_factor_reset
from sipks.people.services.sessions import sessions_end, sessions_of, sessions_open
from sipks.people.signin import lifetime, middleware
from sipks.people.signin.store import MARK, column_of

from .officers import MakeOfficer
from .test_sign_in import with_app

SignIn = Callable[[User], Client]
REASON = "Ponsel hilang di jalan, sudah bertemu muka."


class Clock:
    """The time that the sessions see."""

    def __init__(self) -> None:
        self.now = timezone.now().timestamp()

    def time(self) -> float:
        return self.now

    def go(self, minutes: float) -> None:
        self.now += minutes * 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (lifetime, middleware):
        monkeypatch.setattr(module, "time", clock)
    return clock


def alive(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def test_a_session_that_is_used_goes_on_until_its_last_hour(
    officer: User, sign_in: SignIn, clock: Clock
) -> None:
    client = sign_in(officer)
    for _ in range(12 * 3 - 1):
        clock.go(20)
        assert alive(client)
    clock.go(20)
    assert not alive(client)


@pytest.mark.parametrize(("clearance", "minutes"), [(2, 30), (1, 120)])
def test_a_session_that_is_not_used_ends_sooner_where_secrets_are_read(
    make_officer: MakeOfficer, sign_in: SignIn, clock: Clock, clearance: int, minutes: int
) -> None:
    client = sign_in(make_officer("siapa", "73.71", clearance=clearance))
    assert alive(client)
    clock.go(minutes - 1)
    assert alive(client)
    clock.go(minutes)
    answer = client.get("/peta/?hari=7")
    assert answer["Location"] == "/akun/login/?next=%2Fpeta%2F%3Fhari%3D7"
    assert "Sesi Anda sudah berakhir" in client.get(answer["Location"]).content.decode()


def test_an_open_page_alone_keeps_no_session_alive(
    officer: User, sign_in: SignIn, clock: Clock
) -> None:
    client = sign_in(officer)
    for _ in range(3):
        clock.go(9)
        assert client.get("/peta/", headers={"X-Unattended": "1"}).status_code == 200
    clock.go(4)
    assert not alive(client)
    assert all(reverse(name) for name in middleware.UNATTENDED if name != "intake:upload_progress")


def test_the_database_too_knows_when_a_session_ends(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    with bind(SIGN_IN):
        row = Session.objects.get(user=officer)
        assert row.expire_date - timezone.now() < timedelta(minutes=31)
        Session.objects.update(expire_date=timezone.now())
    assert not alive(client)
    assert sessions_open([client.cookies["sessionid"].value]) == set()


def test_more_clearance_means_less_time_at_once(
    make_officer: MakeOfficer, sign_in: SignIn, clock: Clock
) -> None:
    user = make_officer("siapa", "73.71", clearance=1)
    client = sign_in(user)
    with bind(Actor.program("test", "people")):
        Membership.objects.update(clearance=2)
    clock.go(31)
    assert not alive(client)


def test_one_device_is_signed_out_from_another(officer: User, sign_in: SignIn) -> None:
    here, there, third = sign_in(officer), sign_in(officer), sign_in(officer)
    column = column_of(there.cookies["sessionid"].value)
    here.post(reverse("session_end", args=[column]))
    assert not alive(there)
    assert alive(third)
    here.post(reverse("other_sessions_end"))
    assert not alive(third)
    assert alive(here)


def test_nobody_ends_the_sessions_of_others(
    officer: User, neighbour: User, sign_in: SignIn
) -> None:
    theirs = sign_in(neighbour)
    column = column_of(theirs.cookies["sessionid"].value)
    sign_in(officer).post(reverse("session_end", args=[column]))
    assert alive(theirs)


def test_the_page_shows_ones_own_devices_only(
    officer: User, neighbour: User, sign_in: SignIn
) -> None:
    sign_in(neighbour)
    client = sign_in(officer)
    page = client.get(reverse("mfa_index"))
    assert len(page.context["sessions"]) == 1
    assert "perangkat ini" in page.content.decode()


def test_a_leaver_is_out_everywhere_at_once(officer: User, sign_in: SignIn) -> None:
    clients = [sign_in(officer) for _ in range(3)]
    kept = clients[0].cookies["sessionid"].value
    assert sessions_end(officer, keep=kept) == 2
    assert [alive(client) for client in clients] == [True, False, False]
    assert sessions_end(officer) == 1
    with bind(SIGN_IN):
        assert not sessions_of(officer).exists()


def test_a_new_password_signs_all_other_devices_out(officer: User, sign_in: SignIn) -> None:
    here, there = sign_in(officer), sign_in(officer)
    here.post(reverse("account_reauthenticate"), {"password": "rahasia-betul"})
    sent = {
        "oldpassword": "rahasia-betul",
        "password1": "gajah-lompat-pagar-7",
        "password2": "gajah-lompat-pagar-7",
    }
    assert here.post(reverse("account_change_password"), sent).status_code == 302
    assert alive(here)
    assert not alive(there)
    with bind(SIGN_IN):
        assert Session.objects.filter(user=officer).count() == 1


def test_a_session_without_a_beginning_is_over(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    session = client.session
    del session[MARK]
    session.save()
    assert not alive(client)


@pytest.fixture
def admin(make_officer: MakeOfficer) -> User:
    return make_officer("admin", "73", Role.ADMINISTRATOR, clearance=0)


def test_an_administrator_takes_a_lost_second_factor_away(
    officer: User, admin: User, sign_in: SignIn
) -> None:
    with_app(officer)
    theirs, client = sign_in(officer), sign_in(admin)
    address = reverse("second_factor_reset", args=[officer.pk])
    assert client.get(address)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": "rahasia-betul"})
    assert client.get(address).context["factors"] == 1
    assert client.post(address, {"reason": "hilang"}).status_code == 200, "too short a reason"
    assert alive(theirs)
    assert client.post(address, {"reason": REASON}).status_code == 302
    assert not alive(theirs)
    with bind(Actor.program("test", "audit")):
        entry = Entry.objects.get(verb="second_factor_reset")
    assert (entry.actor_id, entry.subject_id) == (admin.pk, str(officer.pk))
    page = sign_in(officer).get(reverse("mfa_index")).content.decode()
    assert REASON in page


def test_the_notice_stays_until_it_was_read(officer: User, sign_in: SignIn) -> None:
    with bind(SIGN_IN):
        AccountNotice.objects.create(user=officer, kind="second_factor_reset", by_name="Admin")
    client = sign_in(officer)
    client.post(reverse("notices_seen"))
    assert not client.get(reverse("mfa_index")).context["notices"]


@pytest.mark.parametrize("who", ["stranger", "officer", "province", "other_admin"])
def test_nobody_else_can(
    who: str,
    request: pytest.FixtureRequest,
    officer: User,
    make_officer: MakeOfficer,
    sign_in: SignIn,
) -> None:
    if who == "other_admin":
        user = make_officer("lain", "53", Role.ADMINISTRATOR, clearance=0)
    else:
        user = request.getfixturevalue(who)
    assert sign_in(user).get(reverse("second_factor_reset", args=[officer.pk])).status_code == 404
    with bind(Actor.of(user)), pytest.raises(PermissionError):
        second_factor_reset(officer, REASON)


def test_not_even_an_administrator_his_own(admin: User) -> None:
    with bind(Actor.of(admin)), pytest.raises(PermissionError):
        second_factor_reset(admin, REASON)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_a_head_does_not_open_the_way_to_who_watches_him(
    role: Role, admin: User, make_officer: MakeOfficer
) -> None:
    head = make_officer("kaban", "73.71", Role.HEAD)
    watcher = make_officer("pengawas", "73.71", role)
    with bind(Actor.of(head)), pytest.raises(PermissionError):
        second_factor_reset(watcher, REASON)
    with bind(Actor.of(admin)):
        assert second_factor_reset(watcher, REASON) == 0


def test_who_works_beyond_an_administrators_area_is_not_his(
    officer: User, admin: User, areas: dict[str, object]
) -> None:
    with bind(Actor.program("test", "people")):
        Membership.objects.create(
            user=officer, area_id=areas["53.71"].pk, roles=[Role.VERIFIER],  # type: ignore[attr-defined]
            valid_from=timezone.localdate(),
        )  # fmt: skip
    with bind(Actor.of(admin)), pytest.raises(PermissionError):
        second_factor_reset(officer, REASON)


def test_a_reason_must_be_given(officer: User, admin: User) -> None:
    with bind(Actor.of(admin)), pytest.raises(ReasonTooShort):
        second_factor_reset(officer, "  hilang ")


def test_the_command_frees_the_last_administrator(admin: User, sign_in: SignIn) -> None:
    with_app(admin)
    client = sign_in(admin)
    runner = CliRunner()
    program = SimpleNamespace(ready=lambda: None)
    refused = runner.invoke(
        officer_command, ["reset-factor", "admin", "--reason", "x"], obj=program
    )
    assert refused.exit_code == 1
    done = runner.invoke(
        officer_command, ["reset-factor", "admin", "--reason", REASON], obj=program
    )
    assert done.output == "admin: 1 faktor dihapus, semua sesi ditutup\n"
    assert not alive(client)
