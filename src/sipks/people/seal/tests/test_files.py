from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from sipks.people.seal import KeyMissing, SealBroken
from sipks.people.seal.files import (
    MAGIC,
    PIECE,
    SLOT,
    START,
    TAG,
    FileStore,
    SealedWriter,
    file_open,
)
from sipks.people.seal.ring import key_make, ring


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> str:
    settings.HOME = tmp_path
    made = key_make()
    settings.SEAL_KEYS = made
    return made


def write(path: Path, content: bytes, block: int = 10_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer = SealedWriter(file)
        for start in range(0, len(content), block):
            writer.write(content[start : start + block])
        writer.finish()
    return path


SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_reads_as_it_was_written(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    with file_open(write(tmp_path / "f", content)) as stream:
        assert stream.read() == content
        assert stream.seek(0, os.SEEK_END) == size


@given(st.integers(0, 3 * PIECE + 50), st.integers(0, 2 * PIECE))
@examples(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_reads_from_any_offset(tmp_path: Path, offset: int, length: int) -> None:
    content = bytes(range(256)) * (3 * PIECE // 256) + b"the end"
    path = tmp_path / "f"
    if not path.exists():
        write(path, content)
    with file_open(path) as stream:
        stream.seek(offset)
        assert stream.read(length) == content[offset : offset + length]
        assert stream.tell() == offset + len(content[offset : offset + length])


def test_lines_are_read_as_of_any_file(tmp_path: Path) -> None:
    lines = [b"%d;Siti\n" % number for number in range(30_000)]
    with file_open(write(tmp_path / "f", b"".join(lines))) as stream:
        assert list(stream) == lines


def test_its_bytes_do_not_hold_the_content(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"Siti Aminah, 081200007890\n" * 9_000)
    assert b"Siti" not in path.read_bytes()


def test_a_plain_file_of_old_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"a,b\n1,2\n")
    with file_open(tmp_path / "f") as stream:
        assert stream.read() == b"a,b\n1,2\n"


def test_what_was_cut_off_or_swapped_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "f", os.urandom(3 * PIECE))
    whole, piece = path.read_bytes(), PIECE + TAG
    for bent in (
        whole[: START + 2 * piece],
        whole[:START] + whole[START + piece : START + 2 * piece] + whole[START : START + piece]
        + whole[START + 2 * piece :],
    ):  # fmt: skip
        path.write_bytes(bent)
        with file_open(path) as stream, pytest.raises(SealBroken):
            stream.read()


def test_without_its_key_it_does_not_open(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "f", b"Siti")
    settings.SEAL_KEYS = key_make()
    with pytest.raises(KeyMissing):
        file_open(path)


def test_a_rotation_seals_the_keys_of_files_anew(
    tmp_path: Path, settings: Settings, keys: str
) -> None:
    paths = [write(tmp_path / "uploads/ab" / str(n), b"Siti %d" % n) for n in range(5)]
    settings.SEAL_KEYS = f"{key_make()},{keys}"
    store = FileStore()
    assert [store.renew(2), store.renew(2), store.renew(2), store.renew(2)] == [2, 2, 1, 0]
    assert dict(store.counts()) == {ring().current.id: 5}
    settings.SEAL_KEYS = settings.SEAL_KEYS.split(",")[0]
    for number, path in enumerate(paths):
        with file_open(path) as stream:
            assert stream.read() == b"Siti %d" % number


def test_a_rotation_that_died_within_a_file_loses_nothing(
    tmp_path: Path, settings: Settings, keys: str
) -> None:
    path = write(tmp_path / "uploads/ab/1", b"Siti")
    before = path.read_bytes()
    settings.SEAL_KEYS = f"{key_make()},{keys}"
    assert FileStore().renew(9) == 1
    after = path.read_bytes()
    first, second = slice(len(MAGIC), len(MAGIC) + SLOT), slice(len(MAGIC) + SLOT, START)
    # Each moment at which the machine may stop: before, within the second slot, between, within
    # the first, after.
    torn = bytearray(before)
    torn[second] = after[second][: SLOT // 2] + before[second][SLOT // 2 :]
    between = bytearray(before)
    between[second] = after[second]
    late = bytearray(between)
    late[first] = after[first][: SLOT // 2] + before[first][SLOT // 2 :]
    for state in (before, bytes(torn), bytes(between), bytes(late), after):
        path.write_bytes(state)
        with file_open(path) as stream:
            assert stream.read() == b"Siti"
        FileStore().renew(9)
        with file_open(path) as stream:
            assert stream.read() == b"Siti"
    assert dict(FileStore().counts()) == {ring().current.id: 1}
