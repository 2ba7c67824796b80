from __future__ import annotations

import pytest

from sipks.audit.models import Entry
from sipks.intake.models import Item, SetAside, Source, Upload
from sipks.intake.services.deliveries import delivery_take_in
from sipks.intake.services.set_aside import set_aside_drop, set_aside_replay, upload_replay
from sipks.people.models import User
from sipks.people.scope import Actor, bind

from .intake_world import bring, lines

pytestmark = pytest.mark.django_db
TABLE = b"Judul;Isi;Tanggal;Pengirim\nA;massa berkumpul;kapan-kapan;@budi\n"


def aside(source: Source, content: bytes, name: str = "a.csv") -> SetAside:
    bring(source, content, name)
    found: SetAside = SetAside.objects.get(state="open")
    return found


def test_a_row_is_mended_by_its_cells(source: Source) -> None:
    row = aside(source, TABLE)
    assert row.values is not None
    assert row.values["Tanggal"] == "kapan-kapan"
    done = set_aside_replay(set_aside=row, values={"Tanggal": "17/03/2025 14.30"})
    assert done.state == SetAside.State.REPLAYED
    item = Item.objects.get()
    assert done.item == item
    assert (item.title, item.text) == ("A", "massa berkumpul")
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2025-03-17T06:30:00+00:00"  # 14.30 in Makassar
    assert item.fields["_corrected"] is True
    assert b"kapan-kapan" in bytes(item.raw)
    assert (item.row, item.upload_id, item.connector) == (2, row.upload_id, "csv")


def test_the_author_of_a_row_set_aside_is_concealed_and_still_one_author(source: Source) -> None:
    row = aside(source, TABLE)
    assert "budi" not in str(row.values)
    assert b"budi" not in bytes(row.raw)
    set_aside_replay(set_aside=row, values={"Tanggal": ""})
    bring(source, b"Isi;Pengirim\nlain;budi\n", "b.csv")
    first, second = Item.objects.order_by("pk")
    assert first.author_hash == second.author_hash != ""


def test_what_is_still_wrong_says_what(source: Source) -> None:
    row = set_aside_replay(set_aside=aside(source, TABLE), values={"Tanggal": "1900-01-01"})
    assert (row.state, row.code) == (SetAside.State.OPEN, "date_implausible")
    assert "1900" in row.reason
    assert Item.objects.count() == 0


def test_a_line_is_mended_as_text_under_the_headings_of_its_file(source: Source) -> None:
    row = aside(source, b'Judul;Isi\nA;"lupa ditutup\nB;biasa\n')
    assert row.values is None
    done = set_aside_replay(set_aside=row, text='A;"kutip ditutup"')
    assert (done.state, done.item and done.item.text) == ("replayed", "kutip ditutup")


def test_a_broken_json_line_is_mended_as_text(source: Source) -> None:
    row = aside(source, b'{"id":7,"text":"isi"\n', "a.jsonl")
    still = set_aside_replay(set_aside=row, text='{"id":7,"text":')
    assert (still.state, still.code) == ("open", "json_broken")
    done = set_aside_replay(set_aside=row, text='{"id":7,"text":"isi"}')
    assert done.item is not None
    assert (done.item.external_id, done.item.text) == ("7", "isi")


def test_plain_words_become_the_item(source: Source) -> None:
    row = aside(source, b'{"id":7,"text":"isi"\n', "a.jsonl")
    done = set_aside_replay(set_aside=row, text="Ada blokade di jembatan")
    assert (done.item and done.item.text) == "Ada blokade di jembatan"


def test_a_long_record_is_read_whole_from_its_file_after_a_fix(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "ricuh " * 200_000
    row = aside(source, lines({"text": "a"}, {"text": text}), "a.jsonl")
    assert len(row.raw) == 65_536
    monkeypatch.setattr("sipks.intake.services.set_aside.Options", more_room)
    assert upload_replay(upload=Upload.objects.get()) == 1
    assert Item.objects.order_by("-pk")[0].text == text.strip()
    assert Upload.objects.get().bad == 0


def more_room(**given: object) -> object:
    from sipks.intake.connectors.base import Options

    return Options(max_record_bytes=5_000_000, **given)  # type: ignore[arg-type]


def test_a_message_of_a_chat_is_read_again_in_its_order(source: Source) -> None:
    chat = b"2/13/25, 10:00 - A: y\n2/30/25, 10:00 - A: x\n"
    row = aside(source, chat, "c.txt")
    done = set_aside_replay(set_aside=row, text="2/3/25, 10:00 - A: x")
    assert done.item is not None
    assert done.item.published_at is not None
    assert done.item.published_at.month == 2


def test_a_line_sent_by_api_is_replayed_without_a_file(source: Source) -> None:
    delivery_take_in(source=source, body=b'{"text":"a","date":"besok"}\n')
    row = SetAside.objects.get()
    done = set_aside_replay(set_aside=row, values={"date": None})
    assert (done.state, done.item and done.item.connector) == ("replayed", "http_api")


def test_a_used_or_dropped_row_stays_as_it_is(source: Source) -> None:
    row = set_aside_drop(set_aside=aside(source, TABLE))
    assert row.state == SetAside.State.DROPPED
    assert set_aside_replay(set_aside=row, values={"Tanggal": ""}).state == SetAside.State.DROPPED
    assert Item.objects.count() == 0


def test_what_people_did_is_in_the_audit(source: Source, officer: User) -> None:
    row = aside(source, TABLE)
    with bind(Actor.of(officer)):
        set_aside_replay(set_aside=row, values={"Tanggal": "x"})
        set_aside_drop(set_aside=row)
    verbs = Entry.objects.filter(actor_id=officer.pk).values_list("verb", flat=True)
    assert set(verbs) == {"set_aside_replay", "set_aside_drop"}


def test_another_office_cannot_reach_a_row(source: Source, neighbour: User) -> None:
    row = aside(source, TABLE)
    with bind(Actor.of(neighbour)):
        for do in (set_aside_replay, set_aside_drop):
            with pytest.raises(SetAside.DoesNotExist):
                do(set_aside=row)
