from __future__ import annotations

import stat
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from .errors import SealError
from .ring import key_file, ring


@register(Tags.security)
def keys_usable(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """The keys can be read, and by nobody else."""
    try:
        ring()
    except SealError as error:
        hint = "See docs/sealed.md. Without its keys nothing sealed can be written or opened."
        return [Error(f"the seal keys cannot be used: {error}", hint, id="sipks.E020")]
    path = key_file()
    if path and stat.S_IMODE(path.stat().st_mode) & 0o077:
        hint = f"chmod 600 {path}"
        return [Warning("the file of seal keys is open to others", hint, id="sipks.W020")]
    return []


@register(Tags.database)
def keys_there(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Every value that is sealed can be opened with the keys that are there."""
    from sipks.people.scope import Actor, bind

    from .rotation import counts

    if not databases:
        return []
    try:
        known = {key.id for key in ring().keys}
        with bind(Actor.program("sipks check", "seal", "people")):
            found = counts()
    except (SealError, DatabaseError):
        return []  # told by other checks
    lost = {key: n for store in found.values() for key, n in store.items() if key not in known}
    hint = "Put the lost key back into the ring; without it these values cannot be opened."
    return [
        Error(f"{n} sealed values need the key {key}, which is not there", hint, id="sipks.E021")
        for key, n in sorted(lost.items())
    ]
