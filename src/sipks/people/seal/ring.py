"""The keys: from the environment, from a file, or made once in the home folder."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import threading
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .errors import KeyMissing, KeysUnusable

KEY_BYTES = 32
ID_BYTES = 8


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """One key of the ring: `id` is its fingerprint (64 bits, hexadecimal), safe to show."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"

    def cipher(self, label: str) -> AESGCM:
        """AES-256-GCM under the key that HKDF-SHA-256 derives for one use (RFC 5869)."""
        return _cipher(self.secret, label)


@lru_cache(64)
def _cipher(secret: bytes, label: str) -> AESGCM:
    info = b"sipks seal v1 " + label.encode()
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret))


@dataclass(frozen=True, slots=True)
class Ring:
    """Keys in order; new values are sealed under the first, all of them open."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key for new values."""
        return self.keys[0]

    def get(self, key_id: str) -> Key:
        """The key of this id. Raises `KeyMissing`."""
        for key in self.keys:
            if key.id == key_id:
                return key
        raise KeyMissing(key_id)


def key_make() -> str:
    """A new key as it is written in the environment or the file: 256 random bits in base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def ring_parse(text: str) -> Ring:
    """The ring of a list of keys, separated by commas or lines; `#` begins a remark.

    Raises `KeysUnusable` naming the place of what is no key, never its content.
    """
    lines = [line.partition("#")[0] for line in text.splitlines()]
    words = [word.strip() for line in lines for word in line.split(",") if word.strip()]
    if not words:
        raise KeysUnusable("no seal key is given")
    keys = tuple(_key(word, number) for number, word in enumerate(words, start=1))
    return Ring(tuple(dict.fromkeys(keys)))


def _key(word: str, number: int) -> Key:
    try:
        secret = base64.b64decode(word.rstrip("=") + "=" * (-len(word.rstrip("=")) % 4),
                                  altchars=b"-_", validate=True)  # fmt: skip
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeysUnusable(f"seal key {number} is not {KEY_BYTES} bytes in base64")
    return Key(sha256(b"sipks seal id" + secret).hexdigest()[: 2 * ID_BYTES], secret)


def key_file() -> Path | None:
    """The file that holds the keys; None when they come from the environment."""
    if settings.SEAL_KEYS:
        return None
    return Path(settings.SEAL_KEYS_FILE or settings.HOME / "seal_keys.txt")


def ring() -> Ring:
    """The keys of this installation, read again whenever their file has changed, so that running
    processes follow a rotation. Raises `KeysUnusable`."""
    path = key_file()
    if path is None:
        return _from_environment(settings.SEAL_KEYS)
    try:
        return _from_file(path, _stamp(path))
    except FileNotFoundError:
        if settings.SEAL_KEYS_FILE:
            raise KeysUnusable("the file in SIPKS_SEAL_KEYS_FILE is not there") from None
    except OSError as error:
        raise KeysUnusable(f"the file of seal keys cannot be read: {error.strerror}") from None
    _make_once(path)
    return _from_file(path, _stamp(path))


_from_environment = lru_cache(4)(ring_parse)
_lock = threading.Lock()


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size


@lru_cache(4)
def _from_file(path: Path, stamp: tuple[int, int, int]) -> Ring:
    return ring_parse(path.read_text())


def _make_once(path: Path) -> None:
    """Exactly one of many processes that start together makes the first key."""
    with _lock:
        new = path.with_name(f".{path.name}.{os.getpid()}")
        _write(new, key_make() + "\n")
        try:
            os.link(new, path)  # whole or not at all, and never over another's
        except FileExistsError:
            pass
        finally:
            new.unlink()


def keys_write(path: Path, words: list[str]) -> None:
    """Put keys into the file, the current first, in one step that a crash cannot halve."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    _write(new, "\n".join(words) + "\n")
    new.replace(path)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
