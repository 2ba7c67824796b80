"""Whatever arrives is read: no text breaks the reader, and what it promises holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.reading import Document, Reader, Reading
from sipks.reading.masking import mask
from sipks.reading.taxonomy import CATEGORIES, FORMS

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
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.text(alphabet="0123456789 .,-/():@+", max_size=120),
)


def keeps_its_promises(said: Reading, full: str) -> None:
    assert len(said.masked) == len(full)
    for place in said.places:
        assert 0 <= place.start < place.end <= len(full)
    for span in said.evidence:
        assert 0 <= span.start < span.end <= len(full)
    assert {one.code for one in said.categories} <= set(CATEGORIES)
    assert {one.code for one in said.forms} <= set(FORMS)
    assert 0 <= said.severity <= 5
    assert len(said.fingerprint) == 16
    for figure in said.impact.as_dict().values():
        if figure:
            assert 0 <= figure["low"] <= figure["best"] <= (figure["high"] or figure["best"])
    if said.when:
        assert said.when.start <= said.when.end
    json.dumps(said.as_dict(evidence=True))


@given(texts, st.one_of(st.none(), st.datetimes(), st.datetimes(timezones=st.just(UTC))))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str, published: datetime | None) -> None:
    document = Document(text=text, published_at=published)
    keeps_its_promises(Reader.default().read(document), text)


@given(st.one_of(st.none(), texts), texts)
@settings(max_examples=60, deadline=None)
def test_any_title_is_read(title: str | None, text: str) -> None:
    document = Document(title=title, text=text)
    keeps_its_promises(Reader.default().read(document), document.full_text)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_the_same_text_is_read_the_same(text: str) -> None:
    reader = Reader.default()
    assert reader.read(text) == reader.read(text)
    assert reader.read_many([text, "bentrok", text])[::2] == [reader.read(text)] * 2


@given(texts)
def test_masking_is_idempotent(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "part", ["a", "1", "1 ", "@", "@a", "a.", "bentrok ", "(", "12-", "é\u200b", "a/", "\n", "-"]
)
def test_a_huge_text_is_bounded_work(part: str) -> None:
    text = part * (1_000_000 // len(part))
    keeps_its_promises(Reader.default().read(text), text)


def test_right_to_left_and_hidden_characters_do_not_hide_words() -> None:
    said = Reader.default().read("\u202eBen\u200dtrok\u202c antar\u200bwarga di Makassar")
    assert said.relevant
    assert said.place
    assert said.place.code == "73.71"
