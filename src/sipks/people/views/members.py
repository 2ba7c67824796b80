"""Letting people in, for how long, and with what: invitations and memberships."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sipks.people.decorators import needs
from sipks.people.forms.offices import EndForm, InviteForm, MembershipForm, RenewForm
from sipks.people.models import Invitation, Membership, Office
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.selectors import offices as selectors
from sipks.people.services import invitations as services
from sipks.people.services import memberships
from sipks.people.services.mail import invitation_link, invitation_mail

from .asking import MANAGERS_ONLY, managed_office, or_404, refused


@require_http_methods(["GET", "POST"])
@never_cache
@needs(Act.OFFICES, MANAGERS_ONLY)
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite somebody to an office; the link is in the answer where it could not be mailed."""
    office = managed_office(pk)
    form = InviteForm(request.POST or None, office=office)
    if request.method == "POST" and form.is_valid() and (made := _invited(form, office)):
        invitation, secret = made
        mailed = invitation_mail(invitation=invitation, secret=secret)
        context = {
            "office": office,
            "invitation": invitation,
            "mailed": mailed,
            "link": "" if mailed else invitation_link(secret),
        }
        return render(request, "people/offices/invited.html", context)
    return render(request, "people/offices/invite.html", {"form": form, "office": office})


def _invited(form: InviteForm, office: Office) -> tuple[Invitation, str] | None:
    try:
        return services.invitation_create(office=office, **form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return None


@require_POST
@needs(Act.OFFICES, MANAGERS_ONLY)
def invitation_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link useless at once."""
    invitation = or_404(selectors.invitation_get, pk)
    services.invitation_revoke(invitation=invitation)
    messages.success(request, gettext("Undangan untuk %s dicabut.") % invitation.name)
    return redirect("people:office", invitation.office_id)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what somebody may do, or end it."""
    row = or_404(selectors.membership_get, pk)
    form = _membership_form(request, row)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            memberships.membership_change(membership=row, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, gettext("Keanggotaan diubah dan berlaku sekarang."))
            return redirect("people:person", row.user_id)
    context = {"membership": row, "form": form, "end_form": EndForm(auto_id="akhiri_%s")}
    return render(request, "people/offices/membership.html", context)


def _membership_form(request: HttpRequest, row: Membership) -> MembershipForm | None:
    """None where the actor may look and no more."""
    if row.ended_at or row.office is None or not memberships.may_change(current_actor(), row):
        return None
    names = ("roles", "clearance", "valid_to", "decree_number", "decree_date")
    initial: dict[str, Any] = {name: getattr(row, name) for name in names}
    return MembershipForm(request.POST or None, initial=initial, office=row.office)


@require_POST
@needs(Act.OFFICES, MANAGERS_ONLY)
def membership_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End one membership now, with a reason."""
    row = or_404(selectors.membership_get, pk)
    form = EndForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(gettext("Tulis alasannya."))
        memberships.membership_end(membership=row, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        messages.error(request, "; ".join(error.messages))
        return redirect("people:membership", pk)
    messages.success(request, gettext("Keanggotaan %s berakhir sekarang.") % row.user)
    return redirect("people:person", row.user_id)


@require_http_methods(["GET", "POST"])
@needs(Act.OFFICES, MANAGERS_ONLY)
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the memberships of a whole office run on by the decree of the new year, in one step."""
    office = managed_office(pk)
    rows = selectors.memberships_to_renew(office)
    actor = current_actor()
    mine = [row for row in rows if memberships.may_change(actor, row)]
    form = RenewForm(request.POST or None, rows=mine)
    if request.method == "POST" and form.is_valid():
        try:
            done = memberships.memberships_renew(**form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            said = ngettext(
                "%(n)s keanggotaan diperpanjang.", "%(n)s keanggotaan diperpanjang.", len(done)
            )
            messages.success(request, said % {"n": len(done)})
            return redirect("people:office", pk)
    chosen = request.POST.getlist("memberships") if request.method == "POST" else None
    context = {
        "office": office,
        "form": form,
        "rows": [(row, row in mine, chosen is None or str(row.pk) in chosen) for row in rows],
    }
    return render(request, "people/offices/renew.html", context)
