from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sipks.people.models import AccountNotice, User
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.services.second_factor import (
    SHORTEST_REASON,
    may_reset,
    second_factors_count,
)
from sipks.people.services.second_factor import second_factor_reset as reset
from sipks.people.services.sessions import session_end as end_session
from sipks.people.services.sessions import sessions_end, sessions_of

from .agent import described
from .factors import needs_second_factor
from .record import account_record
from .store import column_of


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Everything about one's own sign-in, on one page."""
    user = _user(request)
    own = Authenticator.objects.filter(user=user).order_by("pk")
    factors = {row.type: row for row in own if row.type != Authenticator.Type.WEBAUTHN}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    here = column_of(request.session.session_key or "")
    context = {
        "totp": factors.get(Authenticator.Type.TOTP),
        "passkeys": [row.wrap() for row in own if row.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "needed": needs_second_factor(current_actor()),
        "waived": not settings.SECOND_FACTOR,
        "sessions": [
            {"row": row, "device": described(row.user_agent), "here": row.session_key == here}
            for row in sessions_of(user)
        ],
        "notices": AccountNotice.objects.filter(user=user, seen_at=None),
    }
    return render(request, "mfa/index.html", context)


@require_GET
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the ways to set one up."""
    if Authenticator.objects.filter(user=_user(request)).exists():
        return redirect("mfa_index")
    return render(request, "mfa/begin.html")


@require_POST
def session_end(request: HttpRequest, column: str) -> HttpResponse:
    """Sign out one other device."""
    user = _user(request)
    if column == column_of(request.session.session_key or ""):
        return redirect("account_logout")
    if end_session(user, column):
        account_record(request, "session_end", user, sessions=1)
        messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return redirect("mfa_index")


@require_POST
def other_sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out all devices but this one."""
    user = _user(request)
    ended = sessions_end(user, keep=request.session.session_key)
    if ended:
        account_record(request, "session_end", user, sessions=ended)
    text = ngettext("%(n)d perangkat lain dikeluarkan.", "%(n)d perangkat lain dikeluarkan.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("mfa_index")


@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """Take away the notices that were read."""
    unseen = AccountNotice.objects.filter(user=_user(request), seen_at=None)
    unseen.update(seen_at=timezone.now())
    return redirect("mfa_index")


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea({"rows": 3, "class": "form-control"}),
        help_text=gettext_lazy("Tercatat, dan terbaca oleh pemilik akun serta auditor."),
    )


@require_http_methods(["GET", "POST"])
def second_factor_reset(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An administrator takes away the second factors that an officer lost."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    actor = current_actor()
    # Accounts of others are hidden from who does not look after them, as if they were not there.
    if user is None or not actor.may(Act.OFFICES) or not may_reset(actor, user):
        raise Http404
    if not did_recently_reauthenticate(request):
        return HttpResponseRedirect(_reauthenticate(request))
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reset(user, form.cleaned_data["reason"])
        text = _("Faktor kedua %(name)s dihapus dan semua sesinya ditutup.") % {"name": user}
        messages.success(request, text)
        return redirect("mfa_index")
    context = {"form": form, "person": user, "factors": second_factors_count(user)}
    return render(request, "mfa/reset.html", context)


def _reauthenticate(request: HttpRequest) -> str:
    methods = get_adapter().get_reauthentication_methods(request.user)
    return f"{methods[0]['url']}?{urlencode({'next': request.get_full_path()})}"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the middleware lets nobody else here
    return request.user
