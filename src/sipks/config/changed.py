"""Whether the settings are still those of the last start; a change goes into the record."""

from __future__ import annotations

import hmac
import os
import re
from importlib.metadata import version
from typing import Final

from django.conf import settings

from sipks.audit.models import Entry
from sipks.audit.services import entry_create
from sipks.people.scope import Actor, bind

VERB: Final = "setting_changed"
# What holds a secret, or an address with one in it: told by its name alone.
_SECRET: Final = re.compile(r"KEY|SECRET|PASSWORD|TOKEN|(?<!SITE)_URL|OIDC", re.IGNORECASE)
# Of the process, not of the installation.
_PASSING: Final = frozenset({"AS_OWNER", "DATABASE_WATCHED", "LOG_LEVEL", "HOME"})


def settings_now() -> tuple[dict[str, str], dict[str, str]]:
    """The settings of this installation: a keyed digest of each, and those values that may be
    told."""
    given = {
        name.removeprefix("SIPKS_"): value
        for name, value in os.environ.items()
        if name.startswith("SIPKS_")
    }
    found = {name: given[name] for name in given.keys() - _PASSING} | {"VERSION": version("sipks")}
    told = {name: value for name, value in found.items() if not _SECRET.search(name)}
    return {name: _digest(value) for name, value in found.items()}, told


def _digest(value: str) -> str:
    # Keyed: a weak password must not be found by trying.
    return hmac.digest(settings.SECRET_KEY.encode(), value.encode(), "sha256").hex()[:24]


def settings_record() -> list[str]:
    """Record which settings are not as they were at the last start; answers their names."""
    digests, told = settings_now()
    with bind(Actor.program("sipks", "audit")) as actor:
        last = Entry.objects.filter(verb=VERB).order_by("-pk").first()
        known = last.detail if last else {"digests": [], "values": {}}
        before = dict(known["digests"])
        names = sorted(name for name in before | digests if before.get(name) != digests.get(name))
        if names:
            entry_create(
                actor=actor,
                verb=VERB,
                subject="settings",
                before={name: known["values"][name] for name in names if name in known["values"]},
                after={name: told[name] for name in names if name in told},
                changed=names,
                digests=sorted(digests.items()),
                values=told,
            )
    return names
