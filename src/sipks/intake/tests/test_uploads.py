from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sipks.intake.connectors import CONNECTORS
from sipks.intake.models import Item, SetAside, Source, Upload, UploadState
from sipks.intake.services import uploads
from sipks.intake.services.uploads import (
    MAX_STARTS,
    TooLarge,
    upload_create,
    upload_rerun,
    upload_run,
    uploads_resume,
)
from sipks.people.models import User
from sipks.people.scope import Actor, bind

from .intake_world import bring, figures, lines, stored_files, texts

pytestmark = pytest.mark.django_db
MIXED = lines({"id": 1, "text": "a"}, {"id": 2, "text": ""}, {"id": 3, "text": "b"}) + b"{rusak\n"


def test_a_file_is_kept_and_taken_in(source: Source, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    upload = bring(source, MIXED, "C:\\x/../berita.jsonl")
    assert (upload.state, upload.kind, upload.name) == (UploadState.DONE, "jsonl", "berita.jsonl")
    assert figures(upload) == (4, 2, 0, 2)
    assert upload.bytes_done == upload.size == len(MIXED)
    assert upload.finished_at is not None
    (kept,) = stored_files(tmp_path)
    assert MIXED not in kept.read_bytes()  # it is sealed
    with upload.open() as stream:
        assert stream.read() == MIXED
    assert kept.stat().st_mode & 0o077 == 0
    asides = SetAside.objects.order_by("row").values_list("row", "code", "state")
    assert list(asides) == [(2, "no_text", "open"), (4, "json_broken", "open")]


def test_the_same_file_again_changes_nothing(source: Source) -> None:
    first, second = bring(source, MIXED), bring(source, MIXED, "nama-lain.jsonl")
    assert first.path == second.path
    assert figures(second) == (4, 0, 2, 2)
    assert texts(source) == ["a", "b"]


def test_progress_is_told_batch_by_batch(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "BATCH", 2)
    seen: list[tuple[int, int]] = []
    content = lines(*({"id": n, "text": f"t{n}"} for n in range(5)))
    bring(source, content, progress=lambda one: seen.append((one.rows_done, one.bytes_done)))
    assert [rows for rows, _ in seen] == [2, 4, 5, 5]
    assert [done for _, done in seen] == sorted(done for _, done in seen)
    assert seen[-1][1] == len(content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.csv", b"", "kosong"),
        ("a.csv", b"MZ\x90\x00" + b"\x00" * 80, "EXE"),
        ("a.csv", b"PK\x03\x04" + b"\x00" * 80, "ZIP"),
        ("a.csv", b"1;2\n3;4\n", "judul kolom"),
        ("a.xlsx", b"PK\x03\x04[Content_Types].xml xl/", "rusak"),
    ],
)
def test_a_refused_file_says_why(source: Source, name: str, content: bytes, words: str) -> None:
    upload = bring(source, content, name)
    assert upload.state == UploadState.REFUSED
    assert words in upload.refusal
    assert Item.objects.count() == 0


def test_a_file_past_the_limit_is_not_kept(source: Source, tmp_path: Path, settings: Any) -> None:
    settings.HOME, settings.UPLOAD_MAX_BYTES = tmp_path, 10
    with pytest.raises(TooLarge):
        upload_create(source=source, stream=io.BytesIO(b"x" * 11), name="a", defer=False)
    assert stored_files(tmp_path) == []
    assert Upload.objects.count() == 0


def test_after_a_stop_it_goes_on_without_loss_or_doubling(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "BATCH", 2)
    content = lines(*({"text": f"t{n}" if n % 3 else ""} for n in range(9)))
    made = upload_create(source=source, stream=io.BytesIO(content), name="a.jsonl", defer=False)

    def stop(upload: Upload) -> None:
        if upload.rows_done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upload_run(upload=made, progress=stop)
    assert Upload.objects.get().state == UploadState.RUNNING
    done = upload_run(upload=Upload.objects.get())
    assert done.state == UploadState.DONE
    assert figures(done) == (9, 6, 0, 3)
    assert texts(source) == ["t1", "t2", "t4", "t5", "t7", "t8"]


def test_a_finished_file_is_not_run_again(source: Source) -> None:
    upload = bring(source, MIXED)
    assert upload_run(upload=upload).finished_at == upload.finished_at


def test_a_file_that_brings_the_worker_down_each_time_is_given_up(source: Source) -> None:
    made = upload_create(source=source, stream=io.BytesIO(MIXED), name="a.jsonl", defer=False)
    Upload.objects.update(attempts=MAX_STARTS, state=UploadState.RUNNING)
    assert "menghentikan pekerja" in upload_run(upload=made).refusal


def test_a_fault_of_the_program_is_a_refusal_and_can_be_run_again(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(CONNECTORS["jsonl"], "parse", fail, raising=False)
        upload = bring(source, MIXED)
    assert upload.state == UploadState.REFUSED
    assert "ZeroDivision" not in upload.refusal
    upload = upload_run(upload=upload_rerun(upload=upload))
    assert (upload.state, upload.refusal, upload.stored) == (UploadState.DONE, "", 2)


def test_what_was_set_aside_and_passes_after_a_fix_is_marked(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = lines({"text": "a"}, {"text": "b", "date": "2031-01-01"})
    upload = bring(source, content)
    assert upload.bad == 1
    monkeypatch.setattr("sipks.intake.connectors.records.plausible", lambda moment, *_: moment)
    upload = upload_run(upload=upload_rerun(upload=upload))
    assert (upload.stored, upload.bad) == (2, 0)
    aside = SetAside.objects.get()
    assert (aside.state, aside.item and aside.item.text) == ("replayed", "b")


def test_a_missing_file_is_said_to_be_missing(
    source: Source, tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path
    made = upload_create(source=source, stream=io.BytesIO(MIXED), name="a.jsonl", defer=False)
    made.file.unlink()
    assert "Unggah ulang" in upload_run(upload=made).refusal


def test_files_that_nobody_takes_in_are_queued_again(source: Source) -> None:
    made = upload_create(source=source, stream=io.BytesIO(MIXED), name="a.jsonl", defer=False)
    Upload.objects.update(state=UploadState.RUNNING)
    bring(source, MIXED)
    assert uploads_resume() == 1
    assert Upload.objects.get(pk=made.pk).state == UploadState.RUNNING


def test_chat_lines_that_are_no_reports_are_counted_and_not_kept(source: Source) -> None:
    chat = (
        "17/03/25 10.00 - +62 811-000 bergabung menggunakan tautan\n"
        "17/03/25 10.01 - Budi: <Media tidak disertakan>\n17/03/25 10.02 - Budi: ada massa\n"
    )
    upload = bring(source, chat.encode(), "obrolan.txt")
    assert figures(upload) == (3, 1, 0, 0)
    assert upload.ignored == 2
    assert {bytes(raw) for raw in SetAside.objects.values_list("raw", flat=True)} == {b""}
    assert set(SetAside.objects.values_list("state", flat=True)) == {"dropped"}


def test_each_officer_sees_the_files_of_own_area(
    source: Source, officer: User, neighbour: User, stranger: User
) -> None:
    bring(source, MIXED)
    counts = []
    for user in (officer, neighbour, stranger):
        with bind(Actor.of(user)):
            counts.append((Upload.objects.count(), SetAside.objects.count(), Item.objects.count()))
    assert counts == [(1, 2, 2), (0, 0, 0), (0, 0, 0)]


def test_secret_sources_give_secret_items(source: Source) -> None:
    Source.objects.update(default_classification=2, drill=True)
    upload = bring(Source.objects.select_related("area").get(), MIXED)
    for thing in (upload, *Item.objects.all(), *SetAside.objects.all()):
        assert (thing.classification, thing.drill) == (2, True)


def test_files_are_kept_below_the_home_folder(source: Source) -> None:
    upload = bring(source, MIXED)
    assert not Path(upload.path).is_absolute()
    assert upload.file.is_relative_to(settings.HOME / "uploads")
