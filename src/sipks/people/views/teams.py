"""The register of Tim Terpadu and their decrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sipks.audit.services import entry_create
from sipks.people.decorators import needs
from sipks.people.forms.offices import EndForm
from sipks.people.forms.teams import DecreeForm, SeatSet
from sipks.people.models import TeamDecree, TeamPosition
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.selectors import teams as selectors
from sipks.people.services import teams as services
from sipks.people.services.granting import manages
from sipks.places.selectors import area_ancestors

from .asking import MANAGERS_ONLY, or_404, refused

READERS_ONLY = _("Daftar Tim Terpadu dibaca oleh petugas yang menangani wilayahnya.")
EMPTY_SEATS = (TeamPosition.CHAIR, TeamPosition.SECRETARY)


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """How many teams have a valid decree, by province, and which have none and why."""
    actor = current_actor()
    if not any(actor.may(act) for act in selectors.ACTS):
        raise PermissionDenied(str(READERS_ONLY))
    within = request.GET.get("wilayah", "").replace("\0", "")
    overview = selectors.teams_overview(within=within)
    if within and not overview.groups:
        raise Http404
    one = overview.groups[0] if len(overview.groups) == 1 else None
    context = {
        "overview": overview,
        "group": one,
        "only_missing": request.GET.get("belum") == "1",
        "within": within,
    }
    return render(request, "people/teams/teams.html", context)


@require_safe
def team(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One team: how it stands, its decrees, and who the newest names."""
    office = or_404(selectors.team_get, pk)
    decrees = selectors.team_decrees(office)
    context = {
        "office": office,
        "above": area_ancestors(office.area),
        "decrees": decrees,
        "newest": decrees[0] if decrees else None,
        "standing": selectors.team_standing(office, decrees),
        "manages": manages(current_actor(), office.area.code),
    }
    return render(request, "people/teams/team.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def decree_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record the decree of a year; its members come next."""
    office = or_404(selectors.team_get, pk)
    if not manages(current_actor(), office.area.code):
        raise Http404
    form = DecreeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        sent = said.pop("file")
        try:
            made = services.decree_create(
                office=office, stream=sent, file_name=sent.name if sent else "", **said
            )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, gettext("SK dicatat. Sekarang susunan anggotanya."))
            return redirect("people:decree_members", made.pk)
    return render(request, "people/teams/decree_new.html", {"form": form, "office": office})


@require_safe
def decree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decree and its members."""
    shown = or_404(selectors.decree_get, pk)
    context = {
        "decree": shown,
        "members": selectors.decree_members(shown),
        "manages": manages(current_actor(), shown.scope_code),
        "end_form": EndForm(auto_id="tarik_%s"),
    }
    return render(request, "people/teams/decree.html", context)


@require_POST
@needs(Act.OFFICES, MANAGERS_ONLY)
def decree_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a decree that was recorded by mistake, with a reason."""
    shown = or_404(selectors.decree_get, pk)
    if not manages(current_actor(), shown.scope_code):
        raise Http404
    try:
        services.decree_remove(decree=shown, reason=request.POST.get("reason", "")[:300])
    except ValidationError as error:
        messages.error(request, "; ".join(error.messages))
        return redirect("people:decree", pk)
    messages.success(request, gettext("SK ditarik dari daftar."))
    return redirect("people:team", shown.office_id)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def decree_members(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who sits in the team, one line each. `?salin=1` begins with the members of last year."""
    shown = or_404(selectors.decree_get, pk)
    if not manages(current_actor(), shown.scope_code):
        raise Http404
    earlier = selectors.decree_before(shown)
    copied = earlier if request.GET.get("salin") == "1" else None
    seats = SeatSet(request.POST or None, initial=_initial(copied or shown), prefix="anggota")
    refusals: list[str] = []
    if request.method == "POST" and seats.is_valid():
        try:
            services.decree_members_set(decree=shown, seats=seats.seats())
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, gettext("Susunan tim disimpan."))
            return redirect("people:team", shown.office_id)
    context = {"decree": shown, "seats": seats, "earlier": earlier, "refusals": refusals}
    return render(request, "people/teams/decree_members.html", context)


def _initial(shown: TeamDecree) -> list[dict[str, Any]]:
    names = services.Seat._fields
    members = selectors.decree_members(shown)
    kept = [{name: getattr(one, name) for name in names} for one in members]
    return kept or [{"position": position} for position in EMPTY_SEATS]


@require_safe
def decree_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The copy of a decree, to be kept, never shown by the browser; that it was taken is
    recorded."""
    shown = or_404(selectors.decree_get, pk)
    body = services.decree_copy(shown)
    if body is None:
        raise Http404
    entry_create(
        actor=current_actor(), verb="export", subject="team", subject_id=shown.pk,
        scope_code=shown.scope_code, file=shown.file_name,
    )  # fmt: skip
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="SK-{shown.year}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
