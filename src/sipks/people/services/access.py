from __future__ import annotations

from sipks.audit.services import entry_create
from sipks.people.explain import Explanation, explain
from sipks.people.models import User
from sipks.people.permissions import Act
from sipks.people.scope import Scoped, current_actor

from .clerk import clerk


def access_explain(*, user: User, record: Scoped, act: Act) -> Explanation:
    """Explain, and keep that it was asked: who looks into whose rights is recorded."""
    with clerk():
        answer = explain(user, record, act)
    entry_create(
        actor=current_actor(),
        verb="access_explain",
        subject="user",
        subject_id=user.pk,
        scope_code=record.scope_code,
        classification=record.classification,
        act=act.value,
        record_kind=str(record._meta.model_name),
        record_id=str(record.pk),
        allowed=answer.allowed,
    )
    return answer
