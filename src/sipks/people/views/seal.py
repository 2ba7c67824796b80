"""Opening a sealed value, and who has opened what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from sipks.people.models import Opening, Sealed, SealedKind
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.services.openings import (
    MAX_REASON,
    TooManyOpenings,
    opening_refuse,
    reason_clean,
    sealed_open,
)
from sipks.places.models import Area

SIZE = 50


class ReasonForm(forms.Form):
    """Why somebody opens what is sealed."""

    reason = forms.CharField(
        label=_("Alasan membuka"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Untuk apa Anda perlu tahu. Jangan menulis nama, NIK, atau nomor telepon."),
    )

    def clean_reason(self) -> str:
        """A reason that says something; how it is masked is the service's matter."""
        reason: str = self.cleaned_data["reason"]
        try:
            reason_clean(reason)
        except ValidationError:
            self.add_error("reason", _("Tulis alasannya dengan kata-kata, bukan tanda pengisi."))
        return reason


@never_cache
@sensitive_variables()
@sensitive_post_parameters("reason")
@require_http_methods(["GET", "POST"])
def sealed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a reason; answer it with the value, in this one page and nowhere else."""
    found = _get(pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    [place] = places_of([found])
    basis = SealedKind(found.kind).basis
    context: dict[str, Any] = {
        "sealed": found, "place": place, "basis": basis, "form": form, "value": None,
        "back": _material_of(found),
    }  # fmt: skip
    status = 200
    if form.is_bound and form.is_valid():
        try:
            context["value"] = sealed_open(sealed=found, reason=form.cleaned_data["reason"])
        except Sealed.DoesNotExist as error:
            raise Http404 from error
        except TooManyOpenings as error:
            form.add_error(None, str(error))
            status = 429
    return _unkept(render(request, "people/seal/open.html", context, status=status))


def _material_of(found: Sealed) -> str:
    """The page of the material that it was sealed from, for those who read; else nothing."""
    if found.subject != "item" or not current_actor().may(Act.READ):
        return ""
    return reverse("intake:item", args=[found.subject_id])


def _unkept(response: HttpResponse) -> HttpResponse:
    # Neither this page nor the step back to it may be kept by browser or proxy.
    response["Cache-Control"] = "no-store, private, max-age=0"
    return response


def _get(pk: UUID) -> Sealed:
    """The value as far as the actor may open it; what is not for him looks like what is not."""
    try:
        found: Sealed = Sealed.objects.get(pk=pk)
    except Sealed.DoesNotExist as error:
        opening_refuse(pk)
        raise Http404 from error
    return found


@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    """Openings of the informants that the actor looks after, and his own; for an auditor all in
    his area. The newest first."""
    after = _cursor(request.GET.get("setelah", ""))
    rows = Opening.objects.order_by("-pk")
    rows = list((rows.filter(pk__lt=after) if after else rows)[: SIZE + 1])
    actor = current_actor()
    mine = Q(handler_id=actor.id) | Q(created_by=actor.id)
    kept = [] if after else list(Sealed.objects.filter(mine).order_by("-pk")[:SIZE])
    places = places_of([*kept, *rows[:SIZE]])
    context = {
        "kept": list(zip(kept, places, strict=False)),
        "openings": list(zip(rows[:SIZE], places[len(kept) :], strict=True)),
        "first": request.path if after else "",
        "next": f"{request.path}?setelah={rows[SIZE - 1].pk}" if len(rows) > SIZE else "",
        "audits": actor.may(Act.AUDIT),
        "reads": actor.may(Act.READ),
        "me": actor.id,
    }
    return render(request, "people/seal/openings.html", context)


def places_of(rows: Sequence[Sealed | Opening]) -> list[Area | None]:
    """The area of each row, whose name and zone its page shows; one query."""
    found = Area.objects.filter(code__in={row.scope_code for row in rows}, valid_to=None)
    by_code = {area.code: area for area in found}
    return [by_code.get(row.scope_code) for row in rows]


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
