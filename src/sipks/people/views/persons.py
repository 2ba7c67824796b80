"""One person: what he may do, what he has open, who takes it over, and that he leaves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from sipks.people.decorators import needs
from sipks.people.forms.offices import HandOverForm, LeaveForm
from sipks.people.models import HandOver, Office, User
from sipks.people.openwork import Line, OpenWork, kinds
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.selectors import offices as selectors
from sipks.people.services.granting import administers
from sipks.people.services.handover import may_hand_over, work_count, work_hand_over
from sipks.people.services.leaving import memberships_to_end, officer_leave
from sipks.people.services.memberships import may_change

from .asking import MANAGERS_ONLY, or_404, refused


@dataclass(frozen=True, slots=True)
class Open:
    """A kind of open work as the page shows it."""

    kind: OpenWork
    count: int
    lines: list[Line]


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What somebody may do and did; oneself, and those whom one looks after."""
    user = or_404(selectors.person_get, pk)
    actor, rows = current_actor(), selectors.memberships_of(user)
    context = {
        "person": user,
        "memberships": rows,
        "changeable": {row.pk for row in rows if may_change(actor, row)},
        "administers": any(administers(actor, row.area.code) for row in rows),
        "hand_overs": selectors.hand_overs_of(user),
        "may_hand_over": may_hand_over(actor, user),
        "may_leave": bool(memberships_to_end(user)),
        "itself": actor.id == user.pk,
    }
    return render(request, "people/offices/person.html", context)


def _asked(pk: UUID) -> tuple[User, Office]:
    """Somebody whom the actor looks after and the office that he works for, else 404."""
    user = or_404(selectors.person_get, pk)
    office = selectors.office_of_user(user)
    if office is None or current_actor().id == user.pk:
        raise Http404
    return user, office


def _open(user: User, office: Office) -> list[Open]:
    code = office.area.code
    found = work_count(user, office)
    return [Open(one.kind, one.count, list(one.kind.lines(user.pk, code))) for one in found]


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give somebody's open work to a successor; what it is is shown before."""
    user, office = _asked(pk)
    if not may_hand_over(current_actor(), user):
        raise Http404
    form = HandOverForm(request.POST or None, successors=selectors.successors_for(user, office))
    if request.method == "POST" and form.is_valid():
        try:
            made = work_hand_over(giver=user, office=office, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, gettext("Pekerjaan diserahkan."))
            return redirect("people:hand_over_record", made.pk)
    context = {"person": user, "office": office, "form": form, "work": _open(user, office)}
    return render(request, "people/offices/hand_over.html", context)


@require_safe
def hand_over_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record (berita acara) of a hand-over, for printing and signing."""
    made = or_404(selectors.hand_over_get, pk)
    labels = {kind.key: kind.label for kind in kinds()}
    moved = [(labels.get(key, key), count) for key, count in made.moved.items()]
    context = {"made": made, "moved": moved, "total": sum(made.moved.values())}
    return render(request, "people/offices/hand_over_record.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody go: access and sessions end at once, open work goes to a successor if there
    is one."""
    user, office = _asked(pk)
    ending = memberships_to_end(user)
    if not ending:
        raise Http404
    form = LeaveForm(request.POST or None, successors=selectors.successors_for(user, office))
    if not may_hand_over(current_actor(), user):
        del form.fields["taker"], form.fields["note"]
    if request.method == "POST" and form.is_valid():
        try:
            made = _let_go(form, user, office)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, gettext("Akses %s berakhir sekarang.") % user)
            if made:
                return redirect("people:hand_over_record", made.pk)
            return redirect("people:person", pk)
    context = {"person": user, "office": office, "form": form, "ending": ending,
               "work": _open(user, office)}  # fmt: skip
    return render(request, "people/offices/leave.html", context)


@transaction.atomic
def _let_go(form: LeaveForm, user: User, office: Office) -> HandOver | None:
    said, made = form.cleaned_data, None
    if taker := said.get("taker"):
        made = work_hand_over(giver=user, taker=taker, office=office, note=said["note"])
    officer_leave(user=user, reason=said["reason"])
    return made
