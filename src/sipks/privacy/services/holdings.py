"""What is kept about the person who asks, by the identifiers that he himself has given.

Looked for once, within the area and the clearance of the one who handles the request, and shown;
nothing of it is kept but how much was found. What cannot be searched is said as plainly as what
was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.incidents.models import Decision
from sipks.intake.models import Item, SetAside
from sipks.intake.services.handles import handle_hash
from sipks.intake.shown import masked_text
from sipks.people.models import User
from sipks.people.permissions import Act
from sipks.people.scope import Actor, below, bind, covers, current_actor
from sipks.privacy.models import SubjectRequest

from .requests import search_record

SHOWN: Final = 20
PATIENCE: Final = "20s"
_EXCERPT: Final = 240
_GAP: Final = r"[ .()\-]{0,2}"
NOT_SEARCHED: Final[tuple[Promise | str, ...]] = (
    _("Isian tersegel: terenkripsi, tanpa indeks. Penanganannya sendiri yang tahu isinya."),
    _("Berkas asli yang diunggah: isinya sama dengan bahan, ditambah nama akun saat datang."),
    _("Unggahan yang menyebut orang tanpa nama, nomor, atau akun: tidak dapat ditemukan."),
    _("Bahan yang teksnya sudah dihapus menurut masa simpan."),
    _("Catatan audit: hanya memuat petugas, bukan warga."),
)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What the applicant says is his; each may be empty."""

    handle: str = ""
    phone: str = ""
    nik: str = ""
    email: str = ""
    name: str = ""

    def given(self) -> list[str]:
        """The kinds that were given, for the record."""
        return [one for one in ("handle", "phone", "nik", "email", "name") if getattr(self, one)]


@dataclass(frozen=True, slots=True)
class Sample:
    """One record that was found, masked."""

    id: UUID
    at: datetime
    source: str
    text: str


@dataclass(slots=True)
class Found:
    """How much one way of looking has found."""

    what: str | Promise
    how: str | Promise
    count: int = 0
    samples: list[Sample] = field(default_factory=list)
    unfinished: bool = False


def holdings_find(*, request: SubjectRequest, asked: Identifiers) -> list[Found]:
    """Look for what is kept about the applicant, and note in the request that it was done.

    Raises `StepRefused` while his identity is not proven. Each way of looking ends after 20 s and
    then says that it did not come to its end.
    """
    handler = current_actor()
    handled = (
        grant.clearance
        for grant in handler.grants
        if grant.carries(Act.PRIVACY) and covers(grant.area_code, request.scope_code)
    )
    clearance = max(handled, default=-1)  # who only looks on finds nothing, and is refused below
    with bind(Actor.program("privacy search", "privacy", "intake", "incidents", "people")):
        found = list(_ways(request.scope_code, clearance, asked))
    told = ", ".join(asked.given()) + ": " + "; ".join(f"{one.what} {one.count}" for one in found)
    search_record(request=request, told=told)
    return found


def _ways(code: str, clearance: int, asked: Identifiers) -> Iterator[Found]:
    items = Item.objects.filter(
        below("scope_code", code) | below("owner_code", code),
        classification__lte=clearance, removed_at=None,
    )  # fmt: skip
    rows = SetAside.objects.filter(
        below("scope_code", code), classification__lte=clearance, removed_at=None
    )
    if asked.handle:
        author = handle_hash(asked.handle)
        yield _look(
            _("Bahan yang ditulis akun ini"), _("sidik (HMAC) nama akun, tepat sama"),
            items.filter(author_hash=author), _items,
        )  # fmt: skip
        token = items.annotate(other=Cast("fields", TextField())).filter(
            Q(other__contains=f"#{author}") | Q(text__iregex=_word("@" + asked.handle.lstrip("@")))
        )
        yield _look(_("Bahan yang menyebut akun ini"), _("sidik atau @akun"), token, _items)
    for pattern, how in _patterns(asked):
        told = items.filter(Q(text__iregex=pattern) | Q(title__iregex=pattern))
        yield _look(_("Bahan yang memuatnya"), how, told, _items)
        cells = rows.annotate(cells=Cast("values", TextField())).filter(cells__iregex=pattern)
        yield _look(_("Baris dikesampingkan"), how, cells, _nothing)
        notes = Decision.objects.filter(
            below("incident__scope_code", code), note__iregex=pattern,
            incident__classification__lte=clearance,
        )  # fmt: skip
        yield _look(_("Catatan putusan"), how, notes, _nothing)
    if asked.email or asked.name:
        mine = Q(email__iexact=asked.email) if asked.email else Q(name__iexact=asked.name)
        yield _look(
            _("Akun petugas"), _("surel atau nama, tepat sama"), User.objects.filter(mine), _nothing
        )


def _patterns(asked: Identifiers) -> Iterator[tuple[str, str | Promise]]:
    if digits := re.sub(r"\D", "", asked.phone):
        own = re.sub(r"^(?:62|0)", "", digits)
        yield rf"(?:\m0|62){_GAP}{_GAP.join(own)}(?!\d)", _("nomor telepon, dengan sela apa pun")
    if digits := re.sub(r"\D", "", asked.nik):
        yield rf"\m{_GAP.join(digits)}\M", _("NIK, dengan sela apa pun")
    if asked.email:
        yield _word(asked.email), _("alamat surel")
    if asked.name:
        words = (re.escape(word) for word in asked.name.split())
        yield rf"\m{'[[:space:]]+'.join(words)}\M", _("nama; orang lain dapat bernama sama")


def _word(text: str) -> str:
    return rf"(?<![\w.@]){re.escape(text)}(?!\w)"


def _look(
    what: str | Promise,
    how: str | Promise,
    rows: QuerySet[Any, Any],
    show: Callable[[QuerySet[Any, Any]], list[Sample]],
) -> Found:
    found = Found(what, how)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("select set_config('statement_timeout', %s, true)", [PATIENCE])
            found.count = rows.order_by().count()
            found.samples = show(rows) if found.count else []
    except OperationalError:
        found.unfinished = True
    return found


def _items(rows: QuerySet[Any, Any]) -> list[Sample]:
    newest = rows.select_related("source", "reading").order_by("-id")[:SHOWN]
    return [
        Sample(one.pk, one.received_at, one.source.name, masked_text(one)[:_EXCERPT])
        for one in newest
    ]


def _nothing(rows: QuerySet[Any, Any]) -> list[Sample]:
    return []
