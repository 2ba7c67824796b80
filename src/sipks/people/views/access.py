"""The access explainer, for auditors and administrators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sipks.audit.words import SUBJECTS
from sipks.people.access_form import AccessForm, Asked
from sipks.people.choices import Classification, Role
from sipks.people.decorators import needs
from sipks.people.permission_words import ACT_WORDS, table
from sipks.people.permissions import Act
from sipks.people.scope import Scoped
from sipks.people.services.access import access_explain
from sipks.places.models import Area

_WHY = _("Memeriksa akses memerlukan peran Auditor atau Admin sistem.")


@require_GET
@needs(Act.EXPLAIN, _WHY)
def explain(request: HttpRequest) -> HttpResponse:
    """Ask why somebody may (not) do something with a record; says nothing of its content."""
    asked = request.GET if {"petugas", "catatan"} & request.GET.keys() else None
    form = AccessForm(asked)
    context: dict[str, Any] = {"form": form, "roles": list(Role), "table": table()}
    if asked is not None and form.is_valid():
        context |= _answer(form.asked)
    return render(request, "people/access/explain.html", context)


def _answer(asked: Asked) -> dict[str, Any]:
    record = asked.record
    return {
        "answer": access_explain(user=asked.user, record=record, act=asked.act),
        "asked": asked,
        "kind": _kind(record),
        "act": ACT_WORDS[asked.act],
        "area": Area.objects.filter(code=record.scope_code).order_by("valid_to").last(),
        "classification": Classification(record.classification).label,
    }


def _kind(record: Scoped) -> str:
    subject = SUBJECTS.get(str(record._meta.model_name))
    return str(subject.label if subject else record._meta.verbose_name)
