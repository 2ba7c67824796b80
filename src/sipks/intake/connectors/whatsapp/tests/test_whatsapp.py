from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import HARMLESS_CODES, Bad, FileRefused, Row
from sipks.intake.connectors.tests.helpers import OPTIONS, records, rows
from sipks.intake.connectors.whatsapp import CONNECTOR

# One message at 14.30 on 17 March 2025, as telephones in several settings export it.
FORMS = [
    "17/03/25 14.30 - Budi: ada massa",
    "17/03/2025 14.30 - Budi: ada massa",
    "17/3/25, 14:30 - Budi: ada massa",
    "17.03.25, 14:30 - Budi: ada massa",
    "2025-03-17, 14:30 - Budi: ada massa",
    "17/03/25, 2:30 PM - Budi: ada massa",
    "17/03/25, 2:30\u202fPM - Budi: ada massa",
    "17/03/25, 2.30 p.m. - Budi: ada massa",
    "17/03/25 2.30 sore - Budi: ada massa",
    "3/17/25, 2:30\u202fPM - Budi: ada massa",
    "17 Mar 2025 14.30 - Budi: ada massa",
    "[17/03/25 14.30.00] Budi: ada massa",
    "[17/03/25, 14:30:00] Budi: ada massa",
    "\u200e[17/03/2025, 2:30:00\u202fPM] Budi: ada massa",
    "[3/17/25, 2:30:00\u202fPM] Budi: ada massa",
    "[17 Maret 2025 14.30.00] ~\u202fBudi: ada massa",
    "[17 March 2025 at 14:30:00] Budi: ada massa",
]


@pytest.mark.parametrize("line", FORMS)
def test_stamps_of_android_and_ios_in_indonesian_and_english(line: str) -> None:
    assert CONNECTOR.sniff(line.encode(), "x")
    (row,) = rows(CONNECTOR, line.encode())
    assert (row.author, row.text) == ("Budi", "ada massa")
    assert row.published_at is not None
    assert row.published_at.isoformat() == "2025-03-17T14:30:00+07:00"


def test_the_day_comes_first_unless_the_file_shows_otherwise() -> None:
    (alone,) = rows(CONNECTOR, b"02/03/25 10.00 - A: x\n")
    assert alone.published_at is not None
    assert (alone.published_at.day, alone.published_at.month) == (2, 3)
    american = rows(CONNECTOR, b"2/3/25, 10:00 - A: x\n2/13/25, 10:00 - A: y\n")
    assert [row.published_at.month for row in american if row.published_at] == [2, 2]


def test_messages_that_would_run_backwards_show_the_order() -> None:
    found = rows(CONNECTOR, b"1/12/25, 10:00 - A: x\n2/1/25, 10:00 - A: y\n2/2/25, 9:00 - A: z\n")
    assert [row.published_at.month for row in found if row.published_at] == [1, 2, 2]


def test_a_message_has_as_many_lines_as_it_has() -> None:
    data = (
        b"17/03/25 14.30 - Budi: Lapor:\n1. massa 200 orang\n\nPukul 10.00 - bergerak\r\n"
        b"17/03/25 14.31 - Siti: siap\n"
    )
    long, short = rows(CONNECTOR, data)
    assert long.text == "Lapor:\n1. massa 200 orang\n\nPukul 10.00 - bergerak"
    assert (long.row, short.row) == (1, 5)
    assert long.raw + b"\r\n" + short.raw + b"\n" == data


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("Pesan dan panggilan terenkripsi secara end-to-end. Ketuk untuk info.", "system_message"),
        ("Messages and calls are end-to-end encrypted: no one can read them.", "system_message"),
        ("Budi membuat grup “Kominda”", "system_message"),
        ("Budi mengubah subjek dari “Info: Siaga” ke “Info: Aman”", "system_message"),
        ("Budi changed the subject from “A: B” to “C”", "system_message"),
        ("+62 812-0000-7890 bergabung menggunakan tautan undangan grup ini", "system_message"),
        ("Budi: <Media tidak disertakan>", "media_only"),
        ("Budi: <Media omitted>", "media_only"),
        ("Budi: \u200eimage omitted", "media_only"),
        ("Budi: \u200estiker tidak disertakan", "media_only"),
        ("Budi: \u200e<attached: 00000012-PHOTO-2025.jpg>", "media_only"),
        ("Budi: IMG-20250317-WA0001.jpg (file terlampir)", "media_only"),
        ("Budi: Pesan ini dihapus", "deleted_message"),
        ("Budi: This message was deleted", "deleted_message"),
        ("Budi: Anda menghapus pesan ini.", "deleted_message"),
    ],
)
def test_lines_without_words_are_harmless(rest: str, code: str) -> None:
    (found,) = records(CONNECTOR, f"17/03/25 14.30 - {rest}\n".encode())
    assert isinstance(found, Bad)
    assert found.code == code
    assert code in HARMLESS_CODES


def test_a_caption_is_the_text_and_the_file_is_noted() -> None:
    (row,) = rows(
        CONNECTOR, b"17/03/25 14.30 - Budi: IMG-1.jpg (file terlampir)\nBlokade di jembatan"
    )
    assert row.text == "Blokade di jembatan"
    assert row.fields == {"attachments": [{"name": "IMG-1.jpg"}]}


def test_an_edited_message_is_marked() -> None:
    (row,) = rows(CONNECTOR, b"17/03/25 14.30 - Budi: sudah aman <Pesan ini diedit>")
    assert (row.text, row.fields) == ("sudah aman", {"_edited": True})


def test_a_telephone_number_is_an_author() -> None:
    (row,) = rows(CONNECTOR, "17/03/25 14.30 - \u202a+62 812-0000-7890\u202c: x".encode())
    assert row.author == "+62 812-0000-7890"


def test_a_date_that_does_not_exist_and_one_of_the_future_are_set_aside() -> None:
    data = b"31/02/25 10.00 - A: x\n17/03/99 10.00 - A: y\n17/03/25 10.00 - A: z\n"
    first, second, third = records(CONNECTOR, data)
    assert isinstance(first, Bad)
    assert isinstance(second, Row | Bad)
    assert (first.code, getattr(second, "code", "")) == ("date_unreadable", "")
    assert isinstance(third, Row)


def test_a_message_past_the_limit_does_not_stop_the_next() -> None:
    data = b"17/03/25 10.00 - A: " + b"ricuh\n" * 300_000 + b"17/03/25 10.01 - B: y\n"
    long, next_one = records(CONNECTOR, data)
    assert isinstance(long, Bad)
    assert (long.code, isinstance(next_one, Row)) == ("record_too_long", True)


def test_utf_16_and_nul_are_read() -> None:
    data = "17/03/25 14.30 - Budi: ada\x00 massa\n".encode("utf-16")
    assert rows(CONNECTOR, data)[0].text == "ada massa"


def test_a_text_without_messages_is_refused_with_advice() -> None:
    with pytest.raises(FileRefused, match="Ekspor obrolan"):
        records(CONNECTOR, b"Catatan rapat\nbukan obrolan\n")


def test_one_message_is_read_again_in_the_order_of_its_file() -> None:
    import io

    file = io.BytesIO(b"2/13/25, 10:00 - A: y\n")
    (row,) = CONNECTOR.parse_again(b"2/3/25, 10:00 - A: x", file, OPTIONS)
    assert isinstance(row, Row)
    assert row.published_at is not None
    assert row.published_at.month == 2


@given(st.text(max_size=300))
def test_any_text_gives_records_or_a_refusal(text: str) -> None:
    data = ("17/03/25 14.30 - A: " + text).encode("utf-8", "replace")
    assert records(CONNECTOR, data)
