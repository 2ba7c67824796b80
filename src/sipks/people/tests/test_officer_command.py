from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from sipks.audit.models import Entry
from sipks.people.cli import officer
from sipks.people.models import Membership
from sipks.places.models import Area

pytestmark = pytest.mark.django_db


class Ready:
    """A program that is ready already."""

    def ready(self) -> None: ...


def _add(*arguments: str) -> Result:
    return CliRunner().invoke(officer, ["add", *arguments], obj=Ready())


def test_the_first_password_signs_in(areas: dict[str, Area], client: Client) -> None:
    result = _add("budi", "--name", "Budi", "--area", "73.71", "--role", "R4", "--clearance", "2")
    assert result.exit_code == 0
    password = result.output.rsplit(" ", 1)[1].strip()
    assert client.login(username="budi", password=password)
    membership = Membership.objects.get(user__username="budi")
    assert (membership.area.code, membership.roles, membership.clearance) == ("73.71", ["R4"], 2)


def test_the_record_knows_it_without_the_password(areas: dict[str, Area]) -> None:
    password = _add("budi", "--name", "Budi", "--area", "73").output.rsplit(" ", 1)[1].strip()
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
