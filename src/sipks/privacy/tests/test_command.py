"""`sipks privacy retention` and the nightly job: they remove only where they are told to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from sipks.intake.models import Delivery, Item
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.cli import privacy
from sipks.privacy.models import RetentionRun
from sipks.privacy.retention.run import SERVICE, service_actor
from sipks.privacy.tasks import retention as nightly

from .world import IDLE, bring, make_source


class Ready:
    """The program, ready already."""

    def ready(self) -> None:
        return


@pytest.fixture
def idle(areas: dict[str, Area]) -> Item:
    """A post that never mattered and is past its term."""
    with bind(Actor.program("test", *SERVICE[1:])):
        (item,) = bring(make_source(areas["73.71"]), IDLE, days=100)
        return item


def text_of(item: Item) -> str:
    with bind(service_actor()):
        return str(Item.objects.get(pk=item.pk).text)


def call(*words: str) -> Any:
    return CliRunner().invoke(privacy, ["retention", *words], obj=Ready())


def test_it_tells_what_would_go_and_why(idle: Item) -> None:
    said = call()
    assert said.exit_code == 0, said.output
    assert "post_irrelevant: 1 lewat masa" in said.output
    assert "Pasal 44" in said.output
    assert "Tidak ada yang dihapus" in said.output
    assert text_of(idle) == IDLE


def test_it_does_so_when_told(idle: Item) -> None:
    said = call("--apply", "--kind", "post_irrelevant")
    assert "1 dikerjakan" in said.output
    assert "upload_file" not in said.output
    assert text_of(idle) == ""


def test_a_kind_that_is_none_is_named(db: None) -> None:
    said = call("--kind", "apa")
    assert said.exit_code == 1
    assert "apa" in said.output
    assert "post_irrelevant" in said.output


@pytest.mark.parametrize(("setting", "left"), [("dry-run", IDLE), ("apply", "")])
def test_the_nightly_job_keeps_to_the_setting(
    idle: Item, settings: Any, setting: str, left: str
) -> None:
    settings.RETENTION = setting
    nightly(0)
    assert text_of(idle) == left
    with bind(service_actor()):
        run = RetentionRun.objects.get()
        assert run.applied == (setting == "apply")


def test_answers_to_senders_go_every_night_whatever_the_setting(idle: Item, settings: Any) -> None:
    settings.RETENTION = "dry-run"
    long_ago = timezone.now() - timedelta(days=31)
    with bind(service_actor()):
        made = Delivery.objects.create(source=idle.source, key="k", body_hash=b"", answer={})
        Delivery.objects.filter(pk=made.pk).update(at=long_ago)
    nightly(0)
    with bind(service_actor()):
        assert not Delivery.objects.exists()
