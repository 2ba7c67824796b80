"""How a place, a time and a copied text are put into words, register by register."""

from __future__ import annotations

import random
import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sipks.places.shipped import Unit, current_units

REGISTERS: Final = ("news", "wa", "report", "social", "citizen")
FORMAL: Final = ("news", "report")
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS: Final = """
Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
"""
MONTHS: Final = _MONTHS.split()
ZONES: Final = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
VAGUE: Final = {
    "news": ("beberapa waktu lalu", "pekan ini", "baru-baru ini"),
    "social": ("kapan hari", "minggu ini", "belakangan ini"),
}
_NUMBERS: Final = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
NUMBERS: Final = _NUMBERS.split()
_HEADS: Final = ("{town}, {outlet} - {text}", "{outlet}, {town} -- {text}", "{outlet} | {text}")
_ENDS: Final = (
    "Artikel ini telah tayang di {outlet}.",
    "Baca juga: Jadwal imsakiyah dan prakiraan cuaca hari ini. (red)",
    "Ikuti saluran {outlet} untuk mendapatkan berita terbaru setiap hari.",
    "Sumber: {outlet}. Hak cipta dilindungi undang-undang.",
    "",
)
# Behind three small letters: "Kec." and "1." end no sentence.
_SENTENCE: Final = re.compile(r"(?<=[a-z\d)]{3}[.!?])\s+(?=[A-Z\d])")


def count(number: int) -> str:
    """A number in words where people would write it so."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def place(unit: Unit, register: str, draw: random.Random) -> str:
    """The area with those above it, in the manner of a register."""
    code = unit.code
    above = [current_units()[code[:size]] for size in (8, 5) if size < len(code)]
    names = [_unit(one, register, draw) for one in (unit, *above)]
    if register == "social" and len(names) > 2 and draw.random() < 0.5:
        names.pop(draw.choice((0, 1)))
    return (" " if register in ("wa", "social") else ", ").join(names)


def _unit(unit: Unit, register: str, draw: random.Random) -> str:
    if register == "social":
        bare = re.sub(r"^(Kabupaten|Kota) ", "", unit.name)
        return bare if draw.random() < 0.5 else bare.lower()
    if unit.level == "district":
        return f"{'Kec.' if register == 'wa' else 'Kecamatan'} {unit.name}"
    if unit.level == "village":
        long, short = ("Kelurahan", "Kel.") if "kel" in unit.kind.lower() else ("Desa", "Ds.")
        return f"{short if register == 'wa' else long} {unit.name}"
    return unit.name.replace("Kabupaten", "Kab.") if register == "wa" else unit.name


def town(unit: Unit) -> str:
    """The regency as a dateline has it."""
    return re.sub(r"^(Kabupaten|Kota) ", "", current_units()[unit.code[:5]].name).upper()


def moment(at: datetime, told: datetime, unit: Unit, register: str, draw: random.Random) -> str:
    """When it happened, as told at `told`."""
    zone = ZoneInfo(unit.timezone)
    local, ago = at.astimezone(zone), (told.astimezone(zone).date() - at.astimezone(zone).date())
    part = _part(local.hour)
    day, clock = DAYS[local.weekday()], f"{local:%H.%M} {ZONES.get(unit.timezone, 'WIB')}"
    if register == "news":
        return f"{day} ({local.day}/{local.month}){draw.choice(('', f' {part}'))}"
    if register == "report":
        month = MONTHS[local.month - 1]
        return f"hari {day} tanggal {local.day} {month} {local.year} sekitar pukul {clock}"
    if register == "wa":
        today = f"hari ini pkl {clock}" if ago.days == 0 else ""
        return today or f"tgl {local.day} {MONTHS[local.month - 1][:3]} {local.year} pkl {clock}"
    return _loose(ago.days, part, day, draw)


def _loose(ago: int, part: str, day: str, draw: random.Random) -> str:
    if ago <= 0:
        return draw.choice(("barusan", f"tadi {part}", "hari ini"))
    if ago == 1:
        return draw.choice(("kemarin", f"kemarin {part}", "kmrn"))
    return draw.choice((f"hari {day} lalu", f"{count(ago)} hari lalu"))


def _part(hour: int) -> str:
    edges = ((4, "dini hari"), (11, "pagi"), (15, "siang"), (18, "sore"), (24, "malam"))
    return next(name for edge, name in edges if hour < edge)


def syndicated(text: str, unit: Unit, outlets: list[str], draw: random.Random) -> str:
    """The text as another outlet prints it: own head, cut somewhere, boilerplate behind."""
    said = _SENTENCE.split(text)
    kept = " ".join(said[: max(1, round(len(said) * draw.choice((0.5, 0.7, 1, 1))))])
    body = re.sub(r"^[A-Z' ]+ - ", "", kept)
    outlet = draw.choice(outlets)
    head = draw.choice(_HEADS).format(town=town(unit), outlet=outlet, text=body)
    return f"{head} {draw.choice(_ENDS).format(outlet=outlet)}".strip()


def edited(text: str, draw: random.Random) -> str:
    """The text after an editor: sentences moved or dropped, a figure corrected, letters lost."""
    said = _SENTENCE.split(text)
    if len(said) > 2 and draw.random() < 0.6:
        said.pop(draw.randrange(1, len(said)))
    if len(said) > 1 and draw.random() < 0.6:
        said.append(said.pop(draw.randrange(len(said) - 1)))
    corrected = re.sub(r"\b\d{1,2} (?=org|orang|rumah|siswa|pelajar|unit)", _more, " ".join(said))
    letters = [n for n, letter in enumerate(corrected) if letter.isalpha()]
    lost = set(draw.sample(letters, min(draw.randint(0, 3), len(letters))))
    return "".join(letter for n, letter in enumerate(corrected) if n not in lost)


def _more(found: re.Match[str]) -> str:
    return f"{int(found[0]) + 1} "
