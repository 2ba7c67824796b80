"""Following an invitation. The secret comes in the query, which is not logged, and is then kept
in the session, so that it stands in no address that is passed on."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sipks.people.forms.offices import AcceptForm
from sipks.people.models import Invitation, User
from sipks.people.services import invitations as services
from sipks.people.services.clerk import clerk
from sipks.people.signin.record import account_record

from .asking import refused

KEPT = "undangan"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Make an account, or add the membership to the one that is signed in."""
    if secret := request.GET.get("kunci"):
        request.session[KEPT] = secret[:100].replace("\0", "")
        return redirect("people:invitation")
    try:
        found = services.invitation_find(request.session.get(KEPT, ""))
        return _answer(request, found)
    except services.Unusable:
        request.session.pop(KEPT, None)
        return render(request, "people/offices/invitation_gone.html", status=410)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    account = services.invitation_account(found)
    if account is None or (not account.is_active and services.may_revive(found, account)):
        return _new(request, found)
    if request.user.is_authenticated and request.user.pk == account.pk:
        return _known(request, found, account)
    context = {"invitation": found, "next": request.path}
    return render(request, "people/offices/invitation_sign_in.html", context)


def _new(request: HttpRequest, found: Invitation) -> HttpResponse:
    to_be = User(username=found.username, name=found.name, email=found.email)
    form = AcceptForm(to_be, request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = services.invitation_accept_new(
                secret=request.session[KEPT],
                name=form.cleaned_data["name"],
                password=form.cleaned_data["new_password1"],
            )
        except ValidationError as error:
            refused(form, error)
        else:
            return _enter(request, user)
    context = {"form": form, "invitation": found}
    return render(request, "people/offices/invitation.html", context)


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    del request.session[KEPT]
    with clerk():  # who signs in is not bound yet
        login(request, user, BACKEND)
    account_record(request, "sign_in", user, methods=["invitation"])
    messages.success(request, gettext("Akun Anda siap. Selamat bertugas."))
    return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))


def _known(request: HttpRequest, found: Invitation, account: User) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            services.invitation_accept(secret=request.session[KEPT], user=account)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            del request.session[KEPT]
            messages.success(request, gettext("Keanggotaan baru Anda berlaku sekarang."))
            return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    context = {"invitation": found, "refusal": refusal}
    return render(request, "people/offices/invitation_accept.html", context)
