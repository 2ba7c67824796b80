from __future__ import annotations

from sipks.reading import Reader
from sipks.reading.taxonomy import HATE_LABELS


def hate(text: str) -> dict[str, float]:
    return dict(Reader.default().read(text).hate)


def test_all_labels_with_probabilities() -> None:
    for text in ("", "dasar kafir, usir mereka semua", "selamat pagi"):
        labels = hate(text)
        assert tuple(labels) == HATE_LABELS
        assert all(0 <= p <= 1 for p in labels.values())


def test_abuse_is_not_yet_hatred() -> None:
    labels = hate("anjing lucu bgt wkwk njir")
    assert labels["Abusive"] > 0.5 > labels["HS"]


def test_hatred_of_a_group() -> None:
    labels = hate("usir kaum kafir itu, bunuh mereka semua, dasar biadab")
    assert labels["HS"] > 0.8
    assert labels["HS_Religion"] > 0.5
    assert labels["HS_Group"] > labels["HS_Individual"]
    assert labels["HS_Strong"] > labels["HS_Weak"]


def test_plain_talk_is_neither() -> None:
    for text in ("Jemaat gereja merayakan Natal", "ternak babi hutan", "warga Papua memanen kopi"):
        labels = hate(text)
        assert max(labels["HS"], labels["Abusive"]) < 0.5


def test_a_kind_is_never_surer_than_it_may_be() -> None:
    labels = hate("cina babi semua, ganyang aseng")
    assert max(p for name, p in labels.items() if name.startswith("HS_")) <= 1.15 * labels["HS"]
