"""The tree of offices, and each office with its people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from sipks.people.decorators import needs
from sipks.people.forms.offices import OfficeForm, OfficeNew
from sipks.people.models import GENERATED, Office, OfficeKind
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, current_actor
from sipks.people.selectors import offices as selectors
from sipks.people.selectors.teams import may_read_team
from sipks.people.services import offices as services
from sipks.people.services.granting import administers, manages
from sipks.people.services.memberships import may_change
from sipks.places.models import Area
from sipks.places.selectors import area_ancestors, area_get

from .asking import MANAGERS_ONLY, managed_office, or_404, refused


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices of an area and those below it, or those of a name."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    area = or_404(area_get, request.GET.get("wilayah", "").replace("\0", "") or COUNTRY)
    context = {
        "q": text,
        "area": area,
        "above": area_ancestors(area),
        "found": selectors.offices_named(text) if text else None,
        "here": [] if text else selectors.offices_at(area),
        "below": [] if text else selectors.offices_below(area),
        "mine": selectors.offices_mine() if area.code == COUNTRY and not text else [],
        "may_add": manages(current_actor(), area.code),
        "is_country": area.code == COUNTRY,
    }
    return render(request, "people/offices/offices.html", context)


@require_safe
def office(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One office. Its people are shown to colleagues and to who looks after it."""
    shown = or_404(selectors.office_get, pk)
    actor, code = current_actor(), shown.area.code
    people = selectors.office_people(shown)
    context = {
        "office": shown,
        "above": area_ancestors(shown.area),
        "sees_people": bool(people) or selectors.sees_people(shown),
        "people": people,
        "manages": manages(actor, code),
        "administers": administers(actor, code),
        "changeable": {
            one.pk for person in people for one in person.memberships if may_change(actor, one)
        },
        "invitations": selectors.invitations_of_office(shown),
        "to_renew": len(selectors.memberships_to_renew(shown)) if manages(actor, code) else 0,
        "team": shown.kind == OfficeKind.TEAM and may_read_team(actor, code),
    }
    return render(request, "people/offices/office.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def office_new(request: HttpRequest) -> HttpResponse:
    """Enter an FKDM, a TKDP or a partner agency within the actor's area."""
    initial = {"area": _asked_area(request)}
    form = OfficeNew(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := _made(form)):
        messages.success(request, gettext("Unit ditambahkan."))
        return redirect("people:office", made.pk)
    return render(request, "people/offices/office_new.html", {"form": form})


def _asked_area(request: HttpRequest) -> Area | None:
    code = request.GET.get("wilayah", "").replace("\0", "")
    return Area.objects.filter(code=code, valid_to=None).first()


def _made(form: OfficeNew) -> Office | None:
    if not manages(current_actor(), form.cleaned_data["area"].code):
        form.add_error("area", gettext("Wilayah ini di luar wilayah tugas Anda."))
        return None
    try:
        return services.office_create(**form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return None


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def office_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an office its own name; one that was entered by hand can also be closed."""
    shown = managed_office(pk)
    initial = {"name": shown.name, "active": shown.active}
    form = OfficeForm(request.POST or None, initial=initial)
    if shown.kind in GENERATED:
        del form.fields["active"]
    if request.method == "POST" and form.is_valid():
        try:
            services.office_update(office=shown, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, gettext("Perubahan disimpan."))
            return redirect("people:office", pk)
    return render(request, "people/offices/office_edit.html", {"form": form, "office": shown})
