from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.intake.models import Source
from sipks.people.scope import Actor, bind, current_actor
from sipks.places.models import Area

_CHANGEABLE = frozenset(
    {"name", "kind", "area", "reliability", "default_classification", "active", "drill"}
)


@transaction.atomic
def source_create(*, code: str, name: str, kind: str, area: Area, **settings: Any) -> Source:
    """Register whoever sends material; it belongs to `area`. Raises `ValidationError`.

    In a copy of the program that is for practice (`SIPKS_DRILL`) every source is marked LATIHAN.
    Who sends, and how often, is as secret as what is sent.
    """
    settings.setdefault("drill", django_settings.DRILL)
    source = Source(code=code, name=name, kind=kind, area=area, scope_code=area.code, **settings)
    source.classification = source.default_classification
    source.full_clean()
    _code_is_free(source)
    source.save(force_insert=True)
    entry_create(
        actor=current_actor(), verb="source_create", subject="source", subject_id=source.pk,
        scope_code=source.scope_code, classification=source.classification,
        after={"code": code, "name": name, "kind": kind, "area": area.code}
        | {key: str(value) for key, value in settings.items()},
    )  # fmt: skip
    return source


@transaction.atomic
def source_update(*, source: Source, **fields: Any) -> Source:
    """Change what is known of a source; what it has sent stays where it is.

    Takes `name`, `kind`, `area`, `reliability`, `default_classification`, `active`, `drill`; what
    changed is recorded with old and new value. Raises `ValidationError`, and `TypeError` for any
    other name.
    """
    if unknown := set(fields) - _CHANGEABLE:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    source = Source.objects.select_for_update(of=("self",)).select_related("area").get(pk=source.pk)
    changed = {name: new for name, new in fields.items() if getattr(source, name) != new}
    if not changed:
        return source
    before = {name: str(getattr(source, name)) for name in changed}
    secret = source.classification
    for name, new in changed.items():
        setattr(source, name, new)
    source.scope_code = source.area.code
    source.classification = source.default_classification
    source.full_clean()
    source.save(update_fields=[*changed, "scope_code", "classification"])
    entry_create(
        actor=current_actor(), verb="source_update", subject="source", subject_id=source.pk,
        # As secret as it was, or has become: the entry tells both.
        scope_code=source.scope_code, classification=max(secret, source.classification),
        before=before, after={name: str(new) for name, new in changed.items()},
    )  # fmt: skip
    return source


def _code_is_free(source: Source) -> None:
    # Among all sources: the validation of the model sees only those of the bound actor.
    with bind(Actor.program("intake")):
        if Source.objects.filter(code=source.code).exists():
            raise ValidationError({"code": _("Kode ini sudah dipakai; pilih yang lain.")})
