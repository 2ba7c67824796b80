"""What the pages of offices and people share: who is refused how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from sipks.people.models import Office
from sipks.people.scope import current_actor
from sipks.people.selectors.offices import office_get
from sipks.people.services.granting import manages

MANAGERS_ONLY = _("Mengelola kantor dan pengguna adalah tugas Kaban dan admin sistem.")
T = TypeVar("T")


def or_404(get: Callable[..., T], *arguments: Any) -> T:
    """What `get` answers; what does not exist and what is not the actor's to know look alike."""
    try:
        return get(*arguments)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def managed_office(pk: Any) -> Office:
    """An office over whose area the actor looks, else 404."""
    office = or_404(office_get, pk)
    if not manages(current_actor(), office.area.code):
        raise Http404
    return office


def refused(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what a service refused into the form, at its field where it has one."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, reasons in error.error_dict.items():
        form.add_error(name if name in form.fields else None, reasons)
