"""What is said beside a group, and of the whole, tells its role."""

from __future__ import annotations

import pytest

from sipks.reading.actors import Groups
from sipks.reading.normalise import prepare


def told(text: str, form: str | None = None) -> dict[str, str]:
    return {one.name: one.role for one in Groups().find(prepare(text), form)}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Pos ronda dibakar puluhan remaja.", {"remaja": "pelaku"}),
        ("Truk kayu di tahan petani.", {"petani": "pelaku"}),
        ("Suporter mengeroyok pelajar.", {"Suporter": "pelaku", "pelajar": "korban"}),
        ("Transmigran diminta pergi malam itu.", {"Transmigran": "korban"}),
        ("Pedagang yang memasang tenda dipukuli preman.", {"Pedagang": "korban"}),
        ("Pengeroyokan sopir terjadi dini hari.", {"sopir": "korban"}),
        ("Loket hancur oleh amukan suporter.", {"suporter": "pelaku"}),
        ("Semalam ribut, bentrok dengan petani.", {"petani": "pihak"}),
        ("Mahasiswa dan buruh saling dorong.", {"Mahasiswa": "pihak", "buruh": "pihak"}),
    ],
)
def test_the_clause_of_a_group_tells_its_role(text: str, roles: dict[str, str]) -> None:
    assert roles.items() <= told(text).items()


def test_another_clause_tells_nothing() -> None:
    assert told("Sopir berkumpul, kaca dipecah.", "unjuk_rasa_damai") == {"Sopir": "pihak"}


@pytest.mark.parametrize("form", ["bentrok_massa", "kesepakatan_damai", "pernyataan_penolakan"])
def test_both_sides_take_part_where_the_form_knows_no_victim(form: str) -> None:
    text = "Pemuda Desa Awu melempari pemuda Desa Bima."
    assert set(told(text, form).values()) == {"pihak"}


def test_who_mostly_suffers_is_not_taken_for_the_one_who_acts() -> None:
    text = "Perantau resah sejak surat itu datang, pemuda berjaga."
    assert told(text, "intimidasi_teror") == {"Perantau": "korban", "pemuda": "pelaku"}


def test_the_owner_of_what_is_attacked_suffers() -> None:
    text = "Dini hari lapak pedagang hangus, tulisan ancaman tertinggal."
    assert told(text, "perusakan_pembakaran") == {"pedagang": "korban"}


def test_officials_are_told_only_where_they_mend() -> None:
    assert told("Camat menengahi warga dua dusun.")["Camat"] == "mediator"
    assert "Camat" not in told("Camat meresmikan jembatan bersama warga.")


def test_police_who_only_stand_by_are_no_group() -> None:
    assert told("Petani menutup pintu air. Polisi datang.") == {"Petani": "pelaku"}


@pytest.mark.parametrize(
    "text", ["Menurut warga listrik padam.", "Yth bapak polisi mohon patroli.", "Saya warga sini."]
)
def test_who_is_quoted_addressed_or_tells_takes_no_part(text: str) -> None:
    assert told(text) == {}


def test_a_crowd_is_not_told_beside_those_who_make_it() -> None:
    assert told("Buruh memblokir gerbang. Massa bubar sore.") == {"Buruh": "pelaku"}


def test_who_comes_in_only_at_the_end_of_a_long_text_takes_no_part() -> None:
    told_first = "Petani merusak pintu irigasi di hulu bendungan. " + "Airnya lalu meluap. " * 9
    assert list(told(told_first + "Pelajar libur sehari.")) == ["Petani"]
