"""Groups that take part, and never a person."""

from __future__ import annotations

import pytest

from sipks.reading import Reader
from sipks.reading.actors import MOST, Groups
from sipks.reading.normalise import prepare


def told(text: str, form: str | None = None) -> dict[str, str]:
    return {one.name: one.role for one in Groups().find(prepare(text), form)}


def test_groups_carry_what_ties_them() -> None:
    text = "Warga Desa Sukamaju bentrok dengan pendukung paslon 02, polisi melerai."
    assert told(text, "bentrok_massa") == {
        "Warga Desa Sukamaju": "pihak",
        "pendukung paslon 02": "pihak",
        "polisi": "mediator",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Warga bernama Budi Santoso dipukul pemuda.",
        "Kelompok pemuda pimpinan Rudi Hartono mengadang truk.",
        "Karyawan PT Maju Jaya, Siti Aminah, ikut mogok.",
    ],
)
def test_a_person_is_never_named(text: str) -> None:
    names = " ".join(told(text))
    assert names
    assert not {"Budi", "Santoso", "Rudi", "Hartono", "Siti", "Aminah"} & set(names.split())


@pytest.mark.parametrize(
    ("text", "form", "roles"),
    [
        (
            "Massa menyerang pos, dua petugas terluka.",
            None,
            {"Massa": "pelaku", "petugas": "korban"},
        ),
        ("Nelayan lokal diusir oleh kapal asing.", None, {"Nelayan lokal": "korban"}),
        (
            "Geng motor datang, warga lari.",
            "penyerangan",
            {"Geng motor": "pelaku", "warga": "korban"},
        ),
        (
            "Buruh dan mahasiswa berorasi.",
            "unjuk_rasa_damai",
            {"Buruh": "pihak", "mahasiswa": "pihak"},
        ),
    ],
)
def test_roles_follow_what_is_said(text: str, form: str | None, roles: dict[str, str]) -> None:
    assert told(text, form) == roles


def test_a_fuller_name_stands_for_the_bare_one() -> None:
    assert list(told("Warga marah. Warga Kampung Baru memalang jalan.")) == ["Warga Kampung Baru"]


def test_offsets_count_in_the_full_text() -> None:
    text = "Bentrok di Gowa: ma\u200bssa saling lempar batu dengan polisi."
    groups = Reader.default().read(text).groups
    assert "ma\u200bssa" in {text[one.start : one.end] for one in groups}


def test_a_list_without_end_is_cut() -> None:
    assert len(told(", ".join(f"warga Desa {chr(65 + n)}{chr(97 + n)}" for n in range(20)))) == MOST


def test_a_text_that_does_not_matter_has_no_groups() -> None:
    assert Reader.default().read("Warga panen raya, petani senang.").groups == ()
