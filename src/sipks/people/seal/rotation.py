"""Rotation: a new key comes first in the ring, then every value is sealed anew under it.

Each batch is a transaction of its own: a rotation that was stopped, however roughly, goes on where
it was. Old keys stay in the ring until nothing is sealed under them.
"""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import KeysUnusable
from .holders import holders
from .ring import Ring, key_file, key_make, keys_write, ring, ring_parse

BATCH = 200


def counts() -> dict[str, Counter[str]]:
    """How many values are sealed under each key, by store; keys of the ring are always named."""
    known = dict.fromkeys((key.id for key in ring().keys), 0)
    return {holder.name: Counter(known | dict(holder.counts())) for holder in holders()}


def key_add() -> Ring:
    """Put a new key first into the file of keys. Raises `KeysUnusable` where the keys come from
    the environment, which only its owner can change."""
    path = key_file()
    if path is None:
        raise KeysUnusable("the keys come from SIPKS_SEAL_KEYS: put the new one first there")
    ring()  # makes the first key where there is none
    with _held(path):
        keys_write(path, [key_make(), *_words(path)])
    return ring()


def key_remove(key_id: str) -> Ring:
    """Take a key out of the file that nothing is sealed under. Raises `KeysUnusable`."""
    path = key_file()
    if path is None:
        raise KeysUnusable("the keys come from SIPKS_SEAL_KEYS: take it out there")
    if key_id == ring().current.id:
        raise KeysUnusable("this is the current key")
    if used := sum(found[key_id] for found in counts().values()):
        raise KeysUnusable(f"{used} values are still sealed under it: rotate first")
    with _held(path):
        words = _words(path)
        left = [word for word in words if ring_parse(word).current.id != key_id]
        if len(left) == len(words):
            raise KeysUnusable("there is no such key in the file")
        keys_write(path, left)
    return ring()


def renew_all(progress: Callable[[str, int], None] = lambda name, done: None) -> int:
    """Seal anew whatever is not under the current key; answers how many values. `progress` is
    told the store and its count after each batch."""
    total = 0
    for holder in holders():
        done = 0
        while batch := holder.renew(BATCH):
            done += batch
            progress(holder.name, done)
        total += done
    return total


def _words(path: Path) -> list[str]:
    text = path.read_text()
    ring_parse(text)
    lines = [line.partition("#")[0] for line in text.splitlines()]
    return [word.strip() for line in lines for word in line.split(",") if word.strip()]


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """No two processes change the file at once."""
    descriptor = os.open(path.with_name(f".{path.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
