"""Which term holds today, and a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from sipks.audit.services import entry_create
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, current_actor
from sipks.privacy.models import RetentionTerm

from .rules import BY_KIND, RULES, Rule


@dataclass(frozen=True, slots=True)
class Term:
    """The days that hold for a rule, and the ground they stand on."""

    rule: Rule
    days: int
    basis: str
    changed: RetentionTerm | None = None


def terms(today: date | None = None) -> Mapping[str, Term]:
    """The term of each rule, by kind, as it holds on a day. One query."""
    valid = RetentionTerm.objects.filter(valid_from__lte=today or timezone.localdate())
    newest: dict[str, RetentionTerm] = {}
    for one in valid.order_by("valid_from", "id"):
        newest[one.kind] = one
    return {rule.kind: _term(rule, newest.get(rule.kind)) for rule in RULES}


def _term(rule: Rule, changed: RetentionTerm | None) -> Term:
    if changed is None:
        return Term(rule, rule.days, rule.basis)
    # A floor that was raised since still holds.
    return Term(rule, max(changed.days, rule.floor), changed.basis, changed)


@transaction.atomic
def retention_term_create(*, kind: str, days: int, basis: str, valid_from: date) -> RetentionTerm:
    """Let another term hold for a kind from a day on. Raises `ValidationError` for a kind that is
    none, a term below the floor, a day that is past, or no legal basis."""
    actor = current_actor()
    if not actor.may(Act.PRIVACY, COUNTRY):
        raise PermissionDenied(gettext("Masa simpan ditetapkan oleh PPID tingkat Pusat."))
    rule = BY_KIND.get(kind)
    if rule is None:
        raise ValidationError({"kind": gettext("Jenis ini tidak dikenal.")})
    if days < rule.floor:
        raise ValidationError({"days": gettext("Paling singkat %d hari.") % rule.floor})
    if valid_from < timezone.localdate():
        raise ValidationError({"valid_from": gettext("Tidak dapat berlaku surut.")})
    if not basis.strip():
        raise ValidationError({"basis": gettext("Sebutkan dasar hukumnya.")})
    made = RetentionTerm.objects.create(
        kind=kind, days=days, basis=basis.strip(), valid_from=valid_from, set_by=actor.name
    )
    entry_create(
        actor=actor, verb="setting_changed", subject="retention", subject_id=kind,
        before={"days": terms()[kind].days}, after={"days": days},
        valid_from=valid_from.isoformat(), basis=made.basis,
    )  # fmt: skip
    return made
