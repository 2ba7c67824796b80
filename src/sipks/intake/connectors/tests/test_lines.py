from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.charset import Charset, detect
from sipks.intake.connectors.lines import read_lines

from .helpers import OPTIONS


def lines(data: bytes, limit: int = OPTIONS.max_record_bytes) -> list[bytes]:
    charset = detect(data)
    return [charset.strip_eol(line.raw) for line in read_lines(BytesIO(data), charset, limit)]


@given(st.lists(st.binary(max_size=40).filter(lambda b: not {10, 13} & set(b))), st.booleans())
def test_offsets_and_lengths_find_every_line_again(parts: list[bytes], dos: bool) -> None:
    data = (b"\r\n" if dos else b"\n").join(parts)
    for line in read_lines(BytesIO(data), Charset(), 1000):
        assert data[line.offset : line.offset + line.length] == line.raw


def test_carriage_returns_alone_end_lines() -> None:
    assert lines(b"satu\rdua\r\rempat") == [b"satu", b"dua", b"", b"empat"]


def test_a_long_line_is_counted_but_not_kept() -> None:
    data = b"a" * 300_000 + b"\nb\n"
    long, short = read_lines(BytesIO(data), Charset(), 100_000)
    assert (long.cut, long.length, len(long.raw)) == (True, 300_001, 65_536)
    assert (short.raw, short.number, short.offset) == (b"b\n", 2, 300_001)


def test_a_line_feed_inside_a_character_of_utf_16_ends_no_line() -> None:
    for coding in ("utf-16-le", "utf-16-be"):
        data = "ਊĊ satu\nbaris dua yang panjang\n".encode(coding)
        found = [
            line.raw.decode(coding) for line in read_lines(BytesIO(data), Charset(coding), 999)
        ]
        assert found == ["ਊĊ satu\n", "baris dua yang panjang\n"]
