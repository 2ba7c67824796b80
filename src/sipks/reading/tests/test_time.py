from __future__ import annotations

import pytest

from sipks.reading import Document, Reader

PUBLISHED = "2025-02-05T10:00:00+07:00"  # a Wednesday


def told(text: str, published: str | None = PUBLISHED) -> tuple[str, str, str] | None:
    when = Reader.default().read(Document(text=text, published_at=published)).when
    return (when.start, when.end, when.precision) if when else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Bentrok terjadi Senin (3/2/2025).", "2025-02-03"),
        ("Bentrok terjadi Senin (3/2) malam.", "2025-02-03"),
        ("Bentrok terjadi pada 3 Februari 2025.", "2025-02-03"),
        ("Bentrok terjadi 3 Februari.", "2025-02-03"),
        ("bentrok tgl 4-2-25", "2025-02-04"),
        ("Bentrok terjadi 2025-02-01.", "2025-02-01"),
        ("kemarin warga bentrok", "2025-02-04"),
        ("tadi malam warga bentrok", "2025-02-04"),
        ("warga bentrok pagi ini", "2025-02-05"),
        ("dua hari lalu warga bentrok", "2025-02-03"),
        ("Warga bentrok Minggu malam.", "2025-02-02"),
        ("Warga bentrok Jumat lalu.", "2025-01-31"),
        ("Warga bentrok Senin pekan lalu.", "2025-01-27"),
        ("besok buruh akan unjuk rasa", "2025-02-06"),
        ("Bentrok pecah pada 28 Desember.", "2024-12-28"),
    ],
)
def test_it_finds_the_day(text: str, day: str) -> None:
    assert told(text) == (day, day, "day")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Aksi digelar 3-5 Maret 2024.", ("2024-03-03", "2024-03-05", "day")),
        ("Rusuh 28 Februari - 2 Maret 2024.", ("2024-02-28", "2024-03-02", "day")),
        ("Bentrok terjadi pekan lalu.", ("2025-01-27", "2025-02-02", "week")),
        ("Konflik sejak Januari 2025.", ("2025-01-01", "2025-01-31", "month")),
        ("Bentrok dua bulan lalu.", ("2024-12-01", "2024-12-31", "month")),
        ("Bentrok terjadi tahun 2021.", ("2021-01-01", "2021-12-31", "year")),
    ],
)
def test_it_keeps_spans(text: str, span: tuple[str, str, str]) -> None:
    assert told(text) == span


def test_a_clock_makes_it_precise_in_the_named_zone() -> None:
    found = told("Bentrok terjadi Senin (3/2/2025) pukul 21.30 WIT.")
    assert found == ("2025-02-03T21:30:00+09:00", "2025-02-03T21:30:00+09:00", "hour")


def test_a_clock_without_zone_is_in_that_of_the_place() -> None:
    found = told("Bentrok di Makassar Senin (3/2/2025) pukul 21.30.")
    assert found
    assert found[0] == "2025-02-03T21:30:00+08:00"


def test_a_spoken_clock() -> None:
    found = told("tadi malam jam setengah 8 malam tawuran")
    assert found
    assert found[0] == "2025-02-04T19:30:00+07:00"


def test_a_range_of_hours() -> None:
    found = told("4 Februari 2025 pukul 20.00-22.00 WIB massa aksi")
    assert found == ("2025-02-04T20:00:00+07:00", "2025-02-04T22:00:00+07:00", "hour")


def test_the_day_of_a_statement_is_not_that_of_the_event() -> None:
    text = '"Situasi kondusif," kata Kapolres, Rabu (5/2/2025). Bentrok pecah Senin malam.'
    assert told(text) == ("2025-02-03", "2025-02-03", "day")


def test_an_anniversary_is_not_the_event() -> None:
    text = "Memperingati tragedi 12 Mei 1998, mahasiswa berunjuk rasa, Selasa (4/2)."
    assert told(text) == ("2025-02-04", "2025-02-04", "day")


@pytest.mark.parametrize(
    "text",
    [
        "Bentrok antarwarga.",
        "pasar minggu ricuh, rasio 1/2, buka 24/7",
        "Bentrok pada 31/02/2025.",
        "Pasal 187 ayat 1, nomor 3.2.1",
    ],
)
def test_it_says_nothing_where_the_text_is_silent(text: str) -> None:
    assert told(text) is None


def test_nothing_relative_without_a_day_of_publication() -> None:
    assert told("kemarin warga bentrok", None) is None
    assert told("warga bentrok 3 Februari 2025", None) == ("2025-02-03", "2025-02-03", "day")


def test_the_day_of_publication_is_that_of_the_place() -> None:
    # 20:00 UTC is the next day in Jayapura (UTC+9).
    found = told("pagi ini warga di Kota Jayapura bentrok", "2025-02-04T20:00:00+00:00")
    assert found == ("2025-02-05", "2025-02-05", "day")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Akhir pekan lalu dua kampung saling serang.", "2025-02-01", "2025-02-02"),
        ("massa diajak kumpul tgl 27 nanti di balai desa", "2025-02-27", "2025-02-27"),
        ("rumah dilempari batu tgl 3 kmrn", "2025-02-03", "2025-02-03"),
        ("pos dibakar tgl 28 malam", "2025-01-28", "2025-01-28"),
        ("4/2 jam 01.00 warga dua RT baku hantam", "2025-02-04", "2025-02-04"),
        ("Jalan diblokir dari tgl 1 sampe 3 feb", "2025-02-01", "2025-02-03"),
        ("ribut dari kamis 30 sampai jumat 31 Januari 2025", "2025-01-30", "2025-01-31"),
        ("Sepanjang Januari pedagang diteror.", "2025-01-01", "2025-01-31"),
        ("Pelapor menyampaikan pada 05/02/2025 bahwa tanggal 01/02/2025 mes didatangi pemuda.",
         "2025-02-01", "2025-02-01"),
    ],
)  # fmt: skip
def test_how_people_write_days(text: str, start: str, end: str) -> None:
    said = Reader.default().read(Document(text=text, published_at="2025-02-05T18:00:00+07:00"))
    assert said.when
    assert (said.when.start[:10], said.when.end[:10]) == (start, end)


def test_last_year_in_passing_is_no_time_of_the_event() -> None:
    text = "Keduanya residivis yang baru bebas tahun lalu."
    assert Reader.default().read(Document(text=text, published_at="2025-02-05")).when is None


@pytest.mark.parametrize(
    "published",
    ["0001-01-01", "0001-01-01T00:00:00-12:00", "1850-06-01", "9999-12-31T23:59:59+14:00"],
)
def test_from_a_year_out_of_all_reason_no_day_is_counted(published: str) -> None:
    assert told("Senin lalu warga bentrok jam 21.00, besok lagi, tgl 3 juga.", published) is None
    assert told("Bentrok terjadi 3/2/2025.", published) == ("2025-02-03", "2025-02-03", "day")
