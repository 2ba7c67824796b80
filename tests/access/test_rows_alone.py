"""Row security by itself, and the program's filters by themselves, show everybody the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection, models

from sipks.incidents.models import Incident
from sipks.people.scope import Actor, Scoped, bind

from .policies import OWN_RULES, THROUGH
from .rows import Maker, guarded, without_row_security
from .world import World

pytestmark = pytest.mark.django_db
Keys = set[Any]


def keys(model: type[models.Model]) -> Keys:
    """The keys of all rows that the table itself shows."""
    with connection.cursor() as cursor:
        cursor.execute(f'select "{model._meta.pk.column}" from "{model._meta.db_table}"')
        return {key for (key,) in cursor.fetchall()}


def by_the_app(model: type[models.Model], actor: Actor) -> Keys:
    """The keys of all rows that the program's own filters leave."""
    if own := OWN_RULES.get(model._meta.label_lower):
        rows: Any = models.QuerySet(model)
        return {row.pk for row in rows if own(row, actor)}
    if through := getattr(model, "scope_through", None) or THROUGH.get(model._meta.label_lower):
        field: Any = model._meta.get_field(through)
        seen = by_the_app(field.remote_field.model, actor)
        return set(
            models.QuerySet(model).filter(**{f"{through}__in": seen}).values_list("pk", flat=True)
        )
    assert issubclass(model, Scoped), f"{model} needs an entry in OWN_RULES"
    return set(model.objects.values_list("pk", flat=True))


def differences(expected: dict[str, Keys], found: dict[str, Keys]) -> dict[str, tuple[int, int]]:
    """Table → how many rows are missing, and how many too many."""
    return {
        name: (len(expected[name] - found[name]), len(found[name] - expected[name]))
        for name in expected
        if expected[name] != found[name]
    }


def test_all_see_the_same_by_either_wall_and_by_both(full: Maker, world: World) -> None:
    wrong: dict[str, Any] = {}
    for who, user in world.users.items():
        with bind(Actor.of(user)) as actor:
            with without_row_security():
                app = {one._meta.label: by_the_app(one, actor) for one in guarded()}
            alone = {one._meta.label: keys(one) for one in guarded()}
            both = {one._meta.label: by_the_app(one, actor) for one in guarded()}
        wrong |= {f"{who}, alone": found} if (found := differences(app, alone)) else {}
        wrong |= {f"{who}, both": found} if (found := differences(app, both)) else {}
    assert wrong == {}


def test_the_rows_are_worth_comparing(full: Maker, world: World) -> None:
    """Of every table somebody sees some rows and somebody does not see all."""
    counts: dict[str, set[int]] = {one._meta.label: set() for one in guarded()}
    for who in ("officer", "guest", "auditor", "ppid", "head", "admin", "stranger"):
        with bind(Actor.of(world.users[who])):
            for model in guarded():
                counts[model._meta.label].add(len(keys(model)))
    alike = {name for name, found in counts.items() if len(found) < 2}
    assert alike == FOR_PROGRAMS_ALONE | FOR_ALL | FOR_ALL_OFFICERS


FOR_PROGRAMS_ALONE = {"audit.Link", "people.CacheRow", "intake.Bucket"}
"""Tables whose rows no officer sees."""
FOR_ALL = {"people.User", "people.Membership", "people.Office"}
"""Tables whose rows all see, officers and strangers; what they hold is no material."""
FOR_ALL_OFFICERS = {"privacy.RetentionTerm", "privacy.RetentionRun"}
"""What all officers see: how long things are kept."""


def test_nobody_sees_nothing(full: Maker) -> None:
    assert {one._meta.label for one in guarded() if keys(one)} == FOR_ALL


@pytest.mark.parametrize("room", ["intake", "incidents", "people", "audit", "privacy", "seal"])
def test_a_part_of_the_program_sees_its_own_room(room: str, full: Maker) -> None:
    with bind(Actor.program("uji", room)):
        seen = {one._meta.label for one in guarded() if keys(one)}
    own = {one._meta.label for one in guarded() if one._meta.app_label == room}
    assert seen == (own - NOT_ITS_OWN.get(room, set())) | BESIDES.get(room, set()) | FOR_ALL


SEALS = {"people.Sealed", "people.Opening"}
BESIDES = {
    "seal": SEALS,
    "people": {
        "account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount",
    },
}  # fmt: skip
"""What a part of the program sees outside of its own room."""
NOT_ITS_OWN = {"people": SEALS}
"""What stands in a room and is not for its part of the program."""


@pytest.mark.parametrize("row_security", [True, False])
def test_the_program_alone_holds_too(
    row_security: bool, full: Maker, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the filters of managers switched off the officer's managers show the same by row
    security, and everything without it: else the comparison above would prove nothing."""
    officer = Actor.of(world.users["officer"])
    with bind(officer):
        proper = set(Incident.objects.values_list("pk", flat=True))
    off: Callable[..., Any] = lambda self, actor: self  # noqa: E731
    monkeypatch.setattr("sipks.people.scope.ScopedQuerySet.visible_to", off)
    monkeypatch.setattr("sipks.people.scope.Actor.may", lambda *_, **__: True)
    with bind(officer), nullcontext() if row_security else without_row_security():
        shown = set(Incident.objects.values_list("pk", flat=True))
    assert (shown == proper) == row_security
    assert shown >= proper
