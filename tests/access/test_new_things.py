"""What somebody enters anew, and what he does with what is his: only in his area, only with his."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.people.models import Invitation, Membership
from sipks.people.scope import Actor
from sipks.people.signin.store import column_of

from .addresses import (
    AWAY,
    OFFICES,
    PRIVACY,
    REPORTERS,
    SENDERS,
    SIGN_IN,
    SIGNED_IN,
    address,
)
from .office_world import SEALED_WORD
from .test_every_post import NEW, everybody
from .test_every_url import body, outcome
from .verbs import DECREE
from .world import LIMITED, World, everything, touched_rows

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
__all__ = ["everybody"]

NEW_ONES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "intake:source_new": (NEW | {"place": "73.71"}, SENDERS),
    "people:office_new": ({"kind": "mitra", "name": "Lembaga", "area": "73.71"}, OFFICES),
    "privacy:request_new": (
        {"office": "73.71", "kind": "access", "channel": "letter", "applicant": "Seseorang",
         "contact": "surat", "about": "x", "received_at": "2025-01-02T08:00"}, PRIVACY),
    "privacy:breach_new": (
        {"office": "73.71", "title": "x", "known_at": "2025-01-02T08:00", "kinds": ["name"],
         "what": "x"}, PRIVACY),
    "privacy:agreement_new": (
        {"office": "73.71", "partner": "x", "kind": "joint", "purpose": "x", "duties": "x",
         "number": "1", "signed_on": "2025-01-02", "kept_at": "x"}, PRIVACY),
}  # fmt: skip
"""Where something new is entered, what is sent, and who may there."""


def test_new_things_are_entered_only_in_ones_own_area(world: World, everybody: ClientOf) -> None:
    before = everything()
    for name, (sent, who_may) in NEW_ONES.items():
        for who in set(SIGNED_IN) - (set(who_may) - set(AWAY)):
            answer = everybody(who).post(reverse(name), sent)
            # Who may elsewhere gets his form back: this area is not one of his.
            wanted = (200, 422) if who in who_may else (403,)
            assert answer.status_code in wanted, (name, who)
        assert everything() == before, name


def test_in_ones_own_area_they_are(world: World, everybody: ClientOf) -> None:
    """Else the test above would prove nothing."""
    for name, (sent, who_may) in NEW_ONES.items():
        before = touched_rows()
        who = next(one for one in who_may if one not in AWAY)
        answer = everybody(who).post(reverse(name), sent)
        assert answer.status_code == 302, (name, answer.content.decode())
        assert touched_rows() > before, name


def test_terms_of_keeping_are_those_of_the_nation(world: World, everybody: ClientOf) -> None:
    sent = {"kind": "upload", "days": 1, "valid_from": "2030-01-01", "basis": "x"}
    before = everything()
    for who in SIGNED_IN:
        answer = everybody(who).post(reverse("privacy:retention_term"), sent)
        assert answer.status_code in ((403, 422) if who in PRIVACY else (403,)), who
    assert everything() == before


def test_reports_are_sent_by_those_who_report(world: World, everybody: ClientOf) -> None:
    said = {"place": "73.71.01", "day": "2025-02-03", "known_by": "saksi"}
    for who in ("nobody", *SIGNED_IN):
        before = touched_rows()
        answer = everybody(who).post(reverse("intake:report"), said | {"what": f"Ribut: {who}"})
        expected = SIGN_IN if who == "nobody" else 302 if who in REPORTERS else 403
        assert outcome(answer) == expected, who
        assert (touched_rows() > before) == (who in REPORTERS), who


def test_nobody_gives_more_than_he_has(
    world: World, everybody: ClientOf, as_program: Actor
) -> None:
    """Inviting and changing: no role of the centre or of the system, no clearance above one's own,
    nothing for oneself."""
    kept, head = world.kept[LIMITED], world.users["head"]
    fresh = {"name": "Baru", "username": "baru", **DECREE}
    for said in ({"roles": ["R8"]}, {"roles": ["R14"]}, {"clearance": 3}):
        sent: dict[str, Any] = {"roles": ["R1"], "clearance": 0} | said
        page = everybody("head").post(address("people:invite", kept), fresh | sent)
        assert "form" in page.context, said
        everybody("head").post(address("people:membership", kept), DECREE | sent)
    own = Membership.objects.get(user=head)
    url = reverse("people:membership", args=[own.pk])
    everybody("head").post(url, {"roles": ["R4", "R14"], "clearance": 3, **DECREE})
    assert not Invitation.objects.filter(username="baru").exists()
    assert list(Membership.objects.filter(user=head)) == [own]
    assert Membership.objects.get(pk=own.pk).roles == ["R4"]
    row = Membership.objects.get(pk=kept.beside["membership"].pk)
    assert (row.roles, row.clearance, row.ended_at) == (["R2"], 0, None)


def test_nobody_ends_the_session_of_another(world: World, everybody: ClientOf) -> None:
    theirs = everybody("head")
    column = column_of(str(theirs.session.session_key))
    for who in set(SIGNED_IN) - {"head"}:
        everybody(who).post(reverse("session_end", args=[column]))
        everybody(who).post(reverse("other_sessions_end"))
        everybody(who).post(reverse("notices_seen"))
    assert theirs.get(reverse("mfa_index")).status_code == 200


def test_a_second_factor_is_taken_away_by_none_of_them(world: World, everybody: ClientOf) -> None:
    """Not even by those who may, who have not given their password once more."""
    kept, before = world.kept[LIMITED], everything()
    for who in SIGNED_IN:
        said = {"reason": "Ponselnya hilang, sudah dipastikan lewat telepon"}
        answer = everybody(who).post(address("second_factor_reset", kept), said)
        assert answer.status_code == (302 if who in ("head", "admin") else 404), who
    assert everything() == before


def test_what_is_sealed_is_opened_by_few_and_with_a_reason(
    world: World, everybody: ClientOf
) -> None:
    url = address("people:sealed_open", world.kept[LIMITED])
    for who in SIGNED_IN:
        said = body(everybody(who).post(url, {"reason": "Menghubungi saksi untuk pemeriksaan"}))
        assert (SEALED_WORD in said) == (who in ("officer", "head")), who
        assert SEALED_WORD not in body(everybody(who).post(url, {"reason": ""})), who


def test_openings_are_told_to_auditor_and_handler_alone(world: World, everybody: ClientOf) -> None:
    url = address("people:sealed_open", world.kept[LIMITED])
    everybody("officer").post(url, {"reason": "Menghubungi saksi untuk pemeriksaan"})
    name, page = world.users["officer"].name, reverse("people:sealed_openings")
    told = {
        who for who in set(SIGNED_IN) - {"officer"}
        if name in body(everybody(who).get(page))
    }  # fmt: skip
    assert told == {"auditor", "head"}
