from __future__ import annotations

from email.message import EmailMessage
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import Bad, FileRefused, Options, Row
from sipks.intake.connectors.eml import CONNECTOR
from sipks.intake.connectors.tests.helpers import NOW, bad, records, rows

HEAD = b"From: Budi <budi@kantor.id>\nSubject: Laporan\nDate: Mon, 17 Mar 2025 14:30:00 +0800\n"


def message(text: str = "Ada aksi damai di alun-alun.") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Budi Santoso <Budi@Kantor.id>"
    made["To"] = "kesbangpol@contoh.id"
    made["Subject"] = "Aksi di alun-alun – perkembangan"
    made["Date"] = "Mon, 17 Mar 2025 14:30:00 +0800"
    made["Message-ID"] = "<123@kantor.id>"
    made.set_content(text)
    return made


def test_a_mail_is_a_row() -> None:
    (row,) = rows(CONNECTOR, message().as_bytes())
    assert row.title == "Aksi di alun-alun – perkembangan"
    assert row.text == "Ada aksi damai di alun-alun."
    assert row.external_id == "<123@kantor.id>"
    assert row.author == "budi@kantor.id"
    assert "Budi Santoso" in row.names
    assert row.published_at is not None
    assert row.published_at.isoformat() == "2025-03-17T14:30:00+08:00"
    assert row.fields == {}


def test_the_plain_body_goes_before_the_html_body() -> None:
    made = message("polos")
    made.add_alternative("<p>kaya</p>", subtype="html")
    assert rows(CONNECTOR, made.as_bytes())[0].text == "polos"


def test_html_alone_becomes_text_without_scripts() -> None:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(
        "<html><head><title>t</title></head><body><h1>Lapor&amp;an</h1><p>satu <b>dua</b><br>tiga"
        "<script>alert(1)</script><style>p{}</style></p></body></html>",
        subtype="html",
    )
    assert rows(CONNECTOR, made.as_bytes())[0].text == "Lapor&an\nsatu dua\ntiga"


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
def test_transfer_encodings_are_undone(how: str) -> None:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content("Kafé ricuh – 3 luka\n", cte=how)
    assert rows(CONNECTOR, made.as_bytes())[0].text == "Kafé ricuh – 3 luka"


@pytest.mark.parametrize("claimed", ["utf-8", "us-ascii", "x-unknown", "koi8-nonsense"])
def test_a_charset_that_is_a_lie_is_seen_through(claimed: str) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={claimed}\n\n".encode()
    assert "ricuh" in rows(CONNECTOR, head + b"Kaf\xe9 ricuh, warga mengungsi")[0].text
    assert rows(CONNECTOR, head + "Kafé".encode())[0].text == "Kafé"


def test_attachments_are_named_and_hashed_and_not_opened() -> None:
    made = message()
    made.add_attachment(b"MZ\x90", maintype="application", subtype="x-msdownload", filename="a.exe")
    (row,) = rows(CONNECTOR, made.as_bytes())
    assert row.fields["attachments"] == [
        {
            "name": "a.exe",
            "type": "application/x-msdownload",
            "size": 3,
            "sha256": sha256(b"MZ\x90").hexdigest(),
        }
    ]


def test_a_forwarded_mail_is_a_row_of_its_own_to_a_depth() -> None:
    made = message("paling dalam")
    for depth in range(6):
        outer = message(f"lapis {depth}")
        outer.add_attachment(made)
        made = outer
    found = rows(CONNECTOR, made.as_bytes())
    assert [row.text for row in found] == ["lapis 5", "lapis 4", "lapis 3", "lapis 2"]
    assert len({(row.sheet, row.row) for row in found}) == 4


def test_hostile_nesting_is_one_bad_record() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (depth, depth)
        for depth in range(3_000)
    )
    assert bad(CONNECTOR, HEAD + nested).code == "message_broken"


def test_a_bad_mail_does_not_hide_what_was_forwarded_in_it() -> None:
    outer = message(" ")
    outer.replace_header("Subject", "")
    outer.add_attachment(message("di dalam"))
    first, second = records(CONNECTOR, outer.as_bytes())
    assert isinstance(first, Bad)
    assert isinstance(second, Row)
    assert second.text == "di dalam"


def test_a_mail_without_words_and_one_of_1900_are_set_aside() -> None:
    assert bad(CONNECTOR, b"From: a@b\nTo: c@d\n\n").code == "no_text"
    old = HEAD.replace(b"2025", b"1900") + b"\nisi\n"
    assert bad(CONNECTOR, old).code == "date_implausible"


def test_an_unreadable_date_leaves_the_mail_usable() -> None:
    (row,) = rows(CONNECTOR, b"From: a@b\nSubject: s\nDate: kemarin\n\nisi\n")
    assert row.published_at is None


def test_a_mail_past_the_limit_is_refused() -> None:
    with pytest.raises(FileRefused, match="tanpa lampiran"):
        records(CONNECTOR, HEAD + b"\n" + b"x" * 2000, Options(now=NOW, max_message_bytes=1000))


def test_headers_alone_do_not_make_prose_a_mail() -> None:
    assert CONNECTOR.sniff(HEAD, "x.txt")
    assert not CONNECTOR.sniff(b"Date: hari ini\nrapat di balai desa\n", "catatan.txt")


@given(st.binary(max_size=400))
def test_any_bytes_after_a_header_give_a_record(junk: bytes) -> None:
    found = records(CONNECTOR, b"From: a@b\nSubject: s\n" + junk)
    assert found
    assert all(isinstance(one, Row | Bad) for one in found)
