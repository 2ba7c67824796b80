"""Files that are not what their name says: told by their first bytes, refused by name."""

from __future__ import annotations

import puremagic

from sipks.intake.connectors.base import FileRefused

WORKBOOK = b"xl/"
_ZIP = b"PK\x03\x04"
# First bytes → what the user is told it is, and what to do. Longest first.
_KINDS = (
    (b"%PDF-", "PDF", "Salin isinya ke templat Excel, atau kirim lewat formulir Lapor."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "dokumen Office lama (.xls atau .doc)",
     "Buka di Excel, lalu simpan sebagai .xlsx."),
    (b"PK\x05\x06", "arsip ZIP kosong", "Kirim berkas yang ada di dalam arsip."),
    (b"Rar!", "arsip RAR", "Buka arsipnya, lalu kirim berkas di dalamnya."),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7-Zip", "Buka arsipnya, lalu kirim berkas di dalamnya."),
    (b"\x1f\x8b", "arsip gzip", "Buka arsipnya, lalu kirim berkas di dalamnya."),
    (b"\x7fELF", "program", "Program tidak diterima dan tidak dijalankan."),
    (b"\xff\xd8\xff", "gambar JPEG", "Gambar tidak dibaca; ketik isinya di formulir Lapor."),
    (b"\x89PNG", "gambar PNG", "Gambar tidak dibaca; ketik isinya di formulir Lapor."),
    (b"SQLite format 3\x00", "basis data SQLite", "Ekspor isinya sebagai CSV."),
)  # fmt: skip


def refuse_disguised(name: str, head: bytes) -> None:
    """Raise `FileRefused` for an empty file, a program, an archive, a picture, a PDF, whatever
    its name; nothing of it is opened or run."""
    if not head:
        raise FileRefused("empty", f"Berkas {name} kosong. Periksa berkasnya, lalu kirim ulang.")
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            raise _refused(name, kind, advice)
    if head.startswith(b"MZ") and b"\x00" in head[:64]:
        raise _refused(
            name, "program Windows (EXE)", "Program tidak diterima dan tidak dijalankan."
        )
    if head.startswith(_ZIP) and not is_workbook(head):
        raise _refused(name, _archive(head), "Buka arsipnya, lalu kirim berkas di dalamnya.")


def is_workbook(head: bytes) -> bool:
    """Whether a ZIP archive may be a spreadsheet; the whole is looked at before it is opened."""
    return (
        head.startswith(_ZIP)
        and (WORKBOOK in head or b"[Content_Types].xml" in head)
        and not (b"word/" in head or b"ppt/" in head)
    )


def unknown_kind(name: str, head: bytes) -> FileRefused:
    """The refusal of what no connector knows, with a guess at what it is."""
    guess = ""
    if b"\x00" in head[:1024]:
        try:
            guess = puremagic.magic_string(head[:8192])[0].name
        except (puremagic.PureError, ValueError, IndexError):
            guess = "data biner"
    looks = f" (tampaknya {guess})" if guess else ""
    return FileRefused(
        "unknown_kind",
        f"Jenis berkas {name} tidak dikenali{looks}. Yang diterima: .jsonl, .csv, .xlsx, .txt"
        " ekspor obrolan WhatsApp, dan .eml.",
    )


def _refused(name: str, kind: str, advice: str) -> FileRefused:
    return FileRefused(
        "disguised", f"Isi berkas {name} adalah {kind}, bukan tabel atau teks. {advice}"
    )


def _archive(head: bytes) -> str:
    if b"word/" in head:
        return "dokumen Word"
    return "ekspor WhatsApp dalam ZIP" if b"_chat.txt" in head else "arsip ZIP"
