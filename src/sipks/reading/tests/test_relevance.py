from __future__ import annotations

import math

import numpy as np
import pytest

from sipks.reading import Reader, Reading
from sipks.reading.classes import SURE, UNSURE, classify
from sipks.reading.learning.models import Models


def read(text: str) -> Reading:
    return Reader.default().read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Timnas menyerang sejak menit pertama dan mencetak gol lewat serangan balik.",
        "Tokoh utama film itu bentrok dengan geng di episode terakhir.",
        "Bus terguling, sembilan penumpang luka-luka akibat kecelakaan.",
        "Gempa bumi merusak puluhan rumah warga di Maluku Tengah.",
        "Polres menggelar simulasi pengamanan unjuk rasa ricuh menjelang pilkada.",
        "Pelaku begal dan pencurian motor ditangkap polisi di Bekasi.",
        "Demonstran bentrok dengan polisi di Paris, Prancis.",
        "Mengenang tragedi Mei 1998, keluarga korban menabur bunga di makam.",
        "Perang harga antarpedagang daring makin ketat.",
        "Artis itu meninggal karena serangan jantung.",
        "aku ditembak cowok di kantin, ya ditolak lah hahaha",
        "jadwal kuliah bentrok lagi",
        "",
        "selamat pagi",
    ],
)
def test_something_else_is_not_relevant(text: str) -> None:
    said = read(text)
    assert said.relevant is False
    assert (said.categories, said.forms, said.severity) == ((), (), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Bentrok antarwarga dua desa di Lombok Timur, tiga rumah dibakar.",
        "Ratusan buruh berunjuk rasa di Bekasi menuntut kenaikan upah.",
        "ijin lapor, warga blokir jalan poros di konawe sejak pagi",
        "Warga menolak pendirian gereja di Cilegon.",
        "Dua kelompok yang bertikai di Mimika sepakat berdamai.",
        "KKB menembak dua warga sipil di Intan Jaya.",
    ],
)
def test_conflict_is(text: str) -> None:
    said = read(text)
    assert said.relevant is True
    assert said.forms


@pytest.mark.parametrize(
    ("p", "verdict"), [(SURE + 0.01, True), (0.5, None), (UNSURE - 0.01, False)]
)
def test_it_may_not_know(p: float, verdict: bool | None) -> None:
    models = Models.shipped()
    scores = np.zeros_like(models.scores([([], [])]))
    scores[0, 0] = math.log(p / (1 - p))
    (said,) = classify(models, scores)
    assert said.relevant is verdict
    assert bool(said.categories) is (verdict is not False)


def test_thresholds_and_order() -> None:
    said = read("Bentrok antarwarga di Gowa, dua rumah dibakar, jalan diblokir massa.")
    for scored in (said.categories, said.forms):
        assert [one.p for one in scored] == sorted((one.p for one in scored), reverse=True)
    assert 0 <= said.relevance <= 1
