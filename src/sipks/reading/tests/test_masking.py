from __future__ import annotations

import pytest

from sipks.reading import Reader
from sipks.reading.masking import mask
from sipks.reading.normalise import DEPTH


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("NIK 7371990101010001 atas nama", "7371990101010001"),
        ("NIK 7371 9901 0101 0001", "7371 9901 0101 0001"),
        ("No KK: 737199-010101-0001.", "737199-010101-0001"),
        ("hubungi 081200007890 segera", "081200007890"),
        ("hubungi 0812-0000-7890", "0812-0000-7890"),
        ("wa +62 812 0000 7890", "+62 812 0000 7890"),
        ("telepon 6281200007890", "6281200007890"),
        ("kantor (0411) 000345", "(0411) 000345"),
        ("kantor 021-0001234", "021-0001234"),
        ("surel budi.s+x@contoh.co.id ya", "budi.s+x@contoh.co.id"),
        ("mobil B 1234 XYZ melintas", "B 1234 XYZ"),
        ("mobil DD1234AB melintas", "DD1234AB"),
        ("nopol dd 1234 ab", "dd 1234 ab"),
        ("kata @budi_98, bubar", "@budi_98"),
        ("https://twitter.com/budi_98/status/12345", "budi_98"),
        ("https://www.tiktok.com/@budi.s/video/1", "@budi.s"),
        ("facebook.com/profile.php?id=100012345", "100012345"),
        ("wa.me/6281200007890", "6281200007890"),
    ],
)
def test_it_hides_identifiers(text: str, hidden: str) -> None:
    masked = mask(text)
    at = text.index(hidden)
    assert len(masked) == len(text)
    assert not any(char.isalnum() for char in masked[at : at + len(hidden)])
    assert masked[:at] == text[:at]
    assert masked[at + len(hidden) :] == text[at + len(hidden) :]


@pytest.mark.parametrize(
    "text",
    [
        "Pada 3/2/2025 pukul 21.30-23.00 WIB sebanyak 1.200 orang",
        "kerugian Rp 1.234.567.890 dan 12 rumah",
        "G 30 S, G30S, SMA 5 Makassar, RT 02 RW 05, KM 12 DI tol",
        "Pasal 187 ayat (1) UU 7/2012, Nomor B/0811/II/2025",
        "https://news.contoh.id/read/2025/02/04/123456/bentrok-warga",
        "https://www.instagram.com/p/Cabc123/",
        "10 12 14 16 18 20 22 24",
    ],
)
def test_it_leaves_the_rest(text: str) -> None:
    assert mask(text) == text


def test_masking_twice_changes_nothing() -> None:
    once = mask("@budi 081200007890 B 1234 XYZ budi@contoh.id twitter.com/budi")
    assert mask(once) == once


def test_the_whole_text_is_masked_not_only_what_is_read() -> None:
    text = "a " * DEPTH + "081200007890"
    assert Reader.default().read(text).masked.endswith("************")


def test_digits_of_other_scripts_are_hidden_too() -> None:
    assert "７" not in mask("NIK ７３７１０１０１０１０１０００１")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("0411-000123,0411-000456.0411000789", "****-******,****-******.**********"),
        ("7371990203040506 0812-0000-7890", "**************** ****-****-****"),
        ("0812 0000 7890 0813 0000 5555", "**** **** **** **** **** ****"),
        ("+62 812-0000-7890 +62 812-0000-7891", "+** ***-****-**** +** ***-****-****"),
        ("7371990203040506 +62 812 0000 7890.", "**************** +** *** **** ****."),
        ("05-08-2025 10.30 sampai 06-08-2025 11.00", "05-08-2025 10.30 sampai 06-08-2025 11.00"),
        ("1000 2000 3000 4000 5000 6000 7000", "1000 2000 3000 4000 5000 6000 7000"),
    ],
)
def test_identifiers_side_by_side(text: str, masked: str) -> None:
    assert mask(text) == masked
