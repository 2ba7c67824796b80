from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors import CONNECTORS
from sipks.intake.connectors.base import Row
from sipks.intake.connectors.tests.helpers import OPTIONS, rows
from sipks.intake.models import Item, Source
from sipks.intake.services.handles import conceal, handle_hash
from sipks.intake.services.items import items_store


def test_a_handle_is_one_author_however_it_is_written() -> None:
    assert handle_hash("@Budi ") == handle_hash("budi")
    assert handle_hash("budi") != handle_hash("siti")
    assert handle_hash(f"#{handle_hash('budi')}") == handle_hash("budi")
    assert handle_hash("") == handle_hash(" @ ") == ""


def test_the_key_matters(settings: object) -> None:
    before = handle_hash("budi")
    settings.HANDLE_KEY = "another"  # type: ignore[attr-defined]
    assert handle_hash("budi") != before


def test_only_the_bytes_of_the_handle_change_in_raw() -> None:
    raw = b'{"user": "@Budi_9", "text":"budi dan Budi_99 di x",  "url":"https://x.com/Budi_9/status/1"}'
    (row,) = rows(CONNECTORS["jsonl"], raw)
    kept = conceal(row)
    token = b"#" + handle_hash("budi_9").encode()
    assert kept.raw == raw.replace(b"@Budi_9", token).replace(b"/Budi_9/", b"/" + token + b"/")
    assert kept.url == f"https://x.com/{token.decode()}/status/1"


def test_a_handle_that_is_also_a_key_spoils_no_json() -> None:
    (row,) = rows(CONNECTORS["jsonl"], b'{"text":"isi","user":"text"}')
    assert orjson.loads(conceal(row).raw)["text"] == "isi"


def test_no_field_names_an_author_or_someone_mentioned() -> None:
    (row,) = rows(
        CONNECTORS["jsonl"],
        orjson.dumps(
            {
                "text": "kata @siti begitu",
                "user": {"id": 12345, "name": "Budi S", "screen_name": "budi"},
                "username": "budi",
                "in_reply_to_screen_name": "siti",
                "in_reply_to_user_id": 999,
                "mentions": ["@siti", {"screen_name": "joko"}],
                "note": "balas @joko, surel a@b.id",
                "likes": 5,
            }
        ),
    )
    kept = conceal(row)
    shown = orjson.dumps(kept.fields).decode()
    assert not any(name in shown for name in ("budi", "Budi S", "siti", "joko", "999"))
    assert "a@b.id" in shown
    assert kept.fields["likes"] == 5
    assert b"Budi S" not in kept.raw
    assert b"12345" not in kept.raw


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "cp1252"])
def test_each_encoding_of_raw_is_searched(coding: str) -> None:
    (row,) = rows(CONNECTORS["csv"], "penulis;isi\nJosé Ávila;ada massa di pasar\n".encode(coding))
    kept = conceal(row)
    assert "José Ávila".encode(coding) not in kept.raw
    assert "ada massa di pasar".encode(coding) in kept.raw


def test_a_handle_hidden_in_escapes_costs_raw_its_form_but_is_not_kept() -> None:
    raw = b'{"user":"\\u0062udi","text":"isi"}'
    (row,) = rows(CONNECTORS["jsonl"], raw)
    kept = orjson.loads(conceal(row).raw)
    assert kept["text"] == "isi"
    assert kept["author"] == f"#{handle_hash('budi')}"


def test_the_sender_of_a_mail_and_of_a_chat_is_concealed() -> None:
    mail = b"From: =?utf-8?q?Budi_S?= <budi@x.id>\nReply-To: Budi S <b@y.id>\nSubject: s\n\nisi"
    (row,) = rows(CONNECTORS["eml"], mail)
    kept = conceal(row).raw
    assert not any(word in kept for word in (b"budi@x.id", b"Budi_S", b"Budi S", b"b@y.id"))
    (row,) = rows(CONNECTORS["whatsapp"], b"17/03/25 10.00 - +62 812-0000-7890: massa")
    assert b"812-0000" not in conceal(row).raw


def test_what_was_concealed_is_read_again_as_the_same_author() -> None:
    (row,) = rows(CONNECTORS["jsonl"], b'{"user":"@budi","text":"isi"}')
    kept = conceal(row)
    (again,) = CONNECTORS["jsonl"].parse_again(kept.raw, None, OPTIONS)  # type: ignore[arg-type]
    assert isinstance(again, Row)
    assert conceal(again).author_hash == kept.author_hash


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=3, max_size=20))
def test_whatever_the_handle_is_it_does_not_stay(handle: str) -> None:
    handle = f"{handle} z9"
    raw = orjson.dumps({"author": handle, "text": "isi"})
    (row,) = rows(CONNECTORS["jsonl"], raw)
    kept = conceal(row)
    assert orjson.loads(kept.raw).get("author") == f"#{kept.author_hash}"


@pytest.mark.django_db
def test_the_database_holds_no_handle(source: Source) -> None:
    raw = b'{"id":1,"user":"@budi_rahasia","text":"isi","url":"https://x.com/budi_rahasia/1"}'
    items_store(source=source, rows=rows(CONNECTORS["jsonl"], raw), connector="jsonl")
    item = Item.objects.values().get()
    assert "budi_rahasia" not in str(item).replace("\\\\", "")
    assert b"budi_rahasia" not in bytes(item["raw"])
    assert item["author_hash"] == handle_hash("budi_rahasia")
