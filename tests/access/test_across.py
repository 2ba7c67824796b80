"""What two offices, or two levels of secrecy, have to do with each other."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from sipks.incidents.models import Incident
from sipks.incidents.services.desk import NotAllowed, decision_undo, incident_merge
from sipks.incidents.services.live import payload
from sipks.incidents.tests.telling import group, tell
from sipks.intake.models import Item, SenderToken
from sipks.intake.services.tokens import token_create
from sipks.people.choices import Role
from sipks.people.models import Membership
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.web.live import Page, parse

from .addresses import BESIDE, OF_KEPT, WITHOUT, address, expected
from .test_every_post import join
from .test_every_url import body
from .world import LIMITED, SECRET, World, everything

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
NOTHING = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def gowa(world: World, as_program: Actor) -> Incident:
    """An incident of Kabupaten Gowa."""
    [signal] = group(tell("Sengketa lahan kebun kenarigowa, jalan diblokade", "73.06", by="lain"))
    found: Incident = Incident.objects.get(pk=signal.incident_id)
    return found


def fresh(incident: Incident) -> Incident:
    with bind(Actor.program("uji")):
        found: Incident = Incident.objects.get(pk=incident.pk)
        return found


def page(client: Client, incident: Incident) -> str:
    return body(client.get(reverse("incidents:detail", args=[incident.pk])))


def merge(client: Client, into: Incident, other: Incident) -> Any:
    return client.post(
        reverse("incidents:decide", args=[into.pk, "gabung"]),
        {"seen": fresh(into).version, "others": other.pk},
    )


@pytest.mark.parametrize("who", ["officer", "neighbour"])
def test_nobody_pulls_a_neighbours_incident_into_his_own(
    who: str, gowa: Incident, world: World, client_of: ClientOf
) -> None:
    mine, theirs = world.kept[LIMITED].incident, gowa
    if who == "neighbour":
        mine, theirs = theirs, mine
    client, before = client_of(who), everything()
    answer = merge(client, mine, theirs)
    assert answer.status_code == 200
    assert everything() == before
    unknown = merge(client, mine, Incident(pk=mine.pk.__class__(int=7)))
    assert _errors(answer, theirs) == _errors(unknown, Incident(pk=mine.pk.__class__(int=7)))


def _errors(answer: Any, other: Incident) -> list[str]:
    errors = answer.context["wrong"].errors["others"]
    return [str(one).replace(str(other.pk), "…") for one in errors]


def test_nobody_merges_what_he_only_reads(gowa: Incident, world: World) -> None:
    """The head of the region reads both, and decides on neither."""
    for who in ("leader", "operator", "auditor", "guest", *WITHOUT):
        with bind(Actor.of(world.users[who])), pytest.raises(NotAllowed):
            incident_merge(incident=world.kept[LIMITED].incident, others=[gowa])


def test_candidates_and_searches_stay_within_sight(
    gowa: Incident, world: World, client_of: ClientOf
) -> None:
    mine = world.kept[LIMITED].incident
    for query in ("", "?gabung=sengketa", "?gabung=kenarirahasia", "?gabung=masjid", "?gabung="):
        shown = client_of("junior").get(f"{reverse('incidents:detail', args=[mine.pk])}{query}")
        assert "kenarigowa" not in body(shown)
        assert "Masjid dan gereja" not in body(shown)


def test_a_merged_incident_does_not_name_a_more_secret_one(
    world: World, client_of: ClientOf
) -> None:
    low, high = world.kept[LIMITED].twin, world.kept[SECRET].incident
    assert merge(client_of("officer"), high, low).status_code == 302
    assert "kenarirahasia" in page(client_of("officer"), low)
    shown = page(client_of("junior"), low)
    assert "kenariterbatas" in shown
    assert "kenarirahasia" not in shown
    assert str(high.pk) not in shown


def test_a_merge_taken_back_does_not_name_a_more_secret_one(
    world: World, client_of: ClientOf, as_program: Actor
) -> None:
    low, high = world.kept[LIMITED].incident, world.kept[SECRET].twin
    merge(client_of("officer"), low, high)
    assert client_of("junior").get(
        reverse("incidents:detail", args=[low.pk])
    ).status_code == 404  # fmt: skip
    made = low.decisions.filter(verb="merge").get()
    with bind(Actor.of(world.users["officer"])):
        decision_undo(decision=made)
    assert "kenarirahasia" in page(client_of("officer"), low)
    shown = page(client_of("junior"), low)
    assert "kenariterbatas" in shown
    assert "kenarirahasia" not in shown
    assert "1 peristiwa lain" in shown


def test_a_merge_taken_back_does_not_name_a_neighbours(
    gowa: Incident, world: World, client_of: ClientOf, as_program: Actor
) -> None:
    mine = world.kept[LIMITED].incident
    merge(client_of("province"), mine, gowa)
    with bind(Actor.of(world.users["province"])):
        decision_undo(decision=mine.decisions.filter(verb="merge").get())
    assert "kenarigowa" not in page(client_of("officer"), mine)
    assert "kenariterbatas" not in page(client_of("neighbour"), gowa)


def test_rights_and_clearance_of_two_memberships_do_not_add_up(
    world: World, client_of: ClientOf, areas: dict[str, Area]
) -> None:
    """Reading Rahasia as head of region in the province, and judging up to Terbatas in the city,
    is not judging Rahasia."""
    join(world.users["junior"], areas["73"], Role.REGION_HEAD)
    secret = world.kept[SECRET].incident
    client = client_of("junior")
    assert "kenarirahasia" in page(client, secret)
    before = everything()
    for verb in ("sisihkan", "batal"):
        client.post(
            reverse("incidents:decide", args=[secret.pk, verb]),
            {
                "seen": secret.version,
                "reason": "unproven",
                "decision": world.kept[SECRET].decision,
            },
        )
    assert everything() == before


def test_the_file_of_another_office_is_not_named(
    world: World, client_of: ClientOf, as_program: Actor
) -> None:
    """What tells of Gowa is for Gowa, whoever sent it; his file is not."""
    kept = world.kept[LIMITED]
    Item.objects.filter(pk=kept.item.pk).update(scope_code="73.06", upload=kept.upload)
    url = reverse("intake:item", args=[kept.item.pk])
    assert kept.upload.name in body(client_of("officer").get(url))
    shown = client_of("neighbour").get(url)
    assert shown.status_code == 200
    assert kept.upload.name not in body(shown)


def test_secret_signals_leave_no_count_behind(world: World, client_of: ClientOf) -> None:
    """The map of the city counts for the junior only what he may see."""
    url = f"{reverse('incidents:map')}?wilayah=73.71"
    counts = {
        who: sum(row.count.open for row in client_of(who).get(url).context["view"].rows)
        for who in ("officer", "junior", "neighbour", "stranger", "reporter", "admin")
    }
    assert counts == {
        "officer": 4, "junior": 2, "neighbour": 0, "stranger": 0, "reporter": 0, "admin": 0,
    }  # fmt: skip


def test_silence_elsewhere_is_not_told(world: World, client_of: ClientOf) -> None:
    """Whether an area out of sight has reported is unknown, not "nothing"."""
    for who in ("neighbour", "stranger", "reporter", "admin"):
        url = f"{reverse('incidents:map')}?wilayah=73.71"
        rows = client_of(who).get(url).context["view"].rows
        assert {row.count.heard for row in rows} == {None}
        assert {row.count.last_reported for row in rows} == {None}


def test_tabs_and_news_count_only_what_is_seen(world: World, client_of: ClientOf) -> None:
    ids = [kept.incident.pk for kept in world.kept.values()]
    query = "&".join(f"id={pk}" for pk in ids)
    for who, seen in {"officer": 2, "junior": 1, "neighbour": 0, "stranger": 0}.items():
        news = client_of(who).get(f"{reverse('incidents:queue_news')}?status=semua&{query}")
        assert news.json()["count"] == seen, who
        tabs = client_of(who).get(reverse("incidents:queue")).context["tabs"]
        assert tabs[-1]["count"] == 2 * seen, who


def test_live_pages_hear_only_of_their_own(world: World) -> None:
    rows = [kept.incident for kept in world.kept.values()]
    said = payload(rows, 1)
    assert "kenari" not in said
    heard = {}
    for who, user in world.users.items():
        shown = Page(Actor.of(user), "")
        shown.tell(*parse(said))
        heard[who] = "" if shown._queue.empty() else shown._queue.get_nowait().decode()
    limited, secret = (str(one.pk) for one in rows)
    assert all(limited in heard[who] for who in ("officer", "junior", "province", "centre"))
    assert limited in heard["junior"]
    assert secret not in heard["junior"]
    assert all(heard[who] == "" for who in ("neighbour", "stranger", "reporter", "admin"))


def test_a_cursor_of_somebody_else_opens_nothing(world: World, client_of: ClientOf) -> None:
    queue = reverse("incidents:queue")
    theirs = "fDIwMjUtMDEtMDFUMDA6MDA6MDArMDA6MDB8"
    far = [
        base64.urlsafe_b64encode(f"99|{moment}|{'f' * 32}".encode()).decode()
        for moment in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2025-01-01")
    ]
    for cursor in (*far, str(world.kept[SECRET].upload.pk), theirs, "%00", "x" * 500, "٣", "=" * 9):
        for page_ in (queue, reverse("intake:uploads"), reverse("intake:set_aside")):
            shown = client_of("neighbour").get(f"{page_}?setelah={cursor}&status=semua")
            assert shown.status_code == 200
            assert "kenari" not in body(shown)


HIDDEN = [
    (LIMITED, "neighbour"), (SECRET, "junior"), (LIMITED, "reporter"), (LIMITED, "council"),
    (LIMITED, "admin"), (LIMITED, "outsider"), (LIMITED, "officer"),
]  # fmt: skip


@pytest.mark.parametrize(("level", "who"), HIDDEN)
def test_what_is_hidden_and_what_is_not_there_look_alike(
    level: str, who: str, world: World, client_of: ClientOf
) -> None:
    """Else the address alone would tell whether something exists."""
    client, tried = client_of(who), 0
    for name in {**OF_KEPT, **BESIDE}:
        if expected(name, level)[who] in (403, 404):
            url = address(name, world.kept[level])
            pk = str(resolve(url).kwargs["pk"])
            hidden, missing = (client.get(one) for one in (url, url.replace(pk, NOTHING)))
            assert hidden.status_code == missing.status_code, name
            assert _plain(hidden, pk) == _plain(missing, NOTHING), name
            tried += 1
    assert tried


def _plain(answer: Any, pk: str) -> str:
    """What it says, without the address asked for and what differs from request to request."""
    said = body(answer).replace(pk, "…")
    return re.sub(r'(nonce|csrfmiddlewaretoken" value|X-CSRFToken": )[^>]*', "", said)


def test_a_role_that_is_lost_is_lost_at_once(world: World, client_of: ClientOf) -> None:
    url = reverse("incidents:detail", args=[world.kept[LIMITED].incident.pk])
    assert client_of("officer").get(url).status_code == 200
    with bind(Actor.program("uji", "people")):
        Membership.objects.filter(user=world.users["officer"]).update(valid_to=date(2021, 1, 1))
    assert client_of("officer").get(url).status_code == 403
    user = world.users["neighbour"]
    assert client_of("neighbour").get(reverse("incidents:queue")).status_code == 200
    user.is_active = False
    with bind(Actor.program("uji", "people")):
        user.save(update_fields=["is_active"])
    assert client_of("neighbour").get(reverse("incidents:queue")).status_code == 302


def test_the_explainer_tells_rights_and_no_content(world: World, client_of: ClientOf) -> None:
    """Auditor and administrator ask about rights; of a record elsewhere, not even that it is."""
    incident = world.kept[LIMITED].incident
    said = {}
    for who in ("auditor", "admin", "outsider"):
        for key in (str(incident.pk), NOTHING):
            asked = {"petugas": "petugas-officer", "catatan": key}
            page = client_of(who).get(reverse("people:access"), asked)
            said[who, key] = _plain(page, key)
            assert "kenari" not in said[who, key], who
    told = {who: said[who, str(incident.pk)] != said[who, NOTHING] for who, _ in said}
    assert told == {"auditor": True, "admin": True, "outsider": False}


def test_who_looks_after_people_sees_how_much_they_do_and_not_what(
    world: World, client_of: ClientOf
) -> None:
    """Before work is handed over: the head of the office sees it, the administrator its count."""
    kept, colleague = world.kept[LIMITED], world.kept[LIMITED].beside["colleague"]
    with bind(Actor.program("uji", "intake", "audit")):
        made, _ = token_create(source=kept.source, name="kunci kenarirekan")
        SenderToken.objects.filter(pk=made.pk).update(created_by=colleague.pk)
    url = address("people:hand_over", kept)
    pages = {who: body(client_of(who).get(url)) for who in ("head", "admin")}
    assert {who: "kenarirekan" in page for who, page in pages.items()} == {
        "head": True, "admin": False,
    }  # fmt: skip
