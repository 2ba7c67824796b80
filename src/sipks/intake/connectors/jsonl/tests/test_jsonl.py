from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import Bad, FileRefused, Row
from sipks.intake.connectors.jsonl import CONNECTOR
from sipks.intake.connectors.tests.helpers import OPTIONS, bad, records, rows, zeros


def test_keys_of_crawlers_and_offices_mean_the_same() -> None:
    one, two = rows(
        CONNECTOR,
        b'{"id": 7, "text": "a", "title": "t", "published_at": "2025-03-17T08:00:00+07:00",'
        b' "user": "u", "link": "http://x", "lat": -6.2, "lon": 106.8, "source": "s"}\n'
        b'{"ID": "7", "isi": "a", "judul": "t", "tanggal": "17/03/2025 08.00",'
        b' "penulis": "u", "url": "http://x", "lintang": "-6,2", "bujur": "106,8",'
        b' "sumber": "s"}\n',
    )
    for name in ("external_id", "text", "title", "author", "url", "fields"):
        assert getattr(one, name) == getattr(two, name)
    assert one.published_at == two.published_at
    assert one.fields == {"source": "s", "lat": -6.2, "lon": 106.8}


def test_raw_is_the_line_as_it_came_and_unknown_keys_are_kept() -> None:
    (row,) = rows(CONNECTOR, b' {"text":"a" ,"retweets":3,"tags":["x"]} \r\n')
    assert row.raw == b' {"text":"a" ,"retweets":3,"tags":["x"]} '
    assert row.fields == {"retweets": 3, "tags": ["x"]}


def test_an_author_given_as_an_object_is_a_handle_with_other_names() -> None:
    (row,) = rows(CONNECTOR, b'{"text":"a","user":{"id":9,"name":"Budi S","screen_name":"budi"}}')
    assert (row.author, set(row.names)) == ("budi", {"Budi S", "9"})


def test_bad_lines_do_not_stop_the_others_and_are_found_again() -> None:
    data = b'{"text":"a"}\n{"text":\n\n[1]\n"x"\n{"title":""}\n{"text":"b"}\n'
    found = records(CONNECTOR, data)
    assert [one.row for one in found] == [1, 2, 4, 5, 6, 7]
    broken = [one for one in found if isinstance(one, Bad)]
    assert [one.code for one in broken] == [
        "json_broken",
        "not_an_object",
        "not_an_object",
        "no_text",
    ]
    assert all(data[one.offset : one.offset + one.length] == one.raw for one in broken)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (b'{"text":"a","tanggal":"kemarin"}', "date_unreadable", "published_at"),
        (b'{"text":"a","date":"1900-01-01"}', "date_implausible", "published_at"),
        (b'{"text":"a","date":"2100-01-01"}', "date_implausible", "published_at"),
        (b'{"text":"a","id":"' + b"x" * 301 + b'"}', "id_too_long", "external_id"),
        (b'{"text":{"a":1}}', "text_not_text", "text"),
        (b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}", "json_too_deep", ""),
        (b'{"text":"a","x":' + b"[" * 40 + b"]" * 40 + b"}", "json_too_deep", ""),
        (b'{"text":"' + b"a" * 2_000_000 + b'"}', "record_too_long", ""),
    ],
)
def test_what_cannot_be_used_says_why_and_where(line: bytes, code: str, column: str) -> None:
    found = bad(CONNECTOR, line)
    assert (found.code, found.column) == (code, column)
    assert found.reason
    assert len(found.raw) <= 65_536


def test_a_record_with_a_bad_value_can_be_mended_by_its_keys() -> None:
    found = bad(CONNECTOR, b'{"text":"a","tanggal":"kemarin","x":1e400}')
    assert found.values == {"text": "a", "tanggal": "kemarin", "x": "inf"}


def test_an_id_of_300_characters_is_kept_whole() -> None:
    (row,) = rows(CONNECTOR, b'{"text":"a","id":"' + b"x" * 300 + b'"}')
    assert row.external_id == "x" * 300


def test_numbers_that_are_none_and_halves_of_characters_become_text() -> None:
    (row,) = rows(
        CONNECTOR, b'{"text":"a \\ud83d b","n":NaN,"m":-Infinity,"big":1' + b"0" * 30 + b"}"
    )
    assert row.text == "a \ufffd b"
    assert row.fields == {"n": "nan", "m": "-inf", "big": "1" + "0" * 30}


def test_an_id_longer_than_64_bits_keeps_every_digit() -> None:
    (row,) = rows(CONNECTOR, b'{"text":"a","id":123456789012345678901234567}')
    assert row.external_id == "123456789012345678901234567"


def test_a_key_given_twice_is_noted_and_the_last_counts() -> None:
    (row,) = rows(CONNECTOR, b'{"text":"a","text":"b","x":{"y":1,"y":2}}')
    assert (row.text, row.fields["_duplicate_keys"]) == ("b", ["text", "y"])


def test_a_sender_cannot_pass_a_key_off_as_a_remark() -> None:
    (row,) = rows(CONNECTOR, b'{"text":"a","_encoding":"x","_":"y"}')
    assert row.fields == {"encoding": "x", "_": "y"}


def test_nul_bytes_are_taken_out_of_the_text_and_kept_in_raw() -> None:
    literal, escaped = rows(CONNECTOR, b'{"text":"a\x00b"}\n{"text":"a\\u0000b"}\n')
    assert literal.text == escaped.text == "ab"
    assert b"\x00" in literal.raw
    assert literal.fields["_nul_removed"] is True


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"])
def test_other_encodings_are_read(coding: str) -> None:
    first, second = rows(CONNECTOR, '{"text":"café di pasar"}\n{"text":"dua"}\n'.encode(coding))
    assert (first.text, second.text) == ("café di pasar", "dua")


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text":"a"},\n{"text":"b"}]',
        b' [ {"text":"a"}, {"text":"b"} ] ',
        b'{\n "status": "ok",\n "articles": [\n  {"content":"a"},\n  {"content":"b"}\n ]\n}',
        '[{"text":"a"},\n{"text":"b"}]'.encode("utf-16"),
    ],
)
def test_a_document_is_as_good_as_lines(data: bytes) -> None:
    assert [(row.text, row.row) for row in rows(CONNECTOR, data)] == [("a", 1), ("b", 2)]


def test_one_object_written_over_several_lines_is_one_record() -> None:
    (row,) = rows(CONNECTOR, b'{\n "text": "a",\n "tags": [{"x": 1}]\n}\n')
    assert row.text == "a"


def test_what_is_no_object_in_an_array_is_set_aside() -> None:
    assert bad(CONNECTOR, b'[{"text":"a"}, 7]').code == "no_text"


def test_a_torn_document_is_refused_with_advice() -> None:
    with pytest.raises(FileRefused, match="satu objek per baris"):
        records(CONNECTOR, b'[{"text":"a"},\n{"text":"b"}')


def test_an_array_among_lines_is_one_bad_line() -> None:
    first, second = records(CONNECTOR, b'[1]\n{"text":"a"}\n')
    assert (getattr(first, "code", ""), isinstance(second, Row)) == ("not_an_object", True)


def test_the_answer_of_a_news_service_is_understood() -> None:
    (row,) = rows(
        CONNECTOR,
        b'{"source":{"id":null,"name":"Harian X"},"publishedAt":"2025-03-17T08:00:00Z",'
        b'"title":"J","description":"ringkas","content":"isi"}',
    )
    assert (row.text, row.title, row.fields["source"]) == ("isi", "J", "Harian X")
    assert row.published_at is not None


def test_ten_megabytes_of_one_word_is_one_bad_record() -> None:
    found = records(CONNECTOR, b'{"text":"' + b"rusuh" * 2_000_000 + b'"}\n{"text":"b"}\n')
    assert [type(one) for one in found] == [Bad, Row]


def test_a_line_of_a_gigabyte_needs_no_memory_of_a_gigabyte() -> None:
    size = 2**30
    tracemalloc.start()
    (found,) = CONNECTOR.parse(zeros(size), OPTIONS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, Bad)
    assert (found.code, found.length, len(found.raw)) == ("record_too_long", size, 65_536)
    assert peak < 10_000_000


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_give_one_record_a_line_and_nothing_else(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    try:
        found = records(CONNECTOR, data)
    except FileRefused:
        return
    assert len(found) <= 1 + data.count(b"\n") + data.count(b"\r") + data.count(b"\x00")
