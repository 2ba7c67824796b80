"""What an officer is told when something is not for him."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .choices import Role
from .models import Membership
from .permissions import Act, roles_for
from .scope import bound_actor


class Refused(PermissionDenied):
    """An act that needs a role which the actor does not hold; says why, and whose it is."""

    def __init__(self, act: Act, why: str | Promise) -> None:
        roles = ", ".join(str(role.label) for role in Role if role in roles_for(act))
        super().__init__(_("%(why)s Halaman ini untuk: %(roles)s.") % {"why": why, "roles": roles})


def whom_to_ask() -> str:
    """The offices where the bound actor works, whose heads can give him a right; or nothing.

    One query, on pages that refuse only. It depends on the actor alone, never on what he asked
    for.
    """
    actor = bound_actor()
    if actor is None or actor.id is None:
        return ""
    rows = Membership.objects.filter(user=actor.id).select_related("office", "area")
    names = dict.fromkeys(str(one.office or one.area) for one in rows if one.valid)
    return ", ".join(names)
