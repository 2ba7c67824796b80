"""The small judgements around a name."""

from __future__ import annotations

import pytest

from sipks.reading.normalise import prepare
from sipks.reading.places.context import after, before, in_address, title_cased
from sipks.reading.places.gazetteer import WordRow
from sipks.reading.places.hashtags import Hashtags
from sipks.reading.places.lexicon import NO_CUE, level_cues, shipped


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("di Gowa", "at"),
        ("Kab. Gowa", "level"),
        ("Kab Gowa", "level"),
        ("Polres Gowa", "office"),
        ("Kodim 1409/Gowa", "office"),
        ("warga Gowa", "people"),
        ("asal Gowa", "from"),
        ("Jl. Gowa", "below"),
        ("Jalan Raya Gowa", "below"),
        ("AKBP Gowa", "person"),
        ("Universitas Negeri Gowa", "org"),
        ("Gunung Gowa", "nature"),
        ("suku Gowa", "ethnic"),
        ("jalan. Gowa", ""),
        ("Kabupaten, Gowa", ""),
        ("Gowa", ""),
    ],
)
def test_cue_before_a_name(text: str, role: str) -> None:
    prepared = prepare(text)
    assert before(prepared, text.index("Gowa"), shipped().cues).cue.role == role


def test_sentence_start_is_noticed() -> None:
    text = prepare("Aman. Serang warga")
    assert before(text, 6, {}).initial
    assert not before(prepare("lalu Serang"), 5, {}).initial


def test_longer_proper_name_is_noticed() -> None:
    assert before(prepare("kata Ridwan Bandung"), 12, {}).proper
    assert not before(prepare("Ridwan Bandung"), 7, {}).proper


def test_word_after_a_name() -> None:
    assert after(prepare("Puncak regency"), 6, shipped().tails).cue.length == 5
    assert after(prepare("Puncak, kata"), 6, {}).closed
    assert after(prepare("Puncak"), 6, {}).cue is NO_CUE


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("@kab_bogor", True),
        ("cek https://a.id/bogor", True),
        ("www.bogor.go.id", True),
        ("x@bogor.id", True),
        ("di (bogor)", False),
        ("bogor", False),
    ],
)
def test_names_in_addresses(text: str, inside: bool) -> None:
    assert in_address(prepare(text), text.index("bogor")) is inside


def test_headline_is_known_by_its_capitals() -> None:
    assert title_cased(prepare("Warga Serang Polisi di Tolikara"), 6)
    assert not title_cased(prepare("Kemarin warga Serang kembali berunjuk rasa"), 14)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("#PilkadaJakarta", "jakarta"),
        ("#savejakarta", "jakarta"),
        ("#JawaTengahRicuh", "jawa tengah"),
        ("#jawatengahmelawan", "jawa tengah"),
    ],
)
def test_hashtags_are_taken_apart(text: str, key: str) -> None:
    found = list(Hashtags(["jakarta", "jawa tengah", "jawa"]).find(prepare(text)))
    assert [one for one, _ in found] == [key]


def test_plain_hashtag_is_left_to_the_names() -> None:
    assert list(Hashtags(["jakarta"]).find(prepare("#Jakarta #bebas #xjakartay"))) == []


def test_words_for_levels_of_the_gazetteer_are_cues() -> None:
    cues = level_cues([WordRow("Distrik", "district"), WordRow("negara", "country")])
    assert cues["distrik"].length == 8
    assert "negara" not in cues
