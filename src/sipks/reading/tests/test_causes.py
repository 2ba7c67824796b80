"""What people clash about comes before the fact that two villages clash."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("group", "cause"), PAIRS)
def test_the_issue_wins(frame: str, group: str, cause: str) -> None:
    said = Reader.default().read(frame.format(cause))
    assert said.relevant
    assert said.categories[0].code[:3] == group
