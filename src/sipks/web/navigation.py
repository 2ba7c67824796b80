"""What the menu offers, in groups; the first entries also stand in the bar of small screens."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.people.choices import READERS
from sipks.people.scope import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; `current` when the page shown lies below it."""

    url: str
    label: Promise | str
    icon: str
    current: bool = False


# Named for all who are signed in; the rest is for those who may read.
FOR_ALL = {"intake:report", "places:search"}
GROUPS: tuple[tuple[tuple[str, Promise | str, str], ...], ...] = (
    (
        ("incidents:map", _("Peta"), "map-2"),
        ("incidents:queue", _("Antrean"), "inbox"),
        ("intake:report", _("Lapor"), "message-report"),
    ),
    (
        ("intake:sources", _("Sumber"), "rss"),
        ("intake:uploads", _("Berkas"), "file-upload"),
        ("intake:set_aside", _("Dikesampingkan"), "archive"),
        ("places:search", _("Wilayah"), "map-search"),
    ),
)
BOTTOM = 3


def menu(path: str, actor: Actor | None) -> list[list[Entry]]:
    """The groups of the menu for a page at `path`, with what `actor` may use of it."""
    reads = actor is not None and actor.may(READERS)
    return [
        [
            Entry(url, label, icon, path.startswith(url))
            for name, label, icon in group
            if (reads or name in FOR_ALL) and (url := reverse(name))
        ]
        for group in GROUPS
    ]
