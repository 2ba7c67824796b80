"""What an officer leaves open in this room."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.audit.services import entry_create
from sipks.people.openwork import Line, OpenWork, register
from sipks.people.scope import Actor, below, bind, current_actor

from .models import SenderToken, SetAside, Source, Upload, UploadState


def register_all() -> None:
    """Tell the registry of open work; called once when the program starts."""
    register(
        OpenWork(
            key="keys",
            label=_("Kunci pengirim (API) yang dibuatnya"),
            count=_keys_count,
            move=_keys_move,
            lines=_keys_lines,
        )
    )
    register(
        OpenWork(
            key="uploads",
            label=_("Berkas yang belum selesai dibaca"),
            count=_uploads_count,
            stays=_("Dibaca terus; siapa pun yang mengelola sumber di kantor ini melihatnya."),
        )
    )
    register(
        OpenWork(
            key="set_aside",
            label=_("Baris dikesampingkan dari berkasnya"),
            count=_set_aside_count,
            stays=_("Tetap dalam daftar kantor; siapa pun yang mengelola sumber dapat membenahi."),
        )
    )


def _keys(user: UUID, code: str) -> QuerySet[SenderToken]:
    """Keys of the area's sources that still open something."""
    valid = SenderToken.objects.filter(
        below("source__scope_code", code), created_by=user, revoked_at=None
    )
    return valid.filter(expires_at__gt=timezone.now()).select_related("source")


def _keys_count(user: UUID, code: str) -> int:
    with bind(_clerk()):
        return _keys(user, code).count()


def _keys_move(user: UUID, successor: UUID, code: str) -> int:
    """What comes by a key from now on counts as brought by the successor, who then does not
    verify it himself."""
    doer = current_actor()
    with bind(_clerk()):
        found = list(_keys(user, code).select_for_update(of=("self",)))
        SenderToken.objects.filter(pk__in=[one.pk for one in found]).update(created_by=successor)
    for key in found:
        entry_create(
            actor=doer, verb="token_hand_over", subject="source", subject_id=key.source_id,
            scope_code=key.source.scope_code, classification=key.source.classification,
            name=key.name, before={"created_by": user}, after={"created_by": successor},
        )  # fmt: skip
    return len(found)


def _keys_lines(user: UUID, code: str) -> list[Line]:
    return [
        Line(f"{one.name} · {one.source}", reverse("intake:source", args=[one.source_id]))
        for one in _keys(user, code).filter(source__in=Source.objects.all())
    ]


def _uploads_count(user: UUID, code: str) -> int:
    begun = (UploadState.WAITING, UploadState.RUNNING)
    with bind(_clerk()):
        mine = Upload.objects.filter(below("scope_code", code), submitted_by=user)
        return int(mine.filter(state__in=begun).count())


def _set_aside_count(user: UUID, code: str) -> int:
    with bind(_clerk()):
        waiting = SetAside.objects.filter(below("scope_code", code), state=SetAside.State.OPEN)
        return int(waiting.filter(upload__submitted_by=user).count())


def _clerk() -> Actor:
    return Actor.program("serah terima", "intake")
