"""Whatever comes, nothing is lost, nothing doubled, and the user is told in Indonesian."""

from __future__ import annotations

import io
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sipks.intake.connectors.tests.helpers import zeros
from sipks.intake.models import Item, Pending, SetAside, Source, Upload, UploadState
from sipks.intake.services.uploads import upload_create, upload_run
from sipks.people.scope import Actor, bind

from .intake_world import bring, lines, texts

HEAD = b"judul;isi;tanggal\n"
CASES: dict[str, tuple[str, bytes, list[str], list[str]]] = {
    # name: file name, content, texts stored, codes set aside
    "line too long": ("a.jsonl", b'{"text":"' + b"a" * 2_000_000 + b'"}\n{"text":"b"}', ["b"],
                      ["record_too_long"]),
    "ten megabytes of one word": ("a.csv", HEAD + b"A;" + b"rusuh" * 2_000_000 + b"\nB;b;\n", ["b"],
                                  ["record_too_long"]),
    "latin-1": ("a.csv", HEAD + b"A;caf\xe9;\n", ["café"], []),
    "utf-16": ("a.csv", (HEAD + b"A;b;\n").decode().encode("utf-16"), ["b"], []),
    "utf-16-be": ("a.jsonl", '{"text":"pasar"}\n'.encode("utf-16-be"), ["pasar"], []),
    "nul": ("a.csv", HEAD + b"A\x00;b\x00c;\n", ["bc"], []),
    "nul escaped": ("a.jsonl", b'{"text":"b\\u0000c","x\\u0000":"\\u0000"}', ["bc"], []),
    "nul in a bad row": ("a.csv", HEAD + b"A;b;x\x00y\n", [], ["date_unreadable"]),
    "formulas": ("a.csv", HEAD + b"A;=1+1;\nB;@SUM(A1);\n", ["=1+1", "@SUM(A1)"], []),
    "right to left": ("a.jsonl", '{"text":"a\u202etxt.exe \u0645\u0633"}'.encode(),
                      ["atxt.exe \u0645\u0633"], []),
    "zero width": ("a.jsonl", '{"text":"ri\u200bcuh"}'.encode(), ["ri\u200bcuh"], []),
    "dates": ("a.csv", HEAD + b"A;a;1900-01-01\nB;b;2100-01-01\nC;c;2025-01-01\n", ["c"],
              ["date_implausible", "date_implausible"]),
    "lone surrogate": ("a.jsonl", b'{"text":"a\\ud800"}', ["a\ufffd"], []),
    "not a number": ("a.jsonl", b'{"text":"a","n":NaN,"m":1e999}', ["a"], []),
    "deep": ("a.jsonl", b'{"text":"b"}\n{"text":' + b"[" * 9999 + b"]" * 9999 + b"}", ["b"],
             ["json_too_deep"]),
    "duplicate keys": ("a.jsonl", b'{"text":"a","text":"b"}', ["b"], []),
    "id of 300": ("a.jsonl", b'{"text":"b","id":"' + b"i" * 300 + b'"}', ["b"], []),
    "id of 301": ("a.jsonl", b'{"text":"b","id":"' + b"i" * 301 + b'"}', [], ["id_too_long"]),
    "carriage returns": ("a.csv", b"judul;isi\rA;a\rB;b\r", ["a", "b"], []),
    "same row twice": ("a.csv", HEAD + b"A;a;\nA;a;\n", ["a"], []),
    "sea": ("a.jsonl", b'{"text":"a","lat":0,"lon":0}', ["a"], []),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_survived(source: Source, case: str) -> None:
    name, content, stored, codes = CASES[case]
    upload = bring(source, content, name)
    assert upload.state == UploadState.DONE, upload.refusal
    assert texts(source) == stored
    asides = list(SetAside.objects.order_by("row"))
    assert [aside.code for aside in asides] == codes
    assert all(aside.reason and aside.row for aside in asides)
    assert upload.rows_done == upload.stored + upload.known + upload.bad
    again = bring(source, content, name)
    assert (again.stored, texts(source)) == (0, stored)


@pytest.mark.django_db
def test_a_line_of_a_gigabyte_is_one_bad_row(source: Source, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    size = 2**30
    tracemalloc.start()
    made = upload_create(source=source, stream=zeros(size), name="a.jsonl", defer=False)
    upload = upload_run(upload=made)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (upload.state, upload.size, upload.bad) == (UploadState.DONE, size, 1)
    assert SetAside.objects.get().length == size
    assert peak < 20_000_000


@pytest.mark.django_db
def test_swapped_coordinates_are_mended_and_said_to_be(source: Source) -> None:
    bring(source, lines({"text": "a", "lat": 119.4, "lon": -5.1}))
    assert Item.objects.get().fields == {"lat": -5.1, "lon": 119.4, "_point_swapped": True}


def test_the_same_file_from_two_people_at_once_is_stored_once(committed: Source) -> None:
    content = lines(*({"id": n, "text": f"t{n}" if n % 10 else ""} for n in range(1_200)))
    start = threading.Barrier(2)
    failed: list[BaseException] = []

    def send() -> None:
        try:
            with bind(Actor.program("test")):
                start.wait(10)
                upload = upload_create(
                    source=Source.objects.select_related("area").get(),
                    stream=io.BytesIO(content),
                    name="a.jsonl",
                    defer=False,
                )
                upload_run(upload=upload)
        except Exception as error:  # noqa: BLE001 - shown by the test's own thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert Item.objects.count() == Pending.objects.count() == 1_080
    one, two = Upload.objects.all()
    assert one.stored + two.stored == 1_080
    assert (one.rows_done, two.rows_done, one.bad, two.bad) == (1_200, 1_200, 120, 120)
    committed.refresh_from_db()
    assert committed.item_count == 1_080
