from __future__ import annotations

import zlib
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from sipks.intake.connectors.base import MIB, FileRefused, Options
from sipks.intake.connectors.xlsx.corner import BadSheet, Corner

_BLOCK = 2**20
_MAX_ENTRIES = 2000
_BROKEN = (BadZipFile, BadSheet, zlib.error, EOFError, RuntimeError, OSError)


def guard(stream: BinaryIO, options: Options) -> None:
    """Look at a workbook as an archive before any of it is opened as a spreadsheet.

    Each part is unpacked once, in blocks that are thrown away, so what counts is its real size and
    not what the archive says of itself. Raises `FileRefused` for what is no workbook, is locked,
    unpacks to more than `max_unpacked_bytes`, or whose cells span more than `max_cells` (one cell
    in the far corner of a sheet would have the whole sheet laid out in memory).
    """
    try:
        with ZipFile(stream) as archive:
            _look(archive, options)
    except _BROKEN as error:
        raise FileRefused(
            "workbook_broken",
            "Buku kerja rusak, terpotong, atau terkunci sandi. Buka di Excel, simpan ulang tanpa"
            " sandi sebagai .xlsx, lalu kirim lagi.",
        ) from error
    finally:
        stream.seek(0)


def _look(archive: ZipFile, options: Options) -> None:
    entries = archive.infolist()
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise FileRefused(
            "not_a_workbook",
            "Arsip ZIP ini bukan buku kerja Excel. Kirim berkas yang ada di dalamnya.",
        )
    left = options.max_unpacked_bytes
    for entry in entries:
        left -= _measure(archive, entry, left, options)
        if left < 0 or len(entries) > _MAX_ENTRIES:
            raise FileRefused(
                "workbook_bomb",
                f"Buku kerja menjadi lebih dari {options.max_unpacked_bytes / MIB:g} MiB setelah"
                " dibuka. Bagi menjadi beberapa berkas, atau simpan sebagai CSV.",
            )


def _measure(archive: ZipFile, entry: ZipInfo, most: int, options: Options) -> int:
    """The real size of a part; stops once it is more than `most`."""
    corner: Corner | None = None
    size = 0
    with archive.open(entry) as part:
        while size <= most and (block := part.read(_BLOCK)):
            if not size and _may_be_sheet(entry.filename, block):
                corner = Corner()
            size += len(block)
            if corner:
                corner.feed(block)
                _bound(corner, options)
    if corner and size <= most:
        corner.feed(b"", final=True)
    return size


def _may_be_sheet(name: str, block: bytes) -> bool:
    # The workbook may name any part as a sheet, so each that looks like XML is looked at; only
    # drawings of old comments (VML) are not always well-formed.
    starts = block.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    return starts and not name.lower().endswith(".vml")


def _bound(corner: Corner, options: Options) -> None:
    if corner.rows * corner.columns > options.max_cells:
        raise FileRefused(
            "too_many_cells",
            f"Lembar terlalu luas ({corner.rows:,} baris × {corner.columns:,} kolom). Hapus sel"
            " yang terisi jauh di luar tabel, lalu simpan ulang.",
        )
