from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from sipks.config import embedded
from sipks.config.env import env

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
_UNKNOWN = object()
_AFRESH = "close all; discard temp; reset search_path"
_TELL = "select set_config('sipks.actor', %s, false)"


def _as_the_actor(execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Before each statement: see to it that the session works on the bound actor's behalf."""
    context["connection"].tell_actor()
    return execute(sql, params, many, context)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects like Django's backend, with three additions.

    `EMBEDDED` in the settings of the database: the cluster in the home folder is started when
    needed and its socket used. `ROLE`: each session begins in this role, so that whoever owns the
    tables is left behind. And each session knows the actor on whose behalf it works, for row
    security; it is told again only when that has changed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_as_the_actor)
        self._told: object = _UNKNOWN

    def get_connection_params(self) -> dict[str, Any]:
        if self.settings_dict.get("EMBEDDED"):
            if not env.bool("DATABASE_WATCHED", False):
                embedded.cluster()
            self.settings_dict["HOST"] = embedded.socket_dir()
        params: dict[str, Any] = super().get_connection_params()
        if role := self.settings_dict.get("ROLE"):
            params["options"] = f"{params.get('options', '')} -c role={role}".strip()
        return params

    def connect(self) -> None:
        # A session of the pool comes as its last user left it.
        self._told = _UNKNOWN
        super().connect()
        if self.pool:
            self.connection.execute(_AFRESH)

    def tell_actor(self) -> None:
        """Tell the session who acts, when it does not know. The value travels as a parameter of
        the protocol, so that lists of running statements do not show it."""
        from sipks.people.rowsec import claim

        session: psycopg.Connection[Any] = self.connection
        wanted = claim()
        if wanted == self._told or session.info.transaction_status == TransactionStatus.INERROR:
            return
        psycopg.Cursor(session).execute(_TELL, [_value(wanted, session)])
        self._told = wanted

    def _rollback(self) -> None:
        # What was set within a transaction is undone with it.
        self._told = _UNKNOWN
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = _UNKNOWN


def _value(wanted: tuple[str, str] | None, session: psycopg.Connection[Any]) -> str:
    from sipks.people.rowsec import signed

    return signed(*wanted, session.info.backend_pid) if wanted else ""
