from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from sipks.audit.models import Entry
from sipks.people.cli import officer
from sipks.people.models import Invitation, Membership, User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.places.models import Area

from .office_world import OfficeOf

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


class Ready:
    """A program that is ready already."""

    def ready(self) -> None: ...


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(officer, list(arguments), obj=Ready())


def _add(*arguments: str) -> Result:
    return _run("add", *arguments)


def test_the_first_password_signs_in(areas: dict[str, Area], client: Client) -> None:
    result = _add("budi", "--name", "Budi", "--area", "73.71", "--role", "R4", "--clearance", "2")
    assert result.exit_code == 0
    password = result.output.rsplit(" ", 1)[1].strip()
    with bind(SIGN_IN):
        assert client.login(username="budi", password=password)
    membership = Membership.objects.get(user__username="budi")
    assert (membership.area.code, membership.roles, membership.clearance) == ("73.71", ["R4"], 2)


def test_the_record_knows_it_without_the_password(areas: dict[str, Area]) -> None:
    password = _add("budi", "--name", "Budi", "--area", "73").output.rsplit(" ", 1)[1].strip()
    with bind(Actor.program("test", "audit")):
        entry = Entry.objects.get(verb="officer_create")
    assert entry.detail["area"] == "73"
    assert password not in str(entry.detail)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--area", "99.99"], "99.99"),
        (["--area", "73", "--role", "R99"], "R99"),
        (["--area", "73", "--clearance", "7"], "7"),
    ],
)
def test_what_is_wrong_is_said(areas: dict[str, Area], arguments: list[str], said: str) -> None:
    result = _add("budi", "--name", "Budi", *arguments)
    assert result.exit_code != 0
    assert said in result.output


def test_a_name_is_taken_once(areas: dict[str, Area]) -> None:
    assert _add("budi", "--name", "Budi", "--area", "73").exit_code == 0
    assert _add("budi", "--name", "Budi", "--area", "73").exit_code != 0
    assert Membership.objects.count() == 1


def test_an_invitation_is_printed_once_and_works(office_of: OfficeOf, client: Client) -> None:
    office_of("73.71")
    result = _run("invite", "ani", "--name", "Ani", "--area", "73.71", "--decree", "SK/1/2026")
    assert result.exit_code == 0, result.output
    link = result.output.rsplit(" ", 1)[1].strip()
    with bind(Actor.program("test", "people")):
        kept = Invitation.objects.get()
    assert link.split("kunci=")[1] not in str(kept.__dict__)
    page = client.get(link.split("8000")[1], follow=True)
    assert "Ani" in page.content.decode()


def test_one_who_leaves_is_out(areas: dict[str, Area], sign_in: SignIn) -> None:
    _add("budi", "--name", "Budi", "--area", "73.71")
    browser = sign_in(User.objects.get(username="budi"))
    result = _run("leave", "budi", "--reason", "pindah")
    assert result.exit_code == 0, result.output
    assert browser.get("/lapor/").status_code == 302
    assert not User.objects.get(username="budi").is_active
    assert _run("leave", "budi", "--reason", "lagi").exit_code != 0


def test_memberships_are_listed_by_area(areas: dict[str, Area]) -> None:
    _add("budi", "--name", "Budi", "--area", "73.71")
    _add("kupang", "--name", "Kupang", "--area", "53.71", "--role", "R4", "--clearance", "2")
    assert _run("list").output.splitlines() == [
        "kupang\t53.71\tR4\t2\t-\t-", "budi\t73.71\tR3\t1\t-\t-"
    ]  # fmt: skip
    assert _run("list", "--area", "73").output.splitlines() == ["budi\t73.71\tR3\t1\t-\t-"]
    _run("leave", "budi", "--reason", "pindah")
    assert _run("list", "--area", "73").output == ""
    assert "budi" in _run("list", "--area", "73", "--all").output


def test_a_forgotten_password_is_set_anew_by_a_link_of_one_use(
    areas: dict[str, Area], client: Client
) -> None:
    _add("budi", "--name", "Budi", "--area", "73.71", "--role", "R4")
    said = _run("reset-password", "budi", "--reason", "lupa, sudah dikenali")
    assert said.exit_code == 0, said.output
    link = said.output.split(" · ")[1].strip()
    form = client.get(link, follow=True)
    new = "pagi-hujan-di-teras-7"
    fields = {"password1": new, "password2": new}
    assert client.post(form.redirect_chain[-1][0], fields).status_code == 302
    with bind(SIGN_IN):
        assert client.login(username="budi", password=new)
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()
    with bind(Actor.program("test", "audit")):
        assert Entry.objects.filter(verb="password_link_create").count() == 1
