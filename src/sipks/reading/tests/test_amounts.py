"""Which amount belongs to which word of harm, as one sentence tells it."""

from __future__ import annotations

import pytest

from sipks.reading import Document, Reader


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("Warga dua desa bentrok, 12 KK mengungsi.", "displaced", (12, 48, None)),
        ("Warga bentrok, 40 orang mengungsi ke gereja.", "displaced", (40, 40, 40)),
        ("Bentrok antarkampung: seorang kena panah, meninggal di puskesmas.", "killed", (1, 1, 1)),
        ("Bentrok antarkampung: seorang kena panah, meninggal di puskesmas.", "injured", None),
        ("Tawuran di Tanah Abang. Korban: meninggal 1, luka 3.", "killed", (1, 1, 1)),
        ("Tawuran di Tanah Abang. Korban: meninggal 1, luka 3.", "injured", (3, 3, 3)),
        ("Bentrok di pasar, meninggal 1 luka 3.", "injured", (3, 3, 3)),
        ("Massa mengeroyok dua penjaga gudang hingga tewas di Medan.", "killed", (2, 2, 2)),
        ("Bentrok, dua penjaga gudang terluka.", "injured", (2, 2, 2)),
        ("Rusuh di kebun sawit: sopir dan 2 warga luka.", "injured", (3, 3, 3)),
        ("Rusuh di kebun sawit, luka dua warga dan satu polisi.", "injured", (3, 3, 3)),
        ("Bentrok dua kampung, 3 warga dan 2 polisi tewas.", "killed", (5, 5, 5)),
        ("Ketua RT tewas dibacok dalam bentrok, adiknya luka.", "injured", (1, 1, 1)),
        ("Bentrok di Poso. Tiga warga luka. Dua orang lagi luka malamnya.", "injured", (5, 5, 5)),
        ("Bentrok di Poso. Tiga warga luka, dua lagi luka malamnya.", "injured", (5, 5, 5)),
        ("Bentrok pecah, menurut warga 5 orang luka; polisi mencatat 3.", "injured", (3, 3, 5)),
        ("Bentrok ormas: versi polisi 2 luka, versi warga 6.", "injured", (2, 2, 6)),
        ("Bentrok ormas, satu orang tewas karena luka tusuk.", "killed", (1, 1, 1)),
        ("Bentrok ormas, satu orang tewas karena luka tusuk.", "injured", None),
        ("Bentrok ormas, beberapa puluh orang luka.", "injured", (20, 50, 99)),
        ("Bentrok ormas, puluhan orang luka.", "injured", (20, 50, 99)),
        ("Bentrok ormas, belasan orang luka.", "injured", (11, 15, 19)),
        ("Bentrok ormas, keduanya luka.", "injured", (2, 2, 2)),
        ("Bentrok ormas, dua puluh lima orang luka.", "injured", (25, 25, 25)),
        ("Bentrok ormas, tujuh belas orang luka.", "injured", (17, 17, 17)),
        ("Bentrok suku, 1.200 orang mengungsi.", "displaced", (1200, 1200, 1200)),
        ("Bentrok suku, dua ribu orang mengungsi.", "displaced", (2000, 2000, 2000)),
        ("Bentrok suku, 2 ribu orang mengungsi.", "displaced", (2000, 2000, 2000)),
        ("Bentrok suku, sedikitnya 12 orang luka.", "injured", (12, 12, None)),
        ("Bentrok suku, sekitar 50 orang mengungsi.", "displaced", (40, 50, 60)),
        ("Bentrok suku, hampir 100 orang mengungsi.", "displaced", (80, 100, 100)),
        ("Bentrok suku, 3-5 orang luka.", "injured", (3, 4, 5)),
        ("Bentrok suku, 3 s/d 5 orang luka.", "injured", (3, 4, 5)),
        ("Bentrok suku, tiga orang sampai lima orang luka.", "injured", (3, 4, 5)),
        ("Bentrok suku, antara 4 dan 8 orang luka.", "injured", (4, 6, 8)),
        ("Bentrok di Pasar Baru, korban luka ada 4 orang.", "injured", (4, 4, 4)),
        ("Bentrok di Pasar Baru, kena batu waktu lewat ada 4 orang.", "injured", (4, 4, 4)),
        ("Massa memukul tiga satpam di Bekasi.", "injured", (3, 3, 3)),
        ("Massa memukul dua mobil di Bekasi.", "injured", None),
        ("Warga bentrok, dua anak luka berumur 12 dan 14 tahun.", "injured", (2, 2, 2)),
        ("Warga bentrok pada 2019, seorang luka.", "injured", (1, 1, 1)),
        ("Warga bentrok, korban luka belum ada.", "injured", None),
        ("Bentrok pecah, luka nihil.", "injured", (0, 0, 0)),
        ("Bentrok pecah, kabarnya hoaks 3 orang tewas.", "killed", None),
        ("Tidak benar 3 orang tewas dalam bentrok.", "killed", None),
        ("Massa mengancam akan ada yang tewas bila lahan digusur.", "killed", None),
        ("Bentrok: 5 korban, 2 tewas, 3 luka.", "injured", (3, 3, 3)),
        ("Warga dan polisi bentrok, 4 luka lalu dirawat 2.", "injured", (4, 4, 4)),
        ("Warga dan polisi bentrok, enam luka (dua parah).", "injured", (6, 6, 6)),
        (
            "Warga dan polisi bentrok, 30 luka, yaitu 18 warga luka dan 12 polisi luka.",
            "injured",
            (30, 30, 30),
        ),
        ("Warga dan polisi bentrok, dua warga luka juga tiga polisi luka.", "injured", (5, 5, 5)),
        ("Bentrok di Sentani, 10 rumah dibakar.", "damaged", (10, 10, 10)),
        ("Bentrok di Sentani, tidak ada kerusakan.", "damaged", (0, 0, 0)),
        ("Bentrok, belum ada korban meninggal.", "killed", None),
        ("Bentrok di Sentani, tidak ada korban jiwa maupun luka.", "injured", (0, 0, 0)),
        ("Warga bentrok di Jalan 12, ibu (45) terluka.", "injured", (1, 1, None)),
    ],
)
def test_amounts_go_to_their_harm(
    text: str, kind: str, figure: tuple[int, int, int | None] | None
) -> None:
    told = getattr(Reader.default().read(Document(text=text)).impact, kind)
    assert (told and (told.low, told.best, told.high)) == figure
