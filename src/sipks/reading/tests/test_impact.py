from __future__ import annotations

import pytest

from sipks.reading import Figure, Reader


def impact(text: str) -> dict[str, tuple[int, int, int | None]]:
    figures = Reader.default().read(text).impact.as_dict()
    return {kind: (f["low"], f["best"], f["high"]) for kind, f in figures.items() if f}


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Dua warga tewas dan lima luka-luka dalam bentrok itu.", 2, 5),
        ("Korban: 1 MD, 2 LB, 3 LR", 1, 5),
        ("Bentrokan menewaskan 2 orang dan melukai 7 lainnya", 2, 7),
        ("Korban luka mencapai 12 orang, korban tewas 3 orang", 3, 12),
        ("korban meninggal dunia : 1 orang, luka 2 orang", 1, 2),
        ("korban 2 org luka bacok, 1 org md", 1, 2),
        ("Total 5 orang luka, 3 luka berat dan 2 luka ringan. Satu tewas.", 1, 5),
        ("tiga warga dan dua polisi luka-luka, dua puluh lima orang tewas", 25, 5),
    ],
)
def test_it_counts_the_killed_and_injured(text: str, killed: int, injured: int) -> None:
    found = impact(text)
    assert (found["killed"][1], found["injured"][1]) == (killed, injured)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Sedikitnya 12 orang luka-luka.", (12, 12, None)),
        ("belasan orang luka", (11, 15, 19)),
        ("3-5 orang luka", (3, 4, 5)),
        ("sekitar 50 orang luka", (40, 50, 60)),
        ("seorang pemuda berinisial A (19) luka bacok", (1, 1, 1)),
        ("3 orang luka berat dan 5 luka ringan", (8, 8, 8)),
        ("1.200 orang luka", (1200, 1200, 1200)),
        ("ada korban luka", (1, 1, None)),
    ],
)
def test_it_keeps_the_range(text: str, figure: tuple[int, int, int | None]) -> None:
    assert impact(text)["injured"] == figure


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tidak ada korban jiwa dalam kejadian itu.", {"killed": (0, 0, 0)}),
        ("Korban jiwa: nihil.", {"killed": (0, 0, 0)}),
        ("Korban nihil", {"killed": (0, 0, 0), "injured": (0, 0, 0)}),
        ("Tidak ada korban jiwa maupun luka", {"killed": (0, 0, 0), "injured": (0, 0, 0)}),
        ("Tidak ada yang terluka", {"killed": (0, 0, 0), "injured": (0, 0, 0)}),
        ("kerugian materiil nihil", {"damaged": (0, 0, 0)}),
    ],
)
def test_nought_only_where_it_says_so(
    text: str, figures: dict[str, tuple[int, int, int | None]]
) -> None:
    assert impact(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Bentrok antarwarga terjadi lagi.",
        "belum ada laporan korban jiwa",
        "warga diancam akan dibunuh",
        "massa membakar ban dan menutup jalan",
        "usir mereka, bakar rumahnya!",
        "dilarikan ke rumah sakit jiwa nomor 12",
    ],
)
def test_nothing_where_the_text_is_silent(text: str) -> None:
    assert {kind for kind, figure in impact(text).items() if figure[1] > 1} == set()
    assert "killed" not in impact(text)


def test_families_are_a_low_bound_and_persons_go_before_them() -> None:
    assert impact("120 kepala keluarga mengungsi")["displaced"] == (120, 480, None)
    assert impact("Sebanyak 40 KK atau 160 jiwa mengungsi")["displaced"] == (160, 160, 160)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("3 rumah dan dua motor dibakar massa", (5, 5, 5)),
        ("rumah warga sebanyak 5 unit dibakar", (5, 5, 5)),
        ("massa membakar kantor desa", (1, 1, None)),
        ("sebanyak 25 unit rumah rusak berat", (25, 25, 25)),
    ],
)
def test_it_counts_what_was_damaged(text: str, figure: tuple[int, int, int | None]) -> None:
    assert impact(text)["damaged"] == figure


def test_a_second_telling_is_not_added() -> None:
    text = "Dua orang tewas di Gowa.\nPolisi membenarkan dua orang tewas. Total dua korban tewas."
    assert Reader.default().read(text).impact.killed == Figure(2, 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Isu korban meninggal TIDAK benar.",
        "katanya ada yg meninggal di tallo, betul kah?",
        "Beredar pesan berantai yang menyebut dua orang tewas. Polisi: tidak ada yang meninggal.",
        "Kabar korban tewas itu bohong. Tidak ada yang tewas.",
        "Apakah benar dua orang tewas?",
    ],
)
def test_a_rumour_a_question_or_a_denial_gives_no_death(text: str) -> None:
    assert impact(text).get("killed", (0, 0, 0)) == (0, 0, 0)


def test_an_amount_of_persons_is_not_one_of_things() -> None:
    found = impact("luka 5 orang, rumah terbakar 3, pengungsi ±40 jiwa di masjid")
    assert found["damaged"] == (3, 3, 3)
    assert found["injured"] == (5, 5, 5)
    assert found["displaced"][1] == 40


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Massa bubar jam 15.00. Kor nihil.", 0, 0),
        ("Kios dibakar, manusia aman, trada yang luka.", 0, 0),
        ("Warga pasang portal, kada ada korban.", 0, 0),
        ("Dulu tahun 2023 pernah luka kena jambret.", None, 1),
    ],
)
def test_nobody_is_told_in_many_ways(text: str, killed: int | None, injured: int | None) -> None:
    impact = Reader.default().read(text).impact
    assert (impact.killed and impact.killed.best) == killed
    assert (impact.injured and impact.injured.best) == injured
