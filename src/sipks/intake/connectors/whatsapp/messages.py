"""What a message is: words, a medium left out of the export, or a line of the program itself."""

from __future__ import annotations

import re

from sipks.intake.connectors.base import JsonValue

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_OMITTED = re.compile(
    r"^<?(?:media|gambar|foto|video|audio|stiker|dokumen|gif|kartu kontak|image|sticker|document|"
    r"contact card|video note)\s+"
    r"(?:tidak disertakan|tidak dapat disertakan|omitted|dihilangkan|tdk disertakan)>?$",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"^(?:pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan ini|pesan dihapus.*|"
    r"this message was deleted|you deleted this message)\.?$",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"^(?:<(?:attached|terlampir|lampiran): (?P<ios>[^>]{1,200})>"
    r"|(?P<android>[^\n<>]{1,200}\.\w{2,5}) "
    r"\((?:file attached|file terlampir|berkas terlampir)\))$",
    re.IGNORECASE | re.MULTILINE,
)
_EDITED = re.compile(r"\s*<(?:pesan ini diedit|this message was edited)>\s*$", re.IGNORECASE)
_SYSTEM = re.compile(
    r"\b(?:menambahkan|mengeluarkan|mengubah|menyematkan|added|removed|changed|pinned) |"
    r"terenkripsi secara end-to-end|end-to-end encrypted|mengubah nomor teleponnya|changed their "
    r"phone number|kode keamanan|security code|bergabung menggunakan|joined using|pesan sementara|"
    r"disappearing messages|menambahkan Anda|membuat grup|created group|added you|"
    r"panggilan (?:suara|video)|missed (?:voice|video) call",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Without the marks of direction that WhatsApp scatters."""
    return _MARKS.sub("", text)


def split_author(rest: str) -> tuple[str, str] | None:
    """Author and message of what follows a stamp; None for a line of the program itself."""
    author, colon, message = plain(rest).partition(":")
    # Names of groups and people may be long, but a sentence before a colon is the program's.
    if not colon or len(author) > 80 or (_SYSTEM.search(author) and not author.startswith("+")):
        return None
    return author.strip().lstrip("~ \u202f\u00a0"), message.strip()


def harmless(message: str) -> str:
    """The code of a message that holds no words (`base.HARMLESS_CODES`); else ""."""
    if not message or _OMITTED.match(message):
        return "media_only"
    if _DELETED.match(message):
        return "deleted_message"
    return "system_message" if "\n" not in message and _is_notice(message) else ""


def words(message: str, fields: dict[str, JsonValue]) -> str:
    """The words of a message; attached files and edits are noted in `fields`."""
    files = [found["ios"] or found["android"] for found in _ATTACHED.finditer(message)]
    if files:
        fields["attachments"] = [{"name": name.strip()} for name in files]
    if _EDITED.search(message):
        fields["_edited"] = True
    lines = _EDITED.sub("", _ATTACHED.sub("", message)).split("\n")
    return "\n".join(line for line in lines if not _OMITTED.match(line)).strip()


def _is_notice(message: str) -> bool:
    return len(message) < 300 and bool(
        re.match(
            r"(?:pesan dan panggilan|messages and calls) .*(?:end-to-end)", message, re.IGNORECASE
        )
    )
