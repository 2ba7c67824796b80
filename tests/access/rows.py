"""Rows of every table that holds material, in many areas and of every level, whatever the model.

What a field needs is taken from its type; the few that need more stand in `OWN`. A model that is
added tomorrow gets its rows without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count, product
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

from sipks.people.models import Share, User
from sipks.people.rowsec import has_material
from sipks.places.models import Area

CODES = ("ID", "73", "73.71", "73.71.01", "73.06", "53.71")
SPOTS = tuple(product(CODES, range(4)))
"""Where rows are made: every area, every level of secrecy."""
Spot = tuple[str, int]
OWN: dict[str, Any] = {
    "audit.entry": {"verb": "sign_out", "subject": "uji", "history": lambda n: n % 2 == 0},
    "incidents.fact": {"kind": "killed"},
    "people.share": {"area_code": ""},  # with a person, or with an area
    "people.office": {"kind": "mitra"},  # of the others there is one in an area
    "mfa.authenticator": {"type": "webauthn"},  # of the others one has one only
}
NAMED = {"actor_id", "created_by", "handler_id", "opened_by", "submitted_by", "user"}
_numbers = count(1)


def guarded() -> list[type[models.Model]]:
    """All models whose tables hold material."""
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.managed and has_material(one)]


@contextmanager
def without_row_security() -> Iterator[None]:
    """The owner of the tables at work, whom no policy binds."""
    with connection.cursor() as cursor:
        cursor.execute("set role none")
        yield  # after an error the transaction takes the role back
        cursor.execute("set role sipks_app")


class Maker:
    """Makes rows at a spot, and first those that they belong to."""

    def __init__(self, users: list[User], areas: dict[str, Area]) -> None:
        self.users, self.areas = users, areas
        self.made: dict[type[models.Model], dict[Spot, models.Model]] = {}

    def everywhere(self) -> None:
        """A row of every table at every spot."""
        with without_row_security():
            for model in guarded():
                self.of(model)

    def of(self, model: type[models.Model]) -> dict[Spot, models.Model]:
        """The rows of one model, by spot."""
        if model not in self.made:
            rows = {spot: self._row(model, spot) for spot in SPOTS}
            table: Any = models.QuerySet(model)
            table.bulk_create(rows.values())
            self.made[model] = rows
        return self.made[model]

    def _row(self, model: type[models.Model], spot: Spot) -> models.Model:
        label, number = model._meta.label_lower, next(_numbers)
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.name in (own := OWN.get(label, {})):
                wanted = own[field.name]
                values[field.name] = wanted(number) if callable(wanted) else wanted
            elif (value := self._value(field, spot, number)) is not None:
                values[field.name] = value
        return model(**values)

    def _value(self, field: models.Field[Any, Any], spot: Spot, number: int) -> Any:
        code, level = spot
        if field.generated:
            return None
        if field.name in ("scope_code", "owner_code"):
            return code
        if field.name in ("classification", "default_classification"):
            return level
        if field.name == "drill":
            return number % 2 == 0
        # Whom a row names decides who sees it, so those who are named change from row to row.
        if field.name in NAMED:
            return self._somebody(field, number)
        if field.is_relation:
            return None if field.null else self._related(field, spot, number)
        if field.primary_key and isinstance(field, models.AutoField):
            return None
        return None if field.has_default() or field.null else _simple(field, number)

    def _somebody(self, field: Any, number: int) -> Any:
        user = self.users[number % len(self.users)]
        return user if field.is_relation else user.pk

    def _related(self, field: Any, spot: Spot, number: int) -> Any:
        target = field.remote_field.model
        if target is User:
            return self._somebody(field, number)
        if target is Area:
            return self.areas[spot[0]]
        return self.of(target)[spot]


def _simple(field: models.Field[Any, Any], number: int) -> Any:
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.BinaryField):
        return number.to_bytes(32)
    if isinstance(field, models.UUIDField):
        return uuid4()
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return date(2024, 1, 2)
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.CharField | models.TextField):
        return f"x{number}"[: field.max_length]
    return number if isinstance(field, models.FloatField | models.BigIntegerField) else 1


def share(subject: UUID, spot: Spot, by: User, *, days: int = 7, **given: Any) -> Share:
    """An incident opened to `user` or `area_code` for so many days from today."""
    return Share.objects.create(
        subject="incidents.incident",
        subject_id=subject,
        scope_code=spot[0],
        classification=spot[1],
        until=timezone.localdate() + timedelta(days),
        reason="perbatasan",
        created_by=by,
        **given,
    )
