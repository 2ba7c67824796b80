"""The session store: Django's, in our own table, of no use to whoever can only read the table.

The column `session_key` holds a digest of the key in the cookie; the data is sealed with that key
as associated data, so that it can be neither read nor moved to another session.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from sipks.people.scope import SIGN_IN, bind
from sipks.people.seal import SealError, seal, unseal

DIGITS = 40
MARK = "sipks"  # in the session: when it began, when it was last used, from where


def column_of(key: str) -> str:
    """What the table holds for the key of a cookie: 160 bits of its SHA-256, in hexadecimal."""
    return sha256(key.encode()).hexdigest()[:DIGITS]


class SessionStore(db.SessionStore):
    """Sessions by digest, sealed, with the columns of the list of devices."""

    @classmethod
    def get_model_class(cls) -> Any:
        from sipks.people.models import Session

        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The data, sealed for this session's key."""
        plain = self.serializer().dumps(session_dict)
        return base64.b64encode(seal("session", plain, self._place())).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The data; nothing when it was not sealed for this session's key."""
        try:
            plain = unseal("session", base64.b64decode(session_data), self._place())
        except (SealError, ValueError):
            return {}
        found: dict[str, Any] = self.serializer().loads(plain)
        return found

    def _place(self) -> bytes:
        return (self.session_key or "").encode()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to save; its end follows from the last use and the beginning."""
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        mark = data.get(MARK) or {}
        user = data.get(SESSION_KEY)
        model: Any = self.model
        return model(
            session_key=column_of(key),
            session_data=self.encode(data),
            expire_date=ends(mark) if mark else self.get_expiry_date(),
            user_id=UUID(user) if user else None,
            started_at=_moment(mark.get("began")),
            seen_at=_moment(mark.get("seen")),
            address=mark.get("address"),
            user_agent=mark.get("agent", ""),
        )

    def exists(self, session_key: str) -> bool:
        with bind(SIGN_IN):
            return super().exists(column_of(session_key))

    def save(self, must_create: bool = False) -> None:
        with bind(SIGN_IN):
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            with bind(SIGN_IN):
                self.model.objects.filter(session_key=column_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        with bind(SIGN_IN):
            super().clear_expired()

    def _get_session_from_db(self) -> Any:
        column = column_of(self.session_key or "")
        alive = self.model.objects.filter(session_key=column, expire_date__gt=timezone.now())
        with bind(SIGN_IN):
            session = alive.first()
        if session is None:
            self._session_key = None
        return session

    async def acreate_model_instance(self, data: dict[str, Any]) -> Any:
        return await sync_to_async(self.create_model_instance)(data)

    async def asave(self, must_create: bool = False) -> None:
        await sync_to_async(self.save)(must_create)

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    async def _aget_session_from_db(self) -> Any:
        return await sync_to_async(self._get_session_from_db)()


def ends(mark: dict[str, Any]) -> datetime:
    """When a session ends that is not used again: after its idle time, or at its last hour."""
    idle = mark["seen"] + mark["idle"]
    return datetime.fromtimestamp(min(idle, mark["began"] + mark["longest"]), UTC)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)
