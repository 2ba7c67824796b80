"""What is past its term goes, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.incidents.choices import State
from sipks.incidents.models import Incident, Signal
from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, Pending, Reading, SetAside, Source
from sipks.intake.services.items import items_store
from sipks.people.models import Sealed, SealedKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.sealed import sealed_write
from sipks.places.models import Area
from sipks.privacy.models import RetentionRun, RetentionTerm
from sipks.privacy.retention import run as running
from sipks.privacy.retention.intake import items_strip
from sipks.privacy.retention.rules import BY_KIND, RULES
from sipks.privacy.retention.run import SERVICE, Busy, retention_run, service_actor
from sipks.privacy.retention.terms import retention_term_create, terms
from sipks.privacy.retention.works import WORKS

from .world import GRAVE, IDLE, aside, bring, make_source, run


def test_every_rule_has_its_work_and_says_why() -> None:
    assert [rule.kind for rule in RULES] == list(WORKS)
    for rule in RULES:
        assert rule.basis
        assert rule.days >= rule.floor >= 1
        assert rule.acts == (WORKS[rule.kind].do.__name__ != "never")


def test_a_dry_run_changes_nothing_and_tells_all(source: Source) -> None:
    (item,) = bring(source, IDLE, days=100)
    found = run("post_irrelevant", apply=False)
    assert (found["count"], found["done"], found["oldest"][:10]) == (
        1, 0, item.received_at.date().isoformat(),
    )  # fmt: skip
    assert found["bytes"] == len(item.raw) + len(item.text)
    assert Item.objects.get(pk=item.pk).text == IDLE
    assert not Entry.objects.filter(verb__startswith="retention").exists()


def test_an_idle_post_loses_its_words_and_keeps_its_hash(source: Source) -> None:
    (item,) = bring(source, IDLE, days=100, author="@toko", external_id="post-1")
    assert run("post_irrelevant")["done"] == 1
    kept = Item.objects.get(pk=item.pk)
    assert (kept.text, kept.title, bytes(kept.raw), kept.fields) == ("", "", b"", {})
    assert (kept.author_hash, kept.url, kept.external_id) == ("", "", "")
    assert kept.removed_at is not None
    assert bytes(kept.content_hash) == bytes(item.content_hash)
    read = Reading.objects.get(item=item)
    assert (read.masked, read.result, read.evidence, read.place) == ("", {}, [], None)
    assert read.relevant is False


def test_what_was_sealed_of_an_item_goes_with_it(source: Source) -> None:
    (item,) = bring(source, IDLE, days=100)
    sealed_write(
        subject="item", subject_id=item.pk, kind=SealedKind.INFORMANT, value="Pak Dullah",
        scope_code=item.scope_code, classification=2,
    )  # fmt: skip
    assert run("post_irrelevant")["done"] == 1
    assert not Sealed.objects.filter(subject_id=item.pk).exists()


def test_what_became_a_signal_since_it_was_chosen_is_left(source: Source) -> None:
    (item,) = bring(source, GRAVE, days=100)
    with bind(service_actor()):
        assert items_strip([item.pk]) == 0
    assert Item.objects.get(pk=item.pk).text == GRAVE


def test_what_was_removed_is_known_when_it_is_sent_again(source: Source) -> None:
    (item,) = bring(source, IDLE, days=100, author="@toko", external_id="post-1")
    run("post_irrelevant")
    (again,) = bring(source, IDLE, author="@toko", external_id="post-1")
    assert again.pk == item.pk
    assert again.text == ""


@pytest.mark.parametrize("case", ["young", "grave", "form", "mended", "pending", "unread"])
def test_what_must_stay_stays(source: Source, case: str) -> None:
    text = GRAVE if case == "grave" else IDLE
    more: dict[str, Any] = {}
    if case == "form":
        more["connector"] = "form"
    if case == "mended":
        more["fields"] = {"_corrected": True}
    (item,) = bring(source, text, days=10 if case == "young" else 900, **more)
    if case == "pending":
        Pending.objects.create(item=item)
    if case == "unread":
        Reading.objects.filter(item=item).delete()
    assert run("post_irrelevant")["count"] == 0
    assert Item.objects.get(pk=item.pk).text == text


def test_a_version_of_what_became_a_signal_is_held(source: Source) -> None:
    bring(source, GRAVE, days=200, external_id="p")
    (edited,) = bring(source, IDLE, days=200, external_id="p")
    found = run("post_irrelevant")
    assert (found["count"], found["held"]) == (0, 1)
    assert Item.objects.get(pk=edited.pk).text == IDLE


def test_reports_of_citizens_have_a_term_of_their_own(
    source: Source, areas: dict[str, Area]
) -> None:
    citizens = make_source(areas["73.71"], "WARGA", "citizen")
    (item,) = bring(citizens, IDLE, days=100)
    assert run("post_irrelevant")["count"] == run("report_irrelevant")["count"] == 0
    Item.objects.filter(pk=item.pk).update(received_at=timezone.now() - timedelta(days=366))
    assert run("report_irrelevant")["done"] == 1


def test_what_people_decide_on_is_proposed_and_never_removed(source: Source) -> None:
    aside(source, SetAside.State.OPEN, 1000)
    bring(source, GRAVE)
    long_ago = timezone.now() - timedelta(days=4000)
    Incident.objects.update(state=State.VERIFIED, last_reported=long_ago)
    for kind in ("aside_open", "incident"):
        found = run(kind)
        assert (found["count"], found["done"]) == (1, 0)
    assert Signal.objects.count() == Incident.objects.count() == 1


def test_each_batch_is_in_the_audit_with_its_ground(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    bring(source, *(f"{IDLE} {n}" for n in range(5)), days=100)
    run("post_irrelevant")
    entries = Entry.objects.filter(verb="retention_strip").order_by("id")
    assert [one.detail["count"] for one in entries] == [2, 2, 1]
    for one in entries:
        assert one.actor_name == "retention"
        assert one.detail["basis"] == BY_KIND["post_irrelevant"].basis
        assert (one.subject, one.subject_id) == ("retention", "post_irrelevant")
        assert IDLE not in str(one.detail)


def test_a_run_that_was_stopped_goes_on_where_it_was(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def stop(kind: str, done: int) -> None:
        raise Killed

    monkeypatch.setattr(running, "BATCH", 2)
    bring(source, *(f"{IDLE} {n}" for n in range(5)), days=100)
    with bind(service_actor()), pytest.raises(Killed):
        retention_run(apply=True, kinds=["post_irrelevant"], progress=stop)
    assert Item.objects.exclude(removed_at=None).count() == 2
    assert sum(one.detail["count"] for one in Entry.objects.filter(verb="retention_strip")) == 2
    assert run("post_irrelevant")["done"] == 3


def test_a_batch_that_fails_is_undone_whole_and_the_others_go_on(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError

    (item,) = bring(source, IDLE, days=100)
    aside(source, SetAside.State.DROPPED, 100)
    monkeypatch.setattr(running, "entry_create", broken)
    with bind(service_actor()):
        found = retention_run(apply=True, kinds=["post_irrelevant", "aside_done"]).found
    assert [one["problem"] for one in found] == ["OSError", "OSError"]
    assert Item.objects.get(pk=item.pk).text == IDLE


def test_a_run_is_remembered_with_its_figures(source: Source) -> None:
    bring(source, IDLE, days=100)
    run("post_irrelevant", apply=False)
    (kept,) = RetentionRun.objects.all()
    assert (kept.applied, kept.actor_name) == (False, "retention")
    assert kept.finished_at is not None
    assert kept.found[0]["count"] == 1


def test_a_second_run_at_once_is_refused(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    @contextmanager
    def taken(name: Any) -> Iterator[bool]:
        yield False

    monkeypatch.setattr(running, "held", taken)
    with bind(service_actor()), pytest.raises(Busy):
        retention_run(apply=True)


def test_the_service_sees_nothing_in_rooms_that_are_not_its_own() -> None:
    assert service_actor().rooms == set(SERVICE[1:])


@pytest.fixture
def officer_of_nation(make_officer: Any) -> User:
    from sipks.people.choices import Role

    user: User = make_officer("dpo", "ID", Role.INFORMATION_OFFICER)
    return user


def test_another_term_holds_from_its_day_on(source: Source, officer_of_nation: User) -> None:
    today = timezone.localdate()
    with bind(Actor.of(officer_of_nation)):
        retention_term_create(
            kind="post_irrelevant", days=40, basis="Keputusan Menteri 1/2026", valid_from=today
        )
        retention_term_create(
            kind="post_irrelevant", days=60, basis="Lagi", valid_from=today + timedelta(days=3)
        )
        term = terms()["post_irrelevant"]
        assert (term.days, term.basis) == (40, "Keputusan Menteri 1/2026")
        assert terms(today + timedelta(days=3))["post_irrelevant"].days == 60
        assert terms(today - timedelta(days=1))["post_irrelevant"].days == 90
    bring(source, IDLE, days=50)
    assert run("post_irrelevant")["done"] == 1
    changed = Entry.objects.filter(verb="setting_changed", subject="retention").order_by("id")
    assert changed[0].subject_id == "post_irrelevant"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"days": 29}, "days"),
        ({"kind": "audit", "days": 1824}, "days"),
        ({"basis": "  "}, "basis"),
        ({"kind": "apa"}, "kind"),
        ({"valid_from": date(2020, 1, 1)}, "valid_from"),
    ],
)
def test_a_term_must_be_lawful(officer_of_nation: User, said: dict[str, Any], field: str) -> None:
    fine: dict[str, Any] = {
        "kind": "post_irrelevant", "days": 40, "basis": "UU", "valid_from": timezone.localdate()
    }  # fmt: skip
    with bind(Actor.of(officer_of_nation)), pytest.raises(ValidationError) as refusal:
        retention_term_create(**(fine | said))
    assert field in refusal.value.error_dict
    with bind(service_actor()):
        assert not RetentionTerm.objects.exists()


def test_only_the_officer_of_the_nation_sets_terms(officer: User, make_officer: Any) -> None:
    from sipks.people.choices import Role

    for user in (officer, make_officer("dpo7371", "73.71", Role.INFORMATION_OFFICER)):
        with bind(Actor.of(user)), pytest.raises(PermissionDenied):
            retention_term_create(
                kind="post_irrelevant", days=40, basis="UU", valid_from=timezone.localdate()
            )


def test_items_are_stored_again_after_an_edit(source: Source) -> None:
    """A post that was emptied and comes back with other words is a new item."""
    bring(source, IDLE, days=100, external_id="p")
    run("post_irrelevant")
    stored = items_store(
        source=source, rows=[Row(raw=b"x", text="Kini lain", external_id="p")], connector="jsonl"
    )
    assert len(stored.new) == 1
