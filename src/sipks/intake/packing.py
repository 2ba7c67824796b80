"""The body of a delivery, unpacked, and never more of it than the machine can bear."""

from __future__ import annotations

import zlib

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.errors import HttpError

MAX_BODY = 64 * 2**20
_TOO_LARGE = "Kiriman terlalu besar (batas 64 MiB setelah dibuka); bagi kirimannya."


def body_of(request: HttpRequest) -> bytes:
    """What was sent, gzip undone. Raises `HttpError` 400 or 413."""
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise HttpError(413, _TOO_LARGE) from error
    packed = request.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip"):
        raise HttpError(400, "Content-Encoding hanya boleh gzip.")
    return _unpack(body) if packed == "gzip" else body


def _unpack(packed: bytes) -> bytes:
    """Every member of a gzip body (senders may join several), never more than `MAX_BODY`."""
    parts: list[bytes] = []
    left = MAX_BODY
    while packed:
        unpack = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpack.decompress(packed, left + 1))
        except zlib.error as error:
            raise HttpError(400, "Isi bukan gzip yang utuh; kirim ulang.") from error
        left -= len(parts[-1])
        if left < 0:
            raise HttpError(413, _TOO_LARGE)
        if not unpack.eof:
            raise HttpError(400, "Isi gzip terpotong; kirim ulang.")
        packed = unpack.unused_data
    return b"".join(parts)
