from __future__ import annotations

import io
import zipfile

import pytest

from sipks.intake.connectors import CONNECTORS, connector_for
from sipks.intake.connectors.base import FileRefused

CHAT = b"17/03/25 14.30 - Budi: ada massa\n"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 60 + b"This program cannot be run in DOS mode"


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("berkas", b'{"text": "a"}\n', "jsonl"),
        ("berkas.txt", b'\xef\xbb\xbf {"text": "a"}\n', "jsonl"),
        ("obrolan.txt", CHAT, "whatsapp"),
        ("salah.csv", CHAT, "whatsapp"),
        ("a.csv", b"judul;isi\n1;2\n", "csv"),
        ("tabel.txt", b"judul\tisi\ttanggal\n", "csv"),
        ("surat.txt", b"From: a@b\nSubject: x\nDate: y\n\nisi", "eml"),
        ("salah.csv", archive(xl__workbook_xml=b"<x/>"), "xlsx"),
        ("nol.jsonl", b"\x00" * 1000, "jsonl"),
    ],
)
def test_the_content_decides_and_then_the_name(name: str, head: bytes, kind: str) -> None:
    assert connector_for(name, head) is CONNECTORS[kind]


@pytest.mark.parametrize(
    ("name", "head", "code", "word"),
    [
        ("kosong.csv", b"", "empty", "kosong"),
        ("data.csv", archive(a_xml=b"x"), "disguised", "ZIP"),
        ("data.csv", archive(_chat=b"x"), "disguised", "ZIP"),
        ("data.csv", EXE, "disguised", "EXE"),
        ("data.csv", b"\x7fELF\x02", "disguised", "program"),
        ("laporan.csv", b"%PDF-1.7\n", "disguised", "PDF"),
        ("lama.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "disguised", ".xlsx"),
        ("foto.csv", b"\xff\xd8\xff\xe0", "disguised", "JPEG"),
        ("surat.docx", archive(word__document_xml=b"x"), "disguised", "Word"),
        ("entah.bin", bytes(range(256)), "unknown_kind", ".csv"),
        ("prosa", b"Hanya sebuah kalimat, tanpa judul kolom.", "unknown_kind", ".csv"),
    ],
)
def test_files_in_disguise_are_refused_by_name(
    name: str, head: bytes, code: str, word: str
) -> None:
    with pytest.raises(FileRefused) as caught:
        connector_for(name, head)
    assert caught.value.code == code
    assert word in caught.value.reason
    assert name in caught.value.reason


def test_each_kind_is_registered_under_its_own_name() -> None:
    assert all(kind == one.kind for kind, one in CONNECTORS.items())
    assert set(CONNECTORS) == {"jsonl", "csv", "xlsx", "whatsapp", "eml", "form", "http_api"}
