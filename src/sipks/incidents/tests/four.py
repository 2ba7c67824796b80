"""Four incidents in four places, for tests of lists and maps."""

from __future__ import annotations

from sipks.incidents.forms import Filters

TEXTS = {
    "mariso": ("Bentrok dua kelompok pemuda di Jalan Cendrawasih, tiga rumah rusak", "73.71.01"),
    "makassar": ("Sopir angkot mogok menolak ojek daring di terminal Daya", "73.71"),
    "gowa": ("Petani memblokade jalan kebun tebu, menuntut lahan plasma", "73.06"),
    "kupang": ("Tawuran pelajar dua SMK dekat pantai, celurit disita", "53.71"),
}


def asked(**query: str) -> Filters:
    """The filters of a query string."""
    return Filters(query)


def titles(*names: str) -> list[str]:
    """The titles of incidents by their names in `TEXTS`."""
    return [TEXTS[name][0] for name in names]
