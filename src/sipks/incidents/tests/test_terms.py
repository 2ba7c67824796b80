from __future__ import annotations

import pytest

from sipks.incidents.terms import FULL, KINDS, MAX_TERMS, NAMED, counted, pack, terms, unpack


def names(text: str) -> set[int]:
    return {one for one in terms(text) if one >= NAMED}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dusun Krajan", "dsn krajan"),
        ("RW 04", "rw 4"),
        ("Jalan Pelita", "di jl. pelita"),
        ("calon nomor urut 3", "cakades no urut 3"),
        ("SMA Negeri 3", "siswa sma negeri 03"),
    ],
)
def test_names_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert names(one) == names(other) != set()


@pytest.mark.parametrize(
    "text",
    [
        "di jalan",
        "kampung itu",
        "jalan raya",
        "pasar yang ramai",
        "kampung dibakar",
        "keluar dari masjid. Nuri",
        "rw sebelah",
        "Krajan",
    ],
)
def test_what_names_nothing_is_no_name(text: str) -> None:
    assert names(text) == set()


def test_a_street_and_a_hamlet_of_one_name_are_two() -> None:
    assert names("Jalan Pelita").isdisjoint(names("Dusun Pelita"))


def test_forms_of_a_word_are_one_term() -> None:
    assert terms("penyerangan") == terms("penyerangannya")
    assert terms("membakar") == terms("dibakar")


def test_words_of_the_place_are_left_out() -> None:
    said = "Bentrok pecah di Tamalate"
    assert set(terms(said, ["Tamalate"])) == set(terms("Bentrok pecah"))


def test_a_name_is_kept_though_a_place_is_called_so() -> None:
    assert names("Dusun Tengah") < set(terms("Dusun Tengah", ["Tengah"]))


def test_terms_are_bounded_and_come_back_as_they_were() -> None:
    # Digits alone are no telling words: only letters make them differ.
    found = terms(" ".join(f"kata{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)))
    assert len(found) == MAX_TERMS
    assert unpack(pack(found)) == frozenset(found)


def test_counts_of_a_kind_stop_where_they_are_full() -> None:
    [kind] = [kind for kind in KINDS if counted(names("Dusun Jati")) >> kind & FULL]
    many = names(" ".join(f"Dusun {n}" for n in range(1, 30)))
    assert len(many) == 29
    assert counted(many) == FULL << kind
