"""What other programs may ask of intake: bring material, ask after it, look after their key."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field

from sipks.people.scope import Actor, bind
from sipks.people.signin.address import client_address

from .connectors.base import FileRefused
from .item_status import ItemStatus, items_status
from .models import SenderToken, Source, Verb
from .packing import body_of
from .services.deliveries import KeyReused, delivery_take_in
from .services.token_check import (
    token_check,
    token_source,
    token_sources,
    token_spend,
    token_spend_lines,
)
from .services.tokens import TokenRotated, TokenUseless, token_rotate

MAX_LINES = 10_000
MAX_KEY = 200
MAX_IDS = 200
_ROTATED = "Kunci ini sudah diputar; pakai yang terbaru."


class Sender(HttpBearer):
    """`Authorization: Bearer sipks_…`, the secret of a token that has `verb`, or any verb."""

    def __init__(self, verb: Verb | None = None) -> None:
        super().__init__()
        self.verb = verb

    def authenticate(self, request: HttpRequest, token: str) -> SenderToken | None:
        with bind(_service("api")):
            found = token_check(token, client_address(request))
            if found is None:
                return None
            token_spend(found)
        if self.verb and self.verb not in found.verbs:
            raise HttpError(403, f"Kunci ini tidak boleh dipakai untuk {self.verb.label}.")
        return found


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


class Asked(Schema):
    """Which items are asked after."""

    id: list[UUID] = Field(min_length=1, max_length=MAX_IDS)


class Status(Schema):
    """How far an item has come; `unknown` is whatever this key did not bring."""

    id: UUID
    status: ItemStatus
    version: int | None = None
    received_at: datetime | None = None


class Key(Schema):
    """What a key may do, and until when."""

    name: str
    verbs: list[str]
    sources: list[str]
    expires_at: datetime
    old_until: datetime | None = None


class NewKey(Key):
    """The same, with the new secret, which is told this once only."""

    secret: str


class Problem(Schema):
    """Why a request was refused."""

    detail: str


class Invalid(Schema):
    """Which parts of a request cannot be used."""

    detail: list[dict[str, Any]]


router = Router(tags=["Bahan"])
DOOR = {401: Problem, 403: Problem, 429: Problem}

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
    auth=Sender(Verb.SEND),
    response={200: Receipt, 400: Problem, 404: Problem, 409: Problem, 413: Problem, **DOOR},
    openapi_extra={"requestBody": _BODY},
)
def deliver(request: HttpRequest, sumber: str = "") -> dict[str, Any]:
    """Send material as JSON lines (`id, text, title, published_at, source, url, lat, lon, …`).

    The body may be gzip-compressed (`Content-Encoding: gzip`). With an `Idempotency-Key` header a
    re-send gives the first answer again. Lines that cannot be used are set aside with a reason and
    do not stop the others. At most 10,000 lines and 64 MiB (unpacked) a request. A key for several
    sources says which one by `sumber`, its code.
    """
    token = _token(request)
    body = body_of(request)
    key = request.headers.get("Idempotency-Key", "")
    if not body.strip():
        raise HttpError(400, "Kiriman kosong. Kirim satu objek JSON per baris.")
    if len(key) > MAX_KEY or "\0" in key:
        raise HttpError(400, f"Idempotency-Key paling banyak {MAX_KEY} karakter.")
    lines = body.count(b"\n")
    if lines > MAX_LINES:
        raise HttpError(413, f"Paling banyak {MAX_LINES} baris sekali kirim; bagi kirimannya.")
    with bind(_service(f"api: {token.name}")):
        token_spend_lines(token, lines)
        return _take_in(token, _source(token, sumber), body, key)


@router.get(
    "/bahan/status",
    auth=Sender(Verb.STATUS),
    response={200: list[Status], 422: Invalid, **DOOR},
)
def status(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """How far up to 200 items have come that came from this key's sources, in the order asked.

    `waiting` to be read, `read`, or `unreadable` (a person looks at it); never what was concluded.
    """
    token = _token(request)
    with bind(_service(f"api: {token.name}")):
        return items_status(ids=asked.id, sources=[one.pk for one in token_sources(token)])


@router.get("/kunci", auth=Sender(), response={200: Key, **DOOR}, tags=["Kunci"])
def key(request: HttpRequest) -> dict[str, Any]:
    """What the key in use may do, for which sources, and when it runs out."""
    token = _token(request)
    with bind(_service(f"api: {token.name}")):
        return _told(token)


@router.post(
    "/kunci/putar",
    auth=Sender(Verb.ROTATE),
    response={200: NewKey, 409: Problem, **DOOR},
    tags=["Kunci"],
)
def rotate(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """A new secret for this key. The one in use stays valid for a while, so that it can be handed
    over without a gap; the day on which the key runs out stays. Only the newest secret may."""
    token = _token(request)
    with bind(_service(f"api: {token.name}")):
        if token.by_old_secret:
            raise HttpError(409, _ROTATED)
        try:
            token, secret = token_rotate(token=token)
        except (TokenRotated, TokenUseless) as error:
            raise HttpError(409, _ROTATED) from error
        add_never_cache_headers(response)
        return _told(token) | {"secret": secret}


def _service(name: str) -> Actor:
    return Actor.program(name, "intake")


def _token(request: HttpRequest) -> SenderToken:
    token: SenderToken = request.auth  # type: ignore[attr-defined]
    return token


def _source(token: SenderToken, code: str) -> Source:
    found = token_source(token, code.replace("\0", ""))
    if found is None:
        raise HttpError(404, "Kunci ini bukan untuk sumber itu.")
    return found


def _take_in(token: SenderToken, source: Source, body: bytes, key: str) -> dict[str, Any]:
    try:
        return delivery_take_in(source=source, body=body, key=key, brought_by=token.created_by)
    except KeyReused as error:
        raise HttpError(409, "Kunci idempotensi ini sudah dipakai untuk isi lain.") from error
    except FileRefused as refusal:
        raise HttpError(400, refusal.reason) from refusal


def _told(token: SenderToken) -> dict[str, Any]:
    return {
        "name": token.name,
        "verbs": token.verbs,
        "sources": [one.code for one in token_sources(token)],
        "expires_at": token.expires_at,
        "old_until": token.old_until,
    }
