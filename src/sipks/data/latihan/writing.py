"""The practice material as the files in which such material really comes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter

from sipks.data.latihan.dates import filled
from sipks.data.latihan.entries import FOLDER, Entry, entries

WIB = ZoneInfo("Asia/Jakarta")
# The columns of the regency of Tangerang's own import sheet, in its order, and our short names.
SHEET = {
    "Judul": "Judul",
    "Kategori Laporan": "Kategori",
    "Fakta": "Fakta",
    "Tanggal Kejadian": "",
    "Wilayah Kejadian": "Wilayah",
    "Kecamatan": "Kecamatan",
    "Kelurahan": "Kelurahan",
    "Uraian Kejadian": "Uraian",
    "Tindakan": "Tindakan",
    "Rekomendasi": "Rekomendasi",
}


def write(folder: Path, now: datetime) -> Iterator[tuple[Path, str]]:
    """Write the practice files into `folder` and yield each with the code of its source.

    `now` is aware; every date is counted back from it and none lies after it. A few records are
    broken on purpose, so that the list of what was set aside has something to show.
    """
    now = now.astimezone(WIB)
    yield _news(folder / "berita.jsonl", now), "LATIHAN-BERITA"
    yield _posts(folder / "unggahan.csv", now), "LATIHAN-MEDSOS"
    yield _citizens(folder / "laporan-warga.csv", now), "LATIHAN-WARGA"
    yield _chat(folder / "Chat WhatsApp dengan Timdu PKS Sulsel.txt", now), "LATIHAN-TIMDU"
    yield _sheet(folder / "laporan-informasi.xlsx", now), "LATIHAN-LI"
    for entry in entries("surel.txt"):
        yield _mail(folder / f"surel-{entry.name}.eml", entry, now), "LATIHAN-LI"


def _titled(entry: Entry, now: datetime) -> tuple[str, str, datetime]:
    """Title (the first line), text, time of publication."""
    moment = entry.moment(now)
    title, _, text = filled(entry.text, moment).partition("\n")
    return title, text.strip(), moment


def _news(path: Path, now: datetime) -> Path:
    lines = []
    for name in ("berita", "berita_lain"):
        for entry in entries(f"{name}.txt"):
            title, text, moment = _titled(entry, now)
            record = {
                "id": f"{name}-{entry.number}", "title": title, "text": text,
                "published_at": moment.isoformat(), "source": entry.who,
                "url": f"https://berita.example/{name}/{entry.number}",
            }  # fmt: skip
            lines.append(json.dumps(record, ensure_ascii=False))
    path.write_text("\n".join([*lines, *_broken("berita_rusak.txt")]) + "\n")
    return path


def _broken(name: str) -> list[str]:
    return (FOLDER / name).read_text().splitlines()


def _posts(path: Path, now: datetime) -> Path:
    with path.open("w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["id", "created_at", "username", "text"])
        for entry in entries("medsos.txt"):
            moment = entry.moment(now)
            text = filled(entry.text, moment)
            sheet.writerow([f"post-{entry.number}", moment.isoformat(), entry.who, text])
        file.write("\n".join(_broken("medsos_rusak.txt")) + "\n")
    return path


def _citizens(path: Path, now: datetime) -> Path:
    # Semicolons and a byte order mark: what a spreadsheet set to Indonesian saves.
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(["No Laporan", "Tanggal Laporan", "Pelapor", "Judul", "Isi Laporan"])
        for entry in entries("warga.txt"):
            title, text, moment = _titled(entry, now)
            written = moment.strftime("%d/%m/%Y %H.%M")
            sheet.writerow([f"W-{entry.number:03}", written, entry.who, title, text])
        file.write("\n".join(_broken("warga_rusak.txt")) + "\n")
    return path


def _chat(path: Path, now: datetime) -> Path:
    found = [(entry.moment(now), entry) for entry in entries("timdu.txt")]
    first = min(moment for moment, _ in found)
    lines = [f"{first:%d/%m/%y %H.%M} - Pesan dan panggilan terenkripsi secara end-to-end."]
    for moment, entry in sorted(found, key=lambda pair: pair[0]):
        text = filled(entry.text, moment)
        lines.append(f"{moment:%d/%m/%y %H.%M} - {entry.who}: {text}")
    path.write_text("\n".join(lines) + "\n")
    return path


def _sheet(path: Path, now: datetime) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("Laporan")
        page.write_row(0, 0, list(SHEET))
        for row, entry in enumerate(entries("laporan_informasi.txt"), start=1):
            page.write_row(row, 0, _cells(entry, now))
        row += 1
        page.write_row(row, 0, ["Laporan tanpa uraian", "Lain-lain", "", f"31/02/{now.year}"])
        page.write_row(row + 1, 0, ["", "", "", f"{now:%d/%m/%Y}", "Kota Depok"])
    return path


def _cells(entry: Entry, now: datetime) -> list[str]:
    moment = entry.moment(now)
    lines = filled(entry.text, moment).splitlines()
    given = dict(line.split(": ", 1) for line in lines if ": " in line)
    day = f"{moment:%d/%m/%Y}"
    return [given.get(short, "") if short else day for short in SHEET.values()]


def _mail(path: Path, entry: Entry, now: datetime) -> Path:
    title, text, moment = _titled(entry, now)
    mail = EmailMessage()
    mail["From"] = f"{entry.who}@contoh.example"
    mail["To"] = "operator@contoh.example"
    mail["Subject"] = title
    mail["Date"] = format_datetime(moment)
    mail["Message-ID"] = f"<latihan-{entry.name}-{moment:%Y%m%d}@contoh.example>"
    mail.set_content(text)
    path.write_bytes(mail.as_bytes())
    return path
