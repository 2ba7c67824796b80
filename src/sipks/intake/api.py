from __future__ import annotations

import zlib
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer

from sipks.people.scope import Actor, bind

from .connectors.base import FileRefused
from .models import SenderToken
from .services.deliveries import KeyReused, delivery_take_in
from .services.tokens import token_check

MAX_BODY = 64 * 2**20
MAX_LINES = 10_000
MAX_KEY = 200
_TOO_LARGE = "Kiriman terlalu besar (batas 64 MiB setelah dibuka); bagi kirimannya."


class Sender(HttpBearer):
    """`Authorization: Bearer sipks_…`, the secret of a source's token."""

    def authenticate(self, request: HttpRequest, token: str) -> SenderToken | None:
        with bind(Actor.program("api")):
            return token_check(token)


class Result(Schema):
    """What became of one line."""

    line: int
    status: str
    id: str | None = None
    code: str | None = None
    reason: str | None = None
    column: str | None = None


class Receipt(Schema):
    """What became of a delivery."""

    stored: int
    known: int
    set_aside: int
    results: list[Result]


class Problem(Schema):
    """Why a request was refused."""

    detail: str


router = Router(auth=Sender(), tags=["Bahan"])


_BODY = {
    "required": True,
    "content": {
        "application/x-ndjson": {
            "schema": {"type": "string"},
            "example": '{"id": "1", "text": "Warga menutup jalan …", "published_at": '
            '"2025-03-17T08:00:00+07:00", "source": "Harian X", "lat": -5.1, "lon": 119.4}\n',
        }
    },
}


@router.post(
    "/bahan",
    response={200: Receipt, 400: Problem, 409: Problem, 413: Problem},
    openapi_extra={"requestBody": _BODY},
)
def deliver(request: HttpRequest) -> dict[str, Any]:
    """Send material as JSON lines (`id, text, title, published_at, source, url, lat, lon, …`).

    The body may be gzip-compressed (`Content-Encoding: gzip`). With an `Idempotency-Key` header a
    re-send gives the first answer again. Lines that cannot be used are set aside with a reason and
    do not stop the others. At most 10,000 lines and 64 MiB (unpacked) a request.
    """
    token: SenderToken = request.auth  # type: ignore[attr-defined]
    body = _body(request)
    key = request.headers.get("Idempotency-Key", "")
    if not body.strip():
        raise HttpError(400, "Kiriman kosong. Kirim satu objek JSON per baris.")
    if len(key) > MAX_KEY:
        raise HttpError(400, f"Idempotency-Key paling banyak {MAX_KEY} karakter.")
    if body.count(b"\n") > MAX_LINES:
        raise HttpError(413, f"Paling banyak {MAX_LINES} baris sekali kirim; bagi kirimannya.")
    with bind(Actor.program(f"api: {token.name}")):
        try:
            return delivery_take_in(
                source=token.source, body=body, key=key, brought_by=token.created_by
            )
        except KeyReused as error:
            raise HttpError(409, "Kunci idempotensi ini sudah dipakai untuk isi lain.") from error
        except FileRefused as refusal:
            raise HttpError(400, refusal.reason) from refusal


def _body(request: HttpRequest) -> bytes:
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
