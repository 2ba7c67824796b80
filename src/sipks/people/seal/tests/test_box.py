from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from sipks.people.seal import KeyMissing, KeysUnusable, SealBroken, key_of, seal, unseal
from sipks.people.seal.ring import key_make, ring, ring_parse


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> str:
    made = key_make()
    settings.SEAL_KEYS = made
    return made


@given(st.binary(max_size=4096), st.binary(max_size=64), st.sampled_from(["sealed", "mfa"]))
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_opens_again(value: bytes, place: bytes, label: str) -> None:
    token = seal(label, value, place)
    assert unseal(label, token, place) == value
    assert len(value) < 4 or value not in token


def test_equal_values_are_sealed_unequally() -> None:
    assert seal("sealed", b"x", b"row") != seal("sealed", b"x", b"row")


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_is_noticed(at: int, change: int) -> None:
    token = bytearray(seal("sealed", b"Siti, 0812", b"row"))
    token[at % len(token)] ^= change
    with pytest.raises((SealBroken, KeyMissing)):
        unseal("sealed", bytes(token), b"row")


def test_elsewhere_it_does_not_open() -> None:
    token = seal("sealed", b"Siti", b"row 1")
    with pytest.raises(SealBroken):
        unseal("sealed", token, b"row 2")


def test_for_another_use_it_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal("mfa", seal("sealed", b"Siti", b""), b"")


def test_under_another_key_it_does_not_open(settings: Settings) -> None:
    token = seal("sealed", b"Siti")
    settings.SEAL_KEYS = key_make()
    with pytest.raises(KeyMissing) as raised:
        unseal("sealed", token)
    assert raised.value.key_id == key_of(token)


def test_old_keys_open_and_the_first_seals(settings: Settings, keys: str) -> None:
    old = seal("sealed", b"Siti")
    settings.SEAL_KEYS = f"{key_make()}, {keys}"
    assert unseal("sealed", old) == b"Siti"
    assert key_of(seal("sealed", b"Siti")) == ring().current.id != key_of(old)


def test_what_is_no_token_is_broken() -> None:
    for token in (b"", b"\x01" * 20, b"\x02" * 80):
        with pytest.raises(SealBroken):
            unseal("sealed", token)


def test_an_unknown_use_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no use of seals"):
        seal("seals", b"")


@pytest.mark.parametrize(
    "text",
    ["", "# nothing", "short", f"{key_make()},rahasia", "a" * 43 + "!"],
    ids=["empty", "comment", "short", "second", "sign"],
)
def test_what_is_no_key_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(KeysUnusable) as raised:
        ring_parse(text)
    assert "rahasia" not in str(raised.value)
    assert "short" not in str(raised.value)


def test_a_key_shows_its_fingerprint_only(keys: str) -> None:
    shown = f"{ring()!r} {ring().current!r}"
    assert ring().current.id in shown
    assert keys not in shown
    assert repr(ring().current.secret) not in shown


def test_without_keys_one_is_made_in_the_home_folder(settings: Settings, tmp_path: Path) -> None:
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE, settings.HOME = "", "", tmp_path
    token = seal("sealed", b"Siti")
    path = tmp_path / "seal_keys.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert unseal("sealed", token) == b"Siti"
    assert [one.name for one in tmp_path.iterdir()] == ["seal_keys.txt"]


def test_a_named_file_that_is_missing_is_not_replaced(settings: Settings, tmp_path: Path) -> None:
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE = "", str(tmp_path / "lost.txt")
    with pytest.raises(KeysUnusable, match="not there"):
        seal("sealed", b"Siti")
    assert not list(tmp_path.iterdir())


def test_a_changed_file_is_read_again(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE = "", str(path)
    path.write_text(f"{(first := key_make())}  # of 2025\n")
    old = key_of(seal("sealed", b""))
    path.write_text(f"{key_make()}\n{first}\n")
    assert key_of(seal("sealed", b"")) != old
    assert ring().keys[1].id == old


def test_unreadable_keys_are_said_plainly(settings: Settings, tmp_path: Path) -> None:
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE = "", str(tmp_path)
    with pytest.raises(KeysUnusable, match="cannot be read"):
        seal("sealed", b"")


def test_checks_tell_of_unusable_keys(settings: Settings, tmp_path: Path) -> None:
    from sipks.people.seal.checks import keys_usable

    assert not keys_usable(None)
    settings.SEAL_KEYS = "bukan kunci"
    found: list[Any] = list(keys_usable(None))
    assert [one.id for one in found] == ["sipks.E020"]
    assert "bukan" not in found[0].msg
    path = tmp_path / "keys.txt"
    path.write_text(key_make())
    path.chmod(0o644)
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE = "", str(path)
    assert [one.id for one in keys_usable(None)] == ["sipks.W020"]
