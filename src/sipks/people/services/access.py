from __future__ import annotations

from dataclasses import replace

from sipks.audit.services import entry_create
from sipks.people.explain import Explanation, explain
from sipks.people.models import User
from sipks.people.permissions import Act
from sipks.people.scope import Scoped, current_actor

from .clerk import clerk


def access_explain(*, user: User, record: Scoped, act: Act) -> Explanation:
    """Explain, and keep that it was asked: who looks into whose rights is recorded.

    Of memberships elsewhere only those are told that open the record: where else somebody works
    is not for an office to look up.
    """
    actor = current_actor()
    with clerk():
        answer = explain(user, record, act)
    told = tuple(
        one
        for one in answer.routes
        if one.opens or not one.area_code or actor.may(Act.EXPLAIN, one.area_code)
    )
    entry_create(
        actor=actor,
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
    return replace(answer, routes=told)
