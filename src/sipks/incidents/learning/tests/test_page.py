from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.incidents.choices import AsideReason
from sipks.incidents.learning.selectors import quality
from sipks.incidents.learning.services.versions import candidate_create
from sipks.incidents.services.desk import incident_category_set, incident_set_aside
from sipks.incidents.tests.telling import NOON
from sipks.intake.models import ReaderModel, ReaderState, Reading
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area
from sipks.reading.learning.models import Models

from .desk import MATCH, one, three, verify

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
URL = reverse("incidents:reader")


@pytest.fixture(autouse=True)
def ready(areas: dict[str, Area], program: Actor) -> None:
    """The areas, and the program at work."""


def seen(client: Client, **query: str) -> Any:
    page = client.get(URL, query)
    assert page.status_code == 200
    return page.context["report"]


def candidate(new: float = 0.9) -> ReaderModel:
    shipped = Models.shipped()
    figures = {"texts": 100, "f1": new, "group": 0.8, "form": 0.7}
    both = {"new": figures, "old": figures | {"f1": 0.8}}
    return candidate_create(
        models=Models(shipped.weights, "meja-1"),
        lessons=70,
        taught={"SOS-1": 30},
        against=shipped.version,
        figures={"fixed": both, "recent": both},
    )


def test_each_officer_sees_the_decisions_of_his_own_area(
    sign_in: SignIn, officer: User, neighbour: User, stranger: User, province: User
) -> None:
    three()
    whole = [
        seen(sign_in(user)).whole.decisions for user in (officer, neighbour, stranger, province)
    ]
    assert whole == [1, 1, 1, 2]


def test_an_area_can_be_chosen(sign_in: SignIn, centre: User) -> None:
    three()
    client = sign_in(centre)
    assert [seen(client, wilayah=code).whole.decisions for code in ("", "73", "73.06")] == [3, 2, 1]


def test_where_nothing_is_decided_it_says_so_in_grey(sign_in: SignIn, officer: User) -> None:
    one()
    body = sign_in(officer).get(URL).content.decode()
    assert "Belum ada keputusan" in body
    assert "100\u00a0%" not in body


def test_shares_are_of_what_people_decided(sign_in: SignIn, officer: User) -> None:
    verify(one())
    incident_set_aside(incident=one(MATCH, by="b"), reason=AsideReason.OUT_OF_SCOPE)
    wrong = one("Warga menolak pembangunan gereja, spanduk dipasang", by="c")
    incident_category_set(incident=wrong, category="AGM-1", form="bentrok_massa")
    whole = seen(sign_in(officer)).whole
    assert (whole.precision.right, whole.precision.n) == (2, 3)
    assert (whole.recall.right, whole.recall.n) == (2, 2)
    assert (whole.group.right, whole.group.n) == (1, 2)
    assert (whole.form.right, whole.form.n) == (2, 2)
    assert (whole.place.right, whole.place.n) == (1, 1)


def test_doubt_counts_as_not_said(sign_in: SignIn, officer: User) -> None:
    incident = one()
    Reading.objects.update(relevant=None, relevance=0.5)
    verify(incident)
    whole = seen(sign_in(officer)).whole
    assert (whole.unsure, whole.recall.right, whole.recall.n) == (1, 0, 1)
    assert whole.precision.value is None


def test_months_and_sources_apart(sign_in: SignIn, centre: User) -> None:
    three()
    report = seen(sign_in(centre))
    assert [(f"{line.key:%Y-%m}", line.quality.decisions) for line in report.months] == [
        ("2025-02", 3)
    ]
    assert [(line.key, line.quality.decisions) for line in report.sources] == [("news", 3)]


def test_probabilities_beside_what_came_true(sign_in: SignIn, centre: User) -> None:
    three()
    [found] = seen(sign_in(centre)).bins
    assert (found.mean, found.share.right, found.share.n) == (pytest.approx(0.9), 3, 3)


def test_of_a_month_so_many_are_looked_at(
    sign_in: SignIn, centre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "A_MONTH", 2)
    for days in (0, 1, 2, 4, 40, 41, 500):
        words = " ".join(f"kata{days}{letter}" for letter in "abcdefghijkl")
        verify(one(words, by=f"s{days}", reported=NOON - timedelta(days=days), day=None))
    report = seen(sign_in(centre))
    assert [(f"{line.key:%Y-%m}", line.quality.decisions) for line in report.months] == [
        ("2025-02", 2), ("2025-01", 1), ("2024-12", 2)
    ]  # fmt: skip
    assert report.bounded


def test_small_numbers_are_marked(sign_in: SignIn, officer: User) -> None:
    verify(one())
    body = re.sub(r"\s+", " ", sign_in(officer).get(URL).content.decode())
    assert '1 dari 1 <span class="state">sedikit</span>' in body


def test_as_many_queries_for_one_as_for_many(
    sign_in: SignIn, centre: User, django_assert_num_queries: Any
) -> None:
    client = sign_in(centre)
    seen(client)
    # Session, user, memberships (actor, menu); newest, months, figures; versions, the one at work.
    for wait in (False, True):
        if wait:
            three()
            candidate()
        with django_assert_num_queries(9 if wait else 7):
            seen(client)


def test_a_reporter_is_told_that_his_role_does_not_reach(
    make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER)
    assert sign_in(reporter).get(URL).status_code == 403


def test_the_centre_puts_a_version_to_work_and_goes_back(sign_in: SignIn, centre: User) -> None:
    made, client = candidate(), sign_in(centre)
    assert "Pakai versi ini" in client.get(URL).content.decode()
    sent = {"version": str(made.pk), "reason": "lebih baik"}
    page = client.post(reverse("incidents:reader_promote"), sent, follow=True)
    assert "Versi meja-1 kini dipakai." in page.content.decode()
    made.refresh_from_db()
    assert (made.state, made.promoted_by, made.reason) == (
        ReaderState.ACTIVE, centre.pk, "lebih baik"
    )  # fmt: skip
    client.post(reverse("incidents:reader_rollback"), {"reason": "banyak salah"})
    made.refresh_from_db()
    assert made.state == ReaderState.RETIRED
    verbs = Entry.objects.filter(subject="reader_model").values_list("verb", "actor_id")
    assert set(verbs) >= {
        ("reader_model_promote", centre.pk), ("reader_model_rollback", centre.pk)
    }  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"reason": ""}, {"version": "x", "reason": "y"}])
def test_what_is_sent_wrongly_changes_nothing(
    sign_in: SignIn, centre: User, sent: dict[str, str]
) -> None:
    made = candidate()
    page = sign_in(centre).post(reverse("incidents:reader_promote"), sent, follow=True)
    assert page.status_code == 200
    made.refresh_from_db()
    assert made.state == ReaderState.CANDIDATE


@pytest.mark.parametrize("name", ["reader_train", "reader_promote", "reader_rollback"])
def test_officers_of_areas_choose_no_version(
    sign_in: SignIn, officer: User, neighbour: User, stranger: User, province: User,
    make_officer: MakeOfficer, name: str,
) -> None:  # fmt: skip
    made = candidate()
    everything = make_officer("segala", "73", *Role)
    sent = {"version": str(made.pk), "reason": "mau saya"}
    for user in (officer, neighbour, stranger, province, everything):
        client = sign_in(user)
        assert client.post(reverse(f"incidents:{name}"), sent).status_code == 403
        assert "Pakai versi ini" not in client.get(URL).content.decode()
    made.refresh_from_db()
    assert made.state == ReaderState.CANDIDATE


def test_training_waits_once(sign_in: SignIn, centre: User) -> None:
    client, url = sign_in(centre), reverse("incidents:reader_train")
    assert "Belum ada keputusan meja" in client.post(url, follow=True).content.decode()
    verify(one())
    assert "sedang dilatih" in client.post(url, follow=True).content.decode()
    assert "sudah menunggu" in client.post(url, follow=True).content.decode()
