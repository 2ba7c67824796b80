"""The word that local law uses for a unit, told from its code."""

from __future__ import annotations

PAPUA = ("91", "92", "93", "94", "95", "96")

# Word for the rural unit (fourth group of the code beginning with 2), longest prefix first.
# Sources: Qanun Aceh (gampong), Perda Sumatera Barat (nagari), UU 21/2001 (kampung in Papua),
# Pergub DIY 25/2019 (kapanewon, kemantren, kalurahan), and regency by-laws for the rest.
VILLAGE_WORDS = {
    "11": "gampong",
    "11.02": "kute",
    "11.04": "kampung",
    "11.10": "kampung",
    "11.13": "kampung",
    "11.16": "kampung",
    "11.17": "kampung",
    "11.75": "kampong",
    "12.08": "nagori",
    "13": "nagari",
    "13.09": "desa",
    "13.73": "desa",
    "13.77": "desa",
    "14.07": "kepenghuluan",
    "14.08": "kampung",
    "15.08": "dusun",
    "18.02": "kampung",
    "18.04": "pekon",
    "18.05": "kampung",
    "18.06": "pekon",
    "18.08": "kampung",
    "18.10": "pekon",
    "18.12": "tiyuh",
    "18.13": "pekon",
    "34": "kalurahan",
    "64.03": "kampung",
    "64.07": "kampung",
    "64.11": "kampung",
    "71.03": "kampung",
    "71.09": "kampung",
    "73.18": "lembang",
    "73.26": "lembang",
    **dict.fromkeys(PAPUA, "kampung"),
}


def district_kind(code: str) -> str:
    """`distrik` in Papua, `kapanewon` and `kemantren` in Yogyakarta, else `kecamatan`."""
    if code.startswith(PAPUA):
        return "distrik"
    if code.startswith("34.71"):
        return "kemantren"
    return "kapanewon" if code.startswith("34.") else "kecamatan"


def village_kind(code: str) -> str:
    """Kind of a unit of the lowest level from its dotted code.

    The fourth group begins with 1 for a kelurahan, 2 for a desa and 3 for a desa adat
    (Permendagri 58/2021).
    """
    group = code.rpartition(".")[2]
    if group.startswith("1"):
        return "kelurahan"
    if group.startswith("3"):
        return "kampung adat" if code.startswith(PAPUA) else "desa adat"
    return VILLAGE_WORDS.get(code[:5]) or VILLAGE_WORDS.get(code[:2]) or "desa"
