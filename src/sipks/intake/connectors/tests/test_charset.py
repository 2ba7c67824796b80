from __future__ import annotations

import pytest

from sipks.intake.connectors.charset import detect

TEXT = "Kerusuhan di Desa Café – “warga” mengungsi"


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_each_encoding_is_recognised(coding: str) -> None:
    raw = TEXT.encode(coding)
    charset = detect(raw)
    text, remark = charset.decode(raw.removeprefix(charset.bom))
    assert text == TEXT
    assert bool(remark) == (coding == "cp1252")


def test_a_torn_character_spoils_only_itself() -> None:
    text, remark = detect("Api 🔥 é".encode()).decode("Api 🔥🔥 é".encode()[:-4] + b" x")
    assert "Api 🔥" in text
    assert remark


def test_latin_1_lines_in_a_utf_8_file_are_read() -> None:
    charset = detect("biasa é\n".encode() * 3)
    assert charset.decode(b"caf\xe9") == ("café", "cp1252")
