from __future__ import annotations

from hashlib import sha256

from sipks.audit.chain import FIELDS, START, digest_after, field


def test_a_field_says_how_long_it_is() -> None:
    assert field("é".encode()) == b"2:\xc3\xa9,"
    assert field(b"") == b"0:,"
    assert field(None) == b"-,"


def test_neighbouring_fields_cannot_be_shifted_into_each_other() -> None:
    assert digest_after(START, b"1", [b"ab", b"c"]) != digest_after(START, b"1", [b"a", b"bc"])
    assert digest_after(START, b"1", [b"a", None]) != digest_after(START, b"1", [b"a", b""])


def test_a_digest_is_sha256_over_the_one_before_and_the_fields() -> None:
    written = bytes(32) + b"1:5," + b"1:x," + b"-,"
    assert digest_after(START, b"5", [b"x", None]) == sha256(written).digest()


def test_every_column_of_an_entry_is_in_the_chain() -> None:
    from sipks.audit.models import Entry

    assert set(FIELDS) == {one.column for one in Entry._meta.concrete_fields}
