from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import Bad, FileRefused, Options, Record, Row
from sipks.intake.connectors.csv import CONNECTOR
from sipks.intake.connectors.tests.helpers import NOW, OPTIONS, bad, records, rows

HEAD = b"judul;isi;tanggal\n"


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_each_delimiter_is_found(mark: str) -> None:
    data = f"judul{mark}isi{mark}tanggal\nA{mark}massa berkumpul{mark}2025-03-17\n"
    (row,) = rows(CONNECTOR, data.encode())
    assert (row.title, row.text) == ("A", "massa berkumpul")
    assert row.published_at is not None


def test_excel_may_name_the_delimiter_itself() -> None:
    (row,) = rows(CONNECTOR, b"sep=|\njudul|isi\nA|b; c, d\n")
    assert row.text == "b; c, d"


def test_the_columns_of_a_crawler_of_posts() -> None:
    data = (
        "conversation_id_str,created_at,full_text,id_str,in_reply_to_screen_name,location,"
        "retweet_count,tweet_url,user_id_str,username\n"
        '1,Mon Mar 17 07:30:00 +0000 2025,"massa, berkumpul",9,siti,Jakarta,3,'
        "https://x.com/budi/status/9,77,budi\n"
    )
    (row,) = rows(CONNECTOR, data.encode())
    assert (row.external_id, row.author, row.url) == ("9", "budi", "https://x.com/budi/status/9")
    assert row.published_at is not None
    assert "place" not in row.fields  # where the user lives is not where it happened
    assert row.fields["location"] == "Jakarta"


def test_the_columns_of_an_event_data_set() -> None:
    data = (
        "event_id_cnty;event_date;event_type;admin1;admin2;admin3;latitude;longitude;source;notes\n"
        "IDN1;17 March 2025;Riots;Papua;Jayapura;Abepura;-2.6;140.7;Harian X;Crowds clashed.\n"
    )
    (row,) = rows(CONNECTOR, data.encode())
    assert (row.external_id, row.text) == ("IDN1", "Crowds clashed.")
    assert row.fields["happened_at"] == "2025-03-17"
    assert (row.fields["lat"], row.fields["district"]) == (-2.6, "Abepura")


def test_a_list_of_conflicts_without_a_narrative_still_says_what_and_where() -> None:
    data = b"No,Jenis,Lokasi,Kab,Kec,Status,Penyelesaian\n1,Tawuran,Pasar,Bima,Sape,Selesai,Damai\n"
    (row,) = rows(CONNECTOR, data)
    assert row.text == "Tawuran"
    assert (row.fields["place"], row.fields["district"]) == ("Pasar", "Sape")


def test_a_time_in_a_column_of_its_own_belongs_to_the_day() -> None:
    (row,) = rows(CONNECTOR, b"isi;tanggal;jam\na;17/03/2025;14.30 WIB\n")
    assert row.published_at is not None
    assert row.published_at.isoformat() == "2025-03-17T14:30:00+07:00"
    assert "_published_precision" not in row.fields


def test_a_single_column_is_a_table() -> None:
    assert [row.text for row in rows(CONNECTOR, b"isi\nsatu\ndua\n")] == ["satu", "dua"]


def test_headings_stand_below_the_letterhead_and_may_be_repeated() -> None:
    data = (
        "PEMERINTAH KABUPATEN X;;\nLaporan bulan Maret;;\n;;\n"
        "No;Judul;Uraian Kejadian\n(1);(2);(3)\n1;A;tawuran\n"
        "No;Judul;Uraian Kejadian\n2;B;blokade\n"
    )
    first, second = rows(CONNECTOR, data.encode())
    assert (first.text, second.text) == ("tawuran", "blokade")
    assert first.fields == {
        "_heading": "PEMERINTAH KABUPATEN X\nLaporan bulan Maret",
        "_text_from": ["chronology"],
    }
    assert (first.row, second.row) == (6, 8)


def test_quoted_cells_hold_line_ends_delimiters_and_quotes() -> None:
    data = HEAD + b'A;"baris satu\r\nbaris ""dua""; masih";\nB;b;\n'
    first, second = rows(CONNECTOR, data)
    assert first.text == 'baris satu\nbaris "dua"; masih'
    assert first.raw == b'A;"baris satu\r\nbaris ""dua""; masih";'
    assert (first.row, second.row) == (2, 4)


def test_a_quote_that_is_never_closed_spoils_its_own_line_only() -> None:
    data = HEAD + b'A;"lupa ditutup;\nB;b;\nC;c;\n'
    broken, *good = records(CONNECTOR, data)
    assert isinstance(broken, Bad)
    assert (broken.code, broken.row, broken.raw) == ("quote_unclosed", 2, b'A;"lupa ditutup;')
    assert [one.title for one in good if isinstance(one, Row)] == ["B", "C"]


def test_an_unclosed_quote_in_a_long_file_draws_in_no_more_than_a_record() -> None:
    options = Options(now=NOW, max_record_bytes=5_000)
    data = HEAD + b'A;"lupa\n' + b"B;baris biasa;\n" * 2_000
    broken, *good = records(CONNECTOR, data, options)
    assert isinstance(broken, Bad)
    assert len(good) == 2_000
    assert all(isinstance(one, Row) for one in good)


def test_many_short_lines_below_an_open_quote_are_read_once() -> None:
    options = Options(now=NOW, max_record_bytes=50_000)
    broken, *good = records(CONNECTOR, b'judul;isi\nA;"lupa\n' + b"x\n" * 30_000, options)
    assert isinstance(broken, Bad)
    assert len(good) == 30_000


def test_a_quote_within_a_cell_is_a_quote() -> None:
    (row,) = rows(CONNECTOR, HEAD + b'A;pipa 5" pecah;\n')
    assert row.text == 'pipa 5" pecah'


def test_too_many_cells_are_set_aside_with_their_values() -> None:
    found = bad(CONNECTOR, HEAD + b"A;b;2025-03-17;x;y\n")
    assert (found.code, found.row) == ("too_many_cells", 2)
    assert found.values == {"judul": "A", "isi": "b", "tanggal": "2025-03-17", "…": ["x", "y"]}


def test_a_bad_value_names_the_column_as_the_user_named_it() -> None:
    found = bad(CONNECTOR, b"Judul;Isi;Tgl. Lapor;Tgl Laporan\nA;b;;1900-01-01\n")
    assert found.column == "Tgl Laporan"
    assert "Baris 2, kolom Tgl Laporan" in found.reason


def test_a_table_without_headings_is_refused_with_an_example() -> None:
    with pytest.raises(FileRefused) as caught:
        records(CONNECTOR, b"1;2;3\n4;5;6\n")
    assert "Uraian Kejadian" in caught.value.reason


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-be", "latin-1", "cp1252"])
def test_other_encodings_are_read(coding: str) -> None:
    data = "judul\tisi\nKafé\tbentrok di pasar\n".encode(coding)
    (row,) = rows(CONNECTOR, data)
    assert (row.title, row.text) == ("Kafé", "bentrok di pasar")


def test_carriage_returns_alone_end_rows() -> None:
    assert [row.text for row in rows(CONNECTOR, b"judul;isi\rA;satu\rB;dua\r")] == ["satu", "dua"]


def test_nul_bytes_do_not_stop_the_reader() -> None:
    (row,) = rows(CONNECTOR, HEAD + b"A;sa\x00tu;\n")
    assert (row.text, row.fields) == ("satu", {"_nul_removed": True})


def test_formulas_are_text() -> None:
    (row,) = rows(CONNECTOR, HEAD + b'A;"=HYPERLINK(""http://x"",""klik"")";\n')
    assert row.text == '=HYPERLINK("http://x","klik")'


def test_a_line_without_end_is_read_in_bounded_memory() -> None:
    data = io.BytesIO(HEAD + b"x" * 60_000_000 + b"\nB;b;\n")
    tracemalloc.start()
    found: list[Record] = list(CONNECTOR.parse(data, OPTIONS))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(one, "code", "row") for one in found] == ["record_too_long", "row"]
    assert peak < 20_000_000


def test_one_row_is_read_again_under_the_headings_of_its_file() -> None:
    file = io.BytesIO(b"kop\nisi;judul\na;b\n")
    (row,) = CONNECTOR.parse_again(b"diperbaiki;J", file, OPTIONS)
    assert isinstance(row, Row)
    assert (row.text, row.title) == ("diperbaiki", "J")


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff"), max_size=20),
            st.text("abc ;,\n\"'", min_size=1, max_size=20).filter(str.strip),
        ),
        max_size=8,
    )
)
def test_what_a_program_writes_as_csv_comes_back_whole(pairs: list[tuple[str, str]]) -> None:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["judul", "isi"])
    writer.writerows(pairs)
    found = rows(CONNECTOR, stream.getvalue().encode())
    assert [row.text for row in found] == [text.strip("\n ") for _, text in pairs]
