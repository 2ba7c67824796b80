"""Where the name of a group begins and ends."""

from __future__ import annotations

import pytest

from sipks.reading.actors import Groups
from sipks.reading.normalise import prepare


def named(text: str, form: str | None = None) -> list[str]:
    return [one.name for one in Groups().find(prepare(text), form)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nelayan bagan dan nelayan bubu berebut rumpon.", ["Nelayan bagan", "nelayan bubu"]),
        ("Pemuda kampung sebelah merusak pagar.", ["Pemuda kampung sebelah"]),
        ("Massa ormas menutup simpang.", ["Massa ormas"]),
        ("Buruh dari suku pendatang dipukuli.", ["Buruh dari suku pendatang"]),
        ("Warga memprotes PT Rimba Lestari Abadi kemarin.", ["Warga", "PT Rimba Lestari Abadi"]),
        ("Emak2 di Sanggau merampas kunci truk.", ["Emak2"]),
        ("CV. Batu Alam Diprotes Warga", ["CV. Batu Alam", "Warga"]),
        ("Gudang dijarah sekelompok pemanah.", ["sekelompok pemanah"]),
        ("Ibu2 menutup gerbang pabrik.", ["Ibu2"]),
        ("Rombongan pelayat dihadang sopir angkot.", ["Rombongan pelayat", "sopir angkot"]),
    ],
)
def test_a_name_goes_as_far_as_what_ties_it(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text", ["Nelayan tewas tenggelam.", "Nelayan dan bupati bertemu.", "Nelayan menutup muara."]
)
def test_what_happens_to_a_group_is_no_part_of_its_name(text: str) -> None:
    assert named(text)[0] == "Nelayan"


def test_an_hour_is_no_trader() -> None:
    assert named("Warga bentrok pkl 19.45 di pasar.") == ["Warga"]
    assert named("Petugas mengusir pkl di trotoar.") == ["Petugas", "pkl"]


def test_the_verb_of_a_headline_is_no_part_of_the_name() -> None:
    assert named("Anggota Ormas Diusir Warga")[0] == "Anggota Ormas"


def test_capital_letters_tell_no_place_where_all_is_capital() -> None:
    assert named("WARGA AGUS DIPUKUL") == ["WARGA"]


def test_one_mother_is_no_group() -> None:
    assert named("Pintu dirusak ibu itu sore tadi.") == []


@pytest.mark.parametrize("text", ["Belasan orang datang.", "Para korban dirawat.", "Kampung sepi."])
def test_a_weak_word_needs_a_tie_or_a_role(text: str) -> None:
    assert named(text) == []
