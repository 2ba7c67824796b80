from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from .guarding import guarded
from .models import NATION, Entry
from .origin import current_origin
from .words import has_history


class Doer(Protocol):
    """Who acts, as far as the record needs to know."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...


def entry_create(
    *,
    actor: Doer,
    verb: str,
    subject: str,
    subject_id: object = "",
    scope_code: str = "",
    classification: int = 0,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **detail: Any,
) -> Entry:
    """Add to the record that `actor` did `verb` to a subject.

    `scope_code` and `classification` are those of the record that it is about; without a code it
    is the office that the actor works for, else the nation. `before` and `after` hold the values
    that changed. Identifiers of persons are masked; a name such as `password` raises
    `SecretInRecord`. Where it comes from is what `bind_origin` said.
    """
    for name, values in (("before", before), ("after", after)):
        if values is not None:
            detail[name] = values
    return Entry.objects.create(
        actor_id=actor.id,
        actor_name=actor.name[:150],
        verb=verb,
        subject=subject,
        subject_id=str(subject_id),
        scope_code=scope_code or _home(actor),
        classification=classification,
        history=bool(scope_code) and has_history(verb, subject),
        origin=current_origin(),
        detail=guarded(detail),
    )


def _home(actor: Doer) -> str:
    home = getattr(actor, "home", None)
    return (home() if callable(home) else "") or NATION
