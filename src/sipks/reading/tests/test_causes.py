"""What people clash about comes before the fact that two villages clash."""

from __future__ import annotations

from sipks.reading import Reader

CAUSES = {
    "SDA": "rebutan tanah ulayat|sengketa lahan sawah|rebutan sumber air|wilayah tangkap ikan",
    "BTS": "batas desa|tapal batas|penetapan batas kabupaten|patok batas dicabut",
    "POL": "hasil pilkades|beda dukungan calon bupati|pemotongan dana desa|sengketa suara di TPS",
    "EKO": "rebutan penumpang ojek|lahan parkir|pembagian bansos|antrean solar",
    "AGM": "pembangunan gereja|dugaan penodaan agama|aliran yang dianggap sesat",
    "ETN": "hinaan terhadap suku|sentimen kesukuan|dendam antarmarga",
    "DST": "pembagian plasma|dana CSR|listrik yang belum masuk",
    "SOS": "saling ejek|mabuk di pesta pernikahan|masalah sepele|pencurian ternak",
}
PAIRS = [(group, cause) for group, causes in CAUSES.items() for cause in causes.split("|")]
FRAMES = ["Warga dua desa bentrok karena {}, tiga orang luka.", "Bentrokan antarwarga dipicu {}."]


MOST_WRONG = 12
"""Of the pairs of cause and frame; the models give two villages that clash their own weight."""


def test_the_issue_wins() -> None:
    asked = [(group, frame.format(cause)) for frame in FRAMES for group, cause in PAIRS]
    readings = Reader.default().read_many([text for _, text in asked])
    told = [one.categories[0].code[:3] if one.categories else "" for one in readings]
    wrong = [text for (group, text), said in zip(asked, told, strict=True) if said != group]
    assert len(wrong) <= MOST_WRONG, wrong
    assert all(one.relevant is not False for one in readings)
