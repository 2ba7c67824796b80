"""What is past its term goes, and nothing else does."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from sipks.incidents.choices import State
from sipks.incidents.models import Incident
from sipks.intake.models import Delivery, Item, SetAside, Source, Upload
from sipks.intake.services.uploads import upload_create, upload_run

from .world import GRAVE, IDLE, aside, bring, run


@pytest.fixture(autouse=True)
def files_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own transaction never commits, and files wait for that."""
    monkeypatch.setattr(
        "sipks.privacy.retention.intake.transaction",
        SimpleNamespace(on_commit=lambda work: work()),
    )


def upload(source: Source, *texts: str, name: str = "a.jsonl", days: int = 200) -> Upload:
    lines = "".join(f'{{"text": "{text}"}}\n' for text in texts)
    made = upload_create(source=source, stream=io.BytesIO(lines.encode()), name=name, defer=False)
    done = upload_run(upload=Upload.objects.select_related("source__area").get(pk=made.pk))
    Upload.objects.filter(pk=done.pk).update(finished_at=timezone.now() - timedelta(days=days))
    old = time.time() - 7200
    os.utime(done.file, (old, old))
    found: Upload = Upload.objects.get(pk=done.pk)
    return found


def read_all() -> None:
    from sipks.incidents.services.pipeline import pending_process

    while pending_process():
        pass


def test_a_file_goes_and_its_row_stays(source: Source) -> None:
    made = upload(source, IDLE)
    read_all()
    assert run("upload_file")["done"] == 1
    assert not made.file.exists()
    assert Upload.objects.get(pk=made.pk).removed_at is not None
    assert Item.objects.filter(upload=made).exists()


def test_a_file_that_a_younger_upload_shares_stays_on_disk(source: Source) -> None:
    old, young = upload(source, IDLE), upload(source, IDLE, days=1)
    read_all()
    assert old.path == young.path
    assert run("upload_file")["done"] == 1
    assert young.file.exists()
    Upload.objects.filter(pk=young.pk).update(finished_at=timezone.now() - timedelta(days=300))
    run("upload_file")
    assert not young.file.exists()


def test_a_file_that_was_just_brought_in_again_is_not_removed(source: Source) -> None:
    made = upload(source, IDLE)
    read_all()
    os.utime(made.file)
    run("upload_file")
    assert made.file.exists()


def test_a_file_that_is_gone_already_does_not_stop_the_run(source: Source) -> None:
    made = upload(source, IDLE)
    read_all()
    made.file.unlink()
    found = run("upload_file")
    assert (found["done"], found["problem"]) == (1, "")


@pytest.mark.parametrize("state", [State.NEW, State.VERIFIED, State.SET_ASIDE])
def test_a_file_of_an_open_incident_is_held(source: Source, state: State) -> None:
    made = upload(source, IDLE, GRAVE)
    read_all()
    Incident.objects.update(state=state)
    found = run("upload_file")
    held = state != State.SET_ASIDE
    assert (found["held"], found["done"]) == (int(held), int(not held))
    assert made.file.exists() == held


def test_a_file_with_rows_to_be_mended_is_held(source: Source) -> None:
    made = upload_create(
        source=source, stream=io.BytesIO(b'{"text": "x"}\n{"kosong": 1}\n'), name="b.jsonl",
        defer=False,
    )  # fmt: skip
    upload_run(upload=Upload.objects.select_related("source__area").get(pk=made.pk))
    Upload.objects.update(finished_at=timezone.now() - timedelta(days=300))
    assert SetAside.objects.filter(state=SetAside.State.OPEN).exists()
    assert run("upload_file")["held"] == 1
    assert made.file.exists()


def test_rows_that_are_done_lose_their_content(source: Source) -> None:
    done = aside(source, SetAside.State.DROPPED, 100)
    young = aside(source, SetAside.State.DROPPED, 10)
    open_ = aside(source, SetAside.State.OPEN, 1000)
    assert run("aside_done")["done"] == 1
    kept = SetAside.objects.get(pk=done.pk)
    assert (bytes(kept.raw), kept.values, kept.reason) == (b"", None, "Tidak ada isi.")
    assert bytes(kept.digest) == bytes(done.digest)
    for one in (young, open_):
        assert bytes(SetAside.objects.get(pk=one.pk).raw) == b"rahasia"


def test_a_row_that_an_open_incident_was_told_in_is_held(source: Source) -> None:
    (item,) = bring(source, GRAVE)
    row = aside(source, SetAside.State.REPLAYED, 100, item=item)
    assert run("aside_done")["held"] == 1
    assert bytes(SetAside.objects.get(pk=row.pk).raw) == b"rahasia"


def test_answers_to_senders_go_after_thirty_days(source: Source) -> None:
    made = Delivery.objects.create(source=source, key="k", body_hash=b"", answer={})
    assert run("delivery")["count"] == 0
    Delivery.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=31))
    assert run("delivery")["done"] == 1


def test_files_lie_in_the_home_folder(source: Source) -> None:
    made = upload(source, IDLE)
    assert made.file.is_relative_to(settings.HOME)
