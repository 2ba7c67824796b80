"""Dates inside the practice texts, always counted from the day on which a text was published."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
PLACEHOLDER = re.compile(r"\{(hari|hr|tgl|iso)([+-]\d+)?\}")


def filled(text: str, published: datetime) -> str:
    """`text` with its placeholders filled.

    `{hari-1}` is the day before publication as newspapers write it, `Senin (23/11)`; `{hr-1}` its
    name alone, `{tgl-1}` its date in words, `{iso-1}` its ISO date.
    """

    def fill(match: re.Match[str]) -> str:
        day = published.date() + timedelta(days=int(match[2] or 0))
        return _written(match[1], day)

    return PLACEHOLDER.sub(fill, text)


def _written(form: str, day: date) -> str:
    name = DAYS[day.weekday()]
    if form == "hari":
        return f"{name} ({day.day}/{day.month})"
    if form == "hr":
        return name
    if form == "tgl":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()
