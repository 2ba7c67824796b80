"""Pages of the record of what was done: for auditors all of it, for others what befell a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sipks.audit.models import Entry
from sipks.audit.services import entry_create
from sipks.audit.words import subject_label
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.record.asked import SearchForm
from sipks.people.record.search import entries_found, history_of, record_of
from sipks.people.record.shown import entries_shown, page_of
from sipks.people.scope import current_actor

from .paging import newest_first

_WHY = _("Jejak hanya untuk auditor.")


@require_GET
@needs(Act.AUDIT, _WHY)
def search(request: HttpRequest) -> HttpResponse:
    """All that was done in the auditor's areas, as asked for. Each page read is itself recorded."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else None
    narrowed = {name for name, value in request.GET.items() if value and name != "setelah"}
    context: dict[str, Any] = {
        "form": form,
        "narrowed": narrowed,
        "more": narrowed & {bound.html_name for bound in form.rare()},
    }
    if asked is not None:
        actor = current_actor()
        page = newest_first(
            request,
            lambda after, size: entries_found(actor=actor, asked=asked, after=after, size=size),
        )
        _read(request, "record", "", asked=form.told())
        context |= {"page": page, "entries": entries_shown(page.rows)}
    return render(request, "people/record/search.html", context)


@require_GET
def history(request: HttpRequest, subject: str, pk: UUID) -> HttpResponse:
    """What befell one record, for whoever may see it."""
    record = record_of(subject, pk)
    if record is None:
        raise Http404
    actor = current_actor()

    def fetch(after: UUID | None, size: int) -> list[Entry]:
        return history_of(actor=actor, subject=subject, record=record, after=after, size=size)

    page = newest_first(request, fetch)
    audits = actor.may(Act.AUDIT, record.scope_code, record.classification)
    if audits:
        _read(request, subject, pk)
    context = {
        "record": record,
        "subject": subject_label(subject),
        "url": page_of(subject, pk),
        "page": page,
        "entries": entries_shown(page.rows),
        "audits": audits,
    }
    return render(request, "people/record/history.html", context)


def _read(request: HttpRequest, subject: str, pk: object, **detail: Any) -> None:
    entry_create(
        actor=current_actor(), verb="record_search", subject=subject, subject_id=pk,
        after_entry=request.GET.get("setelah", ""), **detail,
    )  # fmt: skip
