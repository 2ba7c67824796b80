"""What is taken out of a record, and what is left of it."""

from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import Bad, JsonValue, Options, Origin, Row
from sipks.intake.connectors.csv import CONNECTOR as CSV
from sipks.intake.connectors.jsonl import CONNECTOR as JSONL
from sipks.intake.connectors.records import row_of
from sipks.intake.connectors.sealing import HIDDEN, SEALED, hide_in_raw, is_sealed, take_out
from sipks.intake.connectors.tests.helpers import OPTIONS

NAME, PHONE = "Siti Aminah", "0812-0000-7890"


@pytest.mark.parametrize(
    "heading",
    [
        "Pelapor", "NAMA PELAPOR", "nama_pelapor", "Informan", "informant", "No. HP Pelapor",
        "Kontak pelapor", "hp", "Nomor Telepon", "E-mail", "NIK", "Nama Korban", "Identitas Anak",
        "Riwayat kesehatan", "Agama korban", "victimIdentity",
    ],
)  # fmt: skip
def test_columns_that_belong_under_seal(heading: str) -> None:
    assert is_sealed(heading)


@pytest.mark.parametrize(
    "heading",
    ["isi", "sumber", "username", "agama", "suku", "anak", "korban", "jumlah korban", "children",
     "health", "jumlah anak", "lokasi", "kesehatan", "reporter"],
)  # fmt: skip
def test_counts_and_groups_do_not(heading: str) -> None:
    assert not is_sealed(heading)


def test_values_are_taken_out_by_kind() -> None:
    left, sealed = take_out(
        {"isi": "Ada pawai", "Kontak Pelapor": PHONE, "Pelapor": NAME, "Nama korban": "Budi"}
    )
    assert left == {
        "isi": "Ada pawai", "Kontak Pelapor": SEALED, "Pelapor": SEALED, "Nama korban": SEALED,
    }  # fmt: skip
    assert sealed == {"informant": f"{NAME}\nKontak: {PHONE}", "victim": "Budi"}


def test_what_was_taken_out_is_not_taken_out_again() -> None:
    left, _ = take_out({"isi": "Ada pawai", "Pelapor": NAME})
    assert take_out(left) == (left, {})


def test_a_record_without_any_is_the_same_object() -> None:
    values: dict[str, JsonValue] = {"id": 1, "text": "x", "user": {"name": "Budi"}, "tags": ["a"]}
    assert take_out(values)[0] is values


@pytest.mark.parametrize(
    "value",
    [{"name": NAME, "phone": PHONE}, [NAME, PHONE], [{"a": {"b": NAME}}, PHONE]],
)
def test_objects_and_lists_are_taken_out_whole(value: JsonValue) -> None:
    left, sealed = take_out({"informant": value})
    assert left == {"informant": SEALED}
    assert sealed == {"informant": f"{NAME}, {PHONE}"}


def test_deep_within_a_record_too() -> None:
    left, sealed = take_out({"detail": [{"pelapor": NAME, "x": 1}], "text": "t"})
    assert left == {"detail": [{"pelapor": SEALED, "x": 1}], "text": "t"}
    assert sealed == {"informant": NAME}


@pytest.mark.parametrize(
    ("informant", "text", "left"),
    [
        (NAME, "Menurut siti  aminah, massa datang", f"Menurut {HIDDEN}, massa datang"),
        ("Ibu Siti Aminah", "kata Siti Aminah.", f"kata {HIDDEN}."),
        (f"{NAME} {PHONE}", f"Hubungi {PHONE} segera", f"Hubungi {HIDDEN} segera"),
        ("Sulaiman", "Sulaiman melihat api", f"{HIDDEN} melihat api"),
        ("Sulaiman", "Sulaimania", "Sulaimania"),
        ("siti@contoh.example", "surel siti@contoh.example", f"surel {HIDDEN}"),
        # The words of an office or a crowd tell of the event.
        ("Warga", "Warga menutup jalan", "Warga menutup jalan"),
        ("Polsek Rappocini", "massa di depan Polsek Rappocini", "massa di depan Polsek Rappocini"),
        ("Ali", "Jalan Ali Haji", "Jalan Ali Haji"),
    ],
)
def test_the_rest_of_the_record_does_not_repeat_the_name(
    informant: str, text: str, left: str
) -> None:
    values, sealed = take_out({"pelapor": informant, "isi": text})
    assert values["isi"] == left
    assert sealed["informant"]


@pytest.mark.parametrize(
    ("column", "value", "text", "left"),
    [
        ("kontak pelapor", "paspor X0000123", "paspor X0000123 hilang", f"paspor {HIDDEN} hilang"),
        ("alamat pelapor", "Jalan Veteran 5", "massa di Jalan Veteran", "massa di Jalan Veteran"),
        ("riwayat kesehatan", "luka bakar", "dua orang luka bakar", "dua orang luka bakar"),
        ("agama korban", "Islam", "ormas Islam berkumpul", "ormas Islam berkumpul"),
        ("nama korban", "Budi Santoso", "korban Budi Santoso", f"korban {HIDDEN}"),
    ],
)
def test_words_that_name_nobody_stay(column: str, value: str, text: str, left: str) -> None:
    assert take_out({column: value, "isi": text})[0]["isi"] == left


def test_a_row_holds_it_in_one_place_only() -> None:
    values: dict[str, JsonValue] = {
        "Pelapor": NAME, "Nama Pelapor": "Tuti Wulandari", "HP": 81200007890,
        "Isi": f"{NAME} melihat massa", "Lain": f"dari {NAME}", "Akun": "@siti",
    }  # fmt: skip
    row = row_of(values, Origin(orjson.dumps(values), 3), OPTIONS)
    assert dict(row.sealed) == {"informant": f"{NAME}\nTuti Wulandari\nKontak: 81200007890"}
    shown = f"{row!r}".encode() + row.raw
    for plain in (b"Siti Aminah", b"Tuti", b"81200007890"):
        assert plain not in shown
    assert row.text == f"{HIDDEN} melihat massa"
    assert row.fields == {"Lain": f"dari {HIDDEN}"}
    assert orjson.loads(row.raw)["Pelapor"] == SEALED


@pytest.mark.parametrize("text", ["x", ""])
def test_a_record_that_is_nested_too_deeply_is_set_aside_without_it(text: str) -> None:
    deep = "[" * 900 + "]" * 900
    line = f'{{"text": "{text}", "a": {deep}, "pelapor": "Siti Aminah"}}'
    [bad] = JSONL.parse(io.BytesIO(line.encode()), OPTIONS)
    assert isinstance(bad, Bad)
    assert bad.values is None
    assert b"Siti" not in hide_in_raw(bad.raw)


@pytest.mark.parametrize("odd", ["9" * 30, '"\\ud800"', "NaN", '"\\u0000"', "1e999"])
def test_odd_values_beside_it_are_no_trouble(odd: str) -> None:
    line = f'{{"text": "Ada pawai", "odd": {odd}, "pelapor": {odd}, "hp": "0812"}}'
    [row] = JSONL.parse(io.BytesIO(line.encode()), OPTIONS)
    assert isinstance(row, Row)
    assert orjson.loads(row.raw)["text"] == "Ada pawai"
    assert row.sealed["informant"].endswith("Kontak: 0812")
    row.sealed["informant"].encode()


def test_a_number_that_python_does_not_write_is_taken_out() -> None:
    assert take_out({"hp": 10**5000})[0] == {"hp": SEALED}


def test_a_row_without_any_keeps_its_bytes() -> None:
    raw = b'{"text":  "x", "informant": null}'
    assert row_of({"text": "x", "informant": None}, Origin(raw, 1), OPTIONS).raw == raw


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (b'{"text": "a", "pelapor": "Siti", rusak', b'{"text": "a", "pelapor": "[disegel]", rusak'),
        (b'{"pelapor": "Si\\"ti", "id": 1,', b'{"pelapor": "[disegel]", "id": 1,'),
        (b'{"text": "a", "informant": "Sit', b'{"text": "a", "informant": "[disegel]"'),
        (b'{"informant": {"name": "Siti"', b'{"informant": "[disegel]"'),
        (b'{"text": "pelapor: Siti"', b'{"text": "pelapor: Siti"'),
        ('{"pelapor": "Siti",'.encode("utf-16-le"), b""),
    ],
)
def test_a_torn_line_is_kept_without_it(raw: bytes, left: bytes) -> None:
    assert hide_in_raw(raw) == left


def test_rows_of_a_table_that_cannot_be_told_apart_are_kept_without_bytes() -> None:
    table = b'isi,pelapor\nada pawai,"Siti' + b"x" * 2_000_000 + b"\n"
    options = Options(now=OPTIONS.now, max_record_bytes=1000)
    [bad] = CSV.parse(io.BytesIO(table), options)
    assert isinstance(bad, Bad)
    assert bad.raw == b""
    assert bad.length > 1000


@given(st.dictionaries(st.sampled_from(["text", "pelapor", "hp", "isi", "nama korban"]),
                       st.text(max_size=60) | st.none() | st.integers()))  # fmt: skip
def test_any_record_loses_what_belongs_under_seal(values: dict[str, JsonValue]) -> None:
    left, _ = take_out(values)
    assert left.keys() == values.keys()
    for key in left.keys() & {"pelapor", "hp", "nama korban"}:
        assert left[key] == SEALED or left[key] == values[key]
        assert left[key] == SEALED or not str(left[key] or "").strip("\0 \n\t\r\x0b\x0c").isalnum()
