"""Whatever arrives is read: no text breaks the reader, and what it promises holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.reading import Document, Evidence, Figure, Impact, Place, Reader, Reading, Scored, When
from sipks.reading.contract import Group
from sipks.reading.masking import mask
from sipks.reading.tests.promises import PROMISES, broken

WORDS = [
    "bentrok",
    "warga",
    "dua",
    "tewas",
    "luka",
    "12",
    "rumah",
    "dibakar",
    "Senin",
    "(3/2/2025)",
    "pukul",
    "21.30",
    "WIT",
    "kemarin",
    "di\nMakassar",
    "Kecamatan",
    "Tallo",
    "@budi",
    "081200007890",
    "https://x.com/a",
    "tidak",
    "ada",
    "korban",
    "jiwa",
    "KK",
    "mengungsi\ndemo",
    "ricuh",
    "polisi",
    "31",
    "Februari",
    "2025-13-40",
    "jam",
    "99",
    "puluh",
    "belas",
    "dua",
    "puluh",
    "ribu",
    "-",
    "–",
    ",",
    ".",
    "(",
    ")",
    "/",
    "\n\n\u200b",
    "\u202e",
    "\x00",
    "﷽",
    "𝕭𝖊𝖓𝖙𝖗𝖔𝖐",
    "７",
    "é",
    "İ",
    "ß",
    "9999999999999",
    "tahun",
    "lalu",
    "bulan",
    "minggu",
    "depan",
]
texts = st.one_of(
    st.text(max_size=400),
    st.text(st.characters(codec=None), max_size=80),  # halves of characters, too
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.text(alphabet="0123456789 .,-/():@+", max_size=120),
)


@given(texts, st.one_of(st.none(), st.datetimes(), st.datetimes(timezones=st.just(UTC))))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str, published: datetime | None) -> None:
    document = Document(text=text, published_at=published)
    assert broken(Reader.default().read(document), text) == []


@given(st.one_of(st.none(), texts), texts)
@settings(max_examples=60, deadline=None)
def test_any_title_is_read(title: str | None, text: str) -> None:
    document = Document(title=title, text=text)
    assert broken(Reader.default().read(document), document.full_text) == []


@given(texts)
@settings(max_examples=60, deadline=None)
def test_the_same_text_is_read_the_same(text: str) -> None:
    reader = Reader.default()
    assert reader.read(text) == reader.read(text)
    assert reader.read_many([text, "bentrok", text])[::2] == [reader.read(text)] * 2


@given(texts)
def test_masking_is_idempotent(text: str) -> None:
    assert mask(mask(text)) == mask(text)


def test_right_to_left_and_hidden_characters_do_not_hide_words() -> None:
    said = Reader.default().read("\u202eBen\u200dtrok\u202c antar\u200bwarga di Makassar")
    assert said.relevant
    assert said.place
    assert said.place.code == "73.71"


TEXT = "Dua warga tewas dan polisi luka dalam bentrok di Makassar, Senin (3/2/2025)."
BENT: dict[str, Callable[[Reading], Reading]] = {
    "probabilities lie in 0 to 1": lambda said: replace(said, hate={"HS": float("nan")}),
    "the verdict follows from the relevance": lambda said: replace(said, relevance=0.5),
    "codes are of the taxonomy": lambda said: replace(said, forms=(Scored("perang", 0.5),)),
    "categories and forms fall in p": lambda said: replace(
        said, categories=(Scored("ISK", 0.3), Scored("POL", 0.4))
    ),
    "places and evidence lie in the text": lambda said: replace(
        said, evidence=(Evidence(0, len(TEXT) + 1, "time", "day"),)
    ),
    "groups lie in the text": lambda said: replace(
        said, groups=(Group("warga", "warga", "pihak", 9, 4),)
    ),
    "groups are few and have a role": lambda said: replace(
        said, groups=(Group("warga", "warga", "saksi", 4, 9),)
    ),
    "the place is an area": lambda said: replace(
        said, place=Place("", "Jalan Ahmad Yani", "site", None, None, 0.6, 50, 58)
    ),
    "areas have codes, and nothing else": lambda said: replace(
        said, places=(Place("73.71", "Kota Makassar", "site", None, None, 0.6, 50, 58),)
    ),
    "points lie on earth": lambda said: replace(
        said, places=(Place("73.71", "Kota Makassar", "regency", 119.4, -5.1, 1.0, 50, 58),)
    ),
    "time does not end before it begins": lambda said: replace(
        said, when=When("2025-02-03", "2025-02-02", "day")
    ),
    "a count is between its bounds": lambda said: replace(
        said, impact=Impact(killed=Figure(2, 1, None))
    ),
    "severity is 0 to 5": lambda said: replace(said, severity=6),
    "the masked text is as long": lambda said: replace(said, masked=said.masked[1:]),
    "masking only hides": lambda said: replace(said, masked="d" + said.masked[1:]),
    "a fingerprint is 16 digits": lambda said: replace(said, fingerprint="0" * 15 + "G"),
    "the keys are always the same": lambda said: replace(said, hate={"HS": 0.0}),
    "it can be written as JSON": lambda said: replace(said, relevance=float("inf")),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_broken_promise_is_told(promise: str) -> None:
    said = Reader.default().read(TEXT)
    assert said.place
    assert broken(said, TEXT) == []
    assert promise in broken(BENT[promise](said), TEXT)
