"""Figures as people tell them: parts of a whole, several tellers, denials, who is beaten."""

from __future__ import annotations

import pytest

from sipks.reading import Document, Reader


def told(text: str, kind: str) -> tuple[int, int, int | None] | None:
    figure = getattr(Reader.default().read(text).impact, kind)
    return figure and (figure.low, figure.best, figure.high)


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Warga dan satpam kebun bentrok, empat orang luka, satu di antaranya kritis.", 4),
        ("Tawuran di Bogor: enam pelajar terluka, termasuk dua yang masih dirawat.", 6),
        ("Dua satpam pabrik dipukuli massa di Karawang.", 2),
    ],
)
def test_a_part_is_not_added_to_its_whole(text: str, injured: int) -> None:
    assert told(text, "injured") == (injured, injured, injured)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "Bentrok. Menurut polisi tiga orang luka, warga menyebut tujuh, puskesmas lima.",
            (3, 5, 7),
        ),
        ("Rusuh di Wamena, antara lima dan sembilan warga terluka.", (5, 7, 9)),
    ],
)
def test_tellers_who_disagree_give_a_span(text: str, figure: tuple[int, int, int]) -> None:
    assert told(text, "injured") == figure


@pytest.mark.parametrize(
    "text",
    ["Massa berkumpul di balai desa, tak seorang pun luka.", "Saling dorong, nihil yg luka."],
)
def test_a_denial_is_nought(text: str) -> None:
    assert told(text, "injured") == (0, 0, 0)


def test_what_is_only_asked_is_not_told() -> None:
    assert told("Benarkah lima orang tewas dalam bentrok di Poso? Polisi diam.", "killed") is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Hari ini kades bicara. Dua hari sebelumnya warga saling serang.", ("10", "10")),
        ("Warga memblokade jalan sejak 4 sampai 6 Maret 2025.", ("04", "06")),
        ("Akhir pekan lalu dua kampung saling lempar batu.", ("08", "09")),
        ("Bentrok pecah malam Minggu di lapangan desa.", ("08", "08")),
    ],
)
def test_days_that_are_told_in_passing(text: str, days: tuple[str, str]) -> None:
    when = Reader.default().read(Document(text=text, published_at="2025-03-12T09:00")).when
    assert when
    assert (when.start[8:10], when.end[8:10]) == days
