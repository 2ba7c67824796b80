"""What links two tellings, and what keeps them apart."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pytest

from sipks.incidents.matching import DAY, HOUR, LINK, Trace, evidence, is_copy, linked
from sipks.incidents.terms import pack, terms

NOON = 1_738_584_000.0
CLASH = "Pemuda Dusun Krajan dan Dusun Parit saling lempar batu di Jalan Pelita, dua orang terluka"
OFFICER = "Lapor ndan, keributan Dsn Krajan vs Dsn Parit dkt Jl Pelita, TKP sdh dikuasai anggota"
OTHERS = "Pemuda Dusun Jati dan Dusun Watu saling lempar batu di Jalan Kenanga, dua orang terluka"
WIRE = (
    "Petani memblokade akses kebun milik perusahaan sejak kemarin karena plasma belum dibagikan. "
    "Puluhan truk pengangkut sawit tertahan, pengurus koperasi meminta bupati turun tangan, dan "
    "manajemen menyatakan panen terhenti sampai perundingan berikutnya digelar"
)


def trace(text: str, place: str = "73.71.01", **known: Any) -> Trace:
    start = known.pop("start", NOON - 12 * HOUR)
    end = known.pop("end", start + DAY - 1)
    mark, drill = known.get("fingerprint", crc32(text.encode()) << 32), known.get("drill", False)
    packed = pack(terms(text))
    return Trace.of(place, (start, end), "SOS-1", "bentrok_massa", packed, mark, drill)


def test_other_words_with_the_same_names_are_of_one_happening() -> None:
    assert linked(trace(CLASH, "73.71"), trace(OFFICER))


def test_the_same_words_with_other_names_are_of_two_happenings() -> None:
    assert not linked(trace(CLASH), trace(OTHERS))
    assert not is_copy(trace(CLASH), trace(OTHERS))


def test_one_side_in_common_speaks_less_than_both() -> None:
    half = trace("Pemuda Dusun Krajan dan Dusun Jati bertikai")
    both = trace("Pemuda Dusun Krajan dan Dusun Parit bertikai")
    told = trace("Dusun Parit diserang, Dusun Krajan berjaga")
    assert evidence(told, half) < evidence(told, both)


def test_kind_day_and_district_alone_do_not_link() -> None:
    one, other = trace("Rumah terbakar karena molotov"), trace("Parang disita seusai tawuran")
    assert evidence(one, other) == LINK
    assert not linked(one, other)


@pytest.mark.parametrize(("apart", "same"), [(0.25, True), (6.0, False)])
def test_hours_that_both_give_count(apart: float, same: bool) -> None:
    text = "Unjuk rasa buruh menuntut kenaikan upah minimum"
    first = trace(text, "73.71", start=NOON, end=NOON)
    later = trace(text, "73.71", start=NOON + apart * HOUR, end=NOON + apart * HOUR)
    assert linked(first, later) is same


def test_the_next_day_weighs_less_when_a_text_tells_what_came_of_it() -> None:
    first = trace("Bentrok pemuda melukai dua warga")
    morrow = first.start + DAY
    again = trace("Bentrok pemuda melukai tiga warga", start=morrow)
    sequel = trace("Bentrok pemuda melukai tiga warga, pelaku ditahan", start=morrow)
    assert evidence(first, again) < evidence(first, sequel)


def test_nothing_links_what_cannot_be_one() -> None:
    told = trace(CLASH)
    for other in (
        trace(CLASH, "73.71.02"),
        trace(CLASH, ""),
        trace(CLASH, start=told.start + 4 * DAY),
        trace(CLASH, end=told.start + 30 * DAY),
        trace(CLASH, drill=True),
    ):
        assert not linked(told, other)


def test_a_copy_survives_head_tail_and_cut() -> None:
    for text in (
        f"Kabar Kita, Gowa - {WIRE}. Baca juga: prakiraan cuaca",
        WIRE.rsplit(",", 1)[0],
        ". ".join(reversed(WIRE.split(". "))),
    ):
        assert is_copy(trace(text), trace(WIRE))


def test_a_digest_is_no_copy_of_what_it_sums_up() -> None:
    digest = (
        f"{WIRE}. {CLASH}. Sopir angkot mogok menolak trayek terbaru sehingga penumpang telantar"
        " berjam-jam. Mahasiswa mendesak rektor mencabut kenaikan uang kuliah"
    )
    assert not is_copy(trace(digest), trace(WIRE))


def test_the_same_form_of_words_of_another_day_is_no_copy() -> None:
    told = trace(WIRE, fingerprint=0)
    assert is_copy(trace(WIRE, fingerprint=0xFFFF), told)
    assert not is_copy(trace(WIRE, fingerprint=0xFFFF, start=told.start + 20 * DAY), told)
