"""Files that were brought in, kept under their SHA-256 in the program's own folder."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from sipks.people.seal.files import SealedWriter


class TooLarge(ValueError):
    """The file is larger than `SIPKS_UPLOAD_MAX_BYTES`."""


def file_keep(stream: BinaryIO) -> tuple[Path, str, int]:
    """Path, SHA-256 and size of a stream's content, sealed and safely on disk. Raises `TooLarge`
    and `SealError`.

    The same content is kept once, however often and by how many at once it is sent.
    """
    folder = settings.HOME / "uploads"
    folder.mkdir(exist_ok=True, parents=True, mode=0o700)
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as kept:
        try:
            sealed = SealedWriter(cast(BinaryIO, kept))
            while block := stream.read(2**20):
                digest.update(block)
                sealed.write(block)
                if (size := size + len(block)) > settings.UPLOAD_MAX_BYTES:
                    raise TooLarge
            sealed.finish()
            kept.flush()
            os.fsync(kept.fileno())
        except BaseException:
            Path(kept.name).unlink()
            raise
    path = folder / digest.hexdigest()[:2] / digest.hexdigest()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    Path(kept.name).replace(path)
    return path, digest.hexdigest(), size
