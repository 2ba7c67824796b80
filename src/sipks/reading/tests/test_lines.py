from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sipks.reading import Reader, lines
from sipks.reading.cli import locate, read

GOOD = {"id": 1, "text": "Bentrok warga di Makassar kemarin", "published_at": "2025-02-05"}


def answers(content: bytes, **options: Any) -> list[dict[str, Any]]:
    batches = lines.read_lines(io.BytesIO(content), **options)
    return [json.loads(one.content) for batch in batches for one in batch]


def as_lines(*documents: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in documents)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "invalid_json"),
        (b'"bentrok"', "not_an_object"),
        (b'{"id": 7}', "invalid_field"),
        (b'{"id": 7, "text": null}', "invalid_field"),
        (b'{"id": 7, "text": "a", "title": 3}', "invalid_field"),
        (b'{"id": 7, "text": "a", "published_at": "kemarin"}', "invalid_field"),
        (b'{"id": 1.5, "text": "a"}', "invalid_field"),
        (b'{"text": "\xff"}', "invalid_utf8"),
        (b'{"text": "\\ud800"}', "invalid_json"),
        (b"[" * 5000, "invalid_json"),
    ],
)
def test_a_malformed_line_gives_an_error_in_its_place(line: bytes, code: str) -> None:
    first, wrong, last = answers(as_lines(GOOD) + line + b"\n" + as_lines(GOOD))
    assert first == last
    assert wrong["error"]["code"] == code
    assert wrong["error"]["line"] == 2
    assert wrong["error"]["message"]
    assert wrong["id"] == (7 if b'"id": 7' in line else None)


def test_a_line_too_long_is_refused_and_the_next_one_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 200)
    long = as_lines({"id": 2, "text": "a" * 900})
    said = answers(as_lines(GOOD) + long + as_lines(GOOD))
    assert [one.get("error", {}).get("code") for one in said] == [None, "too_long", None]


def test_blank_lines_are_skipped_and_counted() -> None:
    said = answers(b"\n  \n{\n\n" + as_lines(GOOD))
    assert [one.get("error", {}).get("line") for one in said] == [3, None]


def test_a_byte_order_mark_and_a_null_character_do_no_harm() -> None:
    said = answers(b"\xef\xbb\xbf" + as_lines({"id": "x", "text": "a\u0000b"}))
    assert said[0]["masked"] == "a\u0000b"


def test_unknown_keys_are_ignored() -> None:
    assert answers(as_lines(GOOD | {"unknown": 1})) == answers(as_lines(GOOD))


def test_the_output_has_the_promised_keys() -> None:
    keys = [
        "id",
        "language",
        "relevant",
        "relevance",
        "categories",
        "forms",
        "hate",
        "places",
        "place",
        "when",
        "impact",
        "severity",
        "masked",
        "fingerprint",
        "model",
        "stage",
        "groups",
    ]
    assert list(answers(as_lines(GOOD))[0]) == keys
    assert "evidence" in answers(as_lines(GOOD), evidence=True)[0]


def test_workers_say_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_ARRIVING", 700)
    content = as_lines(*(GOOD | {"id": number} for number in range(60)), "wrong")
    assert answers(content, workers=2) == answers(content)
    assert [one["id"] for one in answers(content, workers=2)] == [*range(60), None]


def test_the_stream_is_read_as_it_is_asked_for() -> None:
    content = as_lines(*[GOOD] * 10_000)
    stream = io.BytesIO(content)
    answered = lines.read_lines(stream)
    next(answered)
    assert stream.tell() < len(content) / 2


def test_a_line_that_has_come_is_answered_before_the_next_one() -> None:
    inside, outside = os.pipe()
    with os.fdopen(inside, "rb") as stream, os.fdopen(outside, "wb", buffering=0) as source:
        answered = lines.read_lines(stream)
        for _ in range(2):
            source.write(as_lines(GOOD))
            assert len(next(answered)) == 1


def test_the_exit_status_tells() -> None:
    runner = CliRunner()
    assert runner.invoke(read, ["-"], input=as_lines(GOOD)).exit_code == 0
    result = runner.invoke(read, ["-"], input=as_lines(GOOD) + b"{\n" + as_lines(GOOD))
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 3


def test_it_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bahan.jsonl"
    file.write_bytes(as_lines(GOOD))
    result = CliRunner().invoke(read, [str(file), "--evidence"])
    said = json.loads(result.output)
    assert said == Reader.default().read(GOOD).as_dict(evidence=True)


def test_locate_lists_candidates() -> None:
    result = CliRunner().invoke(locate, ["Bentrok di Makassar"])
    (place,) = [one for one in json.loads(result.output) if one["code"] == "73.71"]
    assert (place["start"], place["end"], place["level"]) == (11, 19, "regency")
    assert CliRunner().invoke(locate, ["selamat pagi"]).output == "[]\n"


def test_reading_needs_neither_django_nor_a_database() -> None:
    code = """
import sys
from sipks.reading import Reader
Reader.default().read("bentrok warga di Makassar")
import sipks.reading.cli, sipks.reading.lines
print([name for name in ("django", "psycopg", "sklearn", "scipy", "polars") if name in sys.modules])
"""
    told = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert told == "[]\n"
