"""Files kept sealed: read from any offset, in bounded memory, whatever their size.

A file begins with `MAGIC` and two slots that each hold its own random key, sealed by the ring; a
rotation rewrites the slots one after the other and leaves the rest. Behind them stand pieces of
`PIECE` bytes under AES-256-GCM, numbered by their nonce, the last one marked in its associated
data, so that pieces can be neither swapped nor cut off unseen.
"""

from __future__ import annotations

import io
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .box import HEAD_BYTES, NONCE_BYTES, key_of, seal, unseal
from .errors import SealBroken, SealError
from .ring import KEY_BYTES, ring

MAGIC: Final = b"SIPKSUP1"
PIECE: Final = 64 * 1024
TAG: Final = 16
SLOT: Final = HEAD_BYTES + KEY_BYTES + TAG
START: Final = len(MAGIC) + 2 * SLOT


class SealedWriter:
    """Seals what is written to a file that is open for writing; `finish` closes the last piece."""

    def __init__(self, file: BinaryIO) -> None:
        secret = secrets.token_bytes(KEY_BYTES)
        self._file, self._cipher = file, AESGCM(secret)
        self._waiting, self._number = bytearray(), 0
        file.write(MAGIC + 2 * seal("upload", secret))

    def write(self, block: bytes) -> None:
        """Take more of the content in."""
        self._waiting += block
        # One piece is held back: which is the last is known at the end only.
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number), piece, _mark(last)))
        self._number += 1


class _Pieces(io.RawIOBase):
    """The content of a sealed file, by offset."""

    def __init__(self, file: io.BufferedReader, cipher: AESGCM) -> None:
        self._file, self._cipher = file, cipher
        body = os.fstat(file.fileno()).st_size - START
        self._count = -(-body // (PIECE + TAG))
        self._size = body - self._count * TAG
        self._at, self._number, self._piece = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, PIECE)
        if number != self._number:
            self._piece, self._number = self._read(number), number
        part = self._piece[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _read(self, number: int) -> bytes:
        self._file.seek(START + number * (PIECE + TAG))
        sealed = self._file.read(PIECE + TAG)
        try:
            mark = _mark(number == self._count - 1)
            return self._cipher.decrypt(_nonce(number), sealed, mark)
        except InvalidTag:
            raise SealBroken from None

    def close(self) -> None:
        self._file.close()
        super().close()


def file_open(path: Path) -> BinaryIO:
    """The content of a kept file, seekable; one that is not sealed is read as it is.

    Raises `FileNotFoundError`, `KeyMissing`, `SealBroken` or `KeysUnusable`.
    """
    file = path.open("rb")
    try:
        head = file.read(START)
        if not head.startswith(MAGIC):
            file.seek(0)
            return file
        raw = _Pieces(file, AESGCM(_secret(head)))
    except BaseException:
        file.close()
        raise
    return cast(BinaryIO, io.BufferedReader(raw, 2 * PIECE))


def _slots(head: bytes) -> tuple[bytes, bytes]:
    first = len(MAGIC)
    return head[first : first + SLOT], head[first + SLOT : START]


def _secret(head: bytes) -> bytes:
    """The file's own key, from the first slot that opens: a rotation may have stopped between."""
    first, second = _slots(head)
    try:
        return unseal("upload", first)
    except SealError:
        return unseal("upload", second)


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")


def _mark(last: bool) -> bytes:
    return b"last" if last else b""


class FileStore:
    """The kept files of this machine's home folder."""

    name = "berkas"

    def __init__(self) -> None:
        self._left: Iterator[Path] | None = None

    def counts(self) -> Mapping[str, int]:
        """Sealed files by the key that their own key is sealed under."""
        return Counter(key for path in _kept() for key in _keys(path))

    def renew(self, limit: int) -> int:
        """Seal the own keys of some files anew; the files themselves stay."""
        current, done = ring().current.id, 0
        self._left = self._left or _kept()
        for path in self._left:
            if _keys(path) - {current} and _rewrite(path) and (done := done + 1) >= limit:
                return done
        self._left = None
        return done


def _kept() -> Iterator[Path]:
    return (path for path in (settings.HOME / "uploads").glob("??/*") if path.is_file())


def _keys(path: Path) -> set[str]:
    try:
        with path.open("rb") as file:
            head = file.read(START)
        return {key_of(slot) for slot in _slots(head)} if head.startswith(MAGIC) else set()
    except (FileNotFoundError, SealBroken):
        return set()


def _rewrite(path: Path) -> bool:
    """Seal a file's key anew in both slots; at every moment one of them opens."""
    try:
        with path.open("r+b") as file:
            secret = _secret(file.read(START))
            for number in (1, 0):
                file.seek(len(MAGIC) + number * SLOT)
                file.write(seal("upload", secret))
                file.flush()
                os.fsync(file.fileno())
    except (FileNotFoundError, SealError):
        return False
    return True
