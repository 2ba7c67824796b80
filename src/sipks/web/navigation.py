"""What the menu offers, in groups; the first entries also stand in the bar of small screens."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.people.permissions import Act
from sipks.people.scope import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; `current` when the page shown lies below it."""

    url: str
    label: Promise | str
    icon: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of the menu, for those who may do one of `acts`; for all who are signed in when
    there are none. With `shared`, for those too with whom something is shared."""

    name: str
    label: Promise | str
    icon: str
    acts: tuple[Act, ...] = (Act.READ,)
    shared: bool = False

    def is_for(self, actor: Actor | None) -> bool:
        """Whether the page is offered to `actor`."""
        if actor is None or not self.acts:
            return not self.acts
        return any(map(actor.may, self.acts)) or (self.shared and bool(actor.shared))


GROUPS = (
    (
        Offer("incidents:map", _("Peta"), "map-2"),
        Offer("incidents:queue", _("Antrean"), "inbox", shared=True),
        Offer("intake:report", _("Lapor"), "message-report", (Act.REPORT,)),
    ),
    (
        Offer("intake:sources", _("Sumber"), "rss"),
        Offer("intake:uploads", _("Berkas"), "file-upload"),
        Offer("intake:set_aside", _("Dikesampingkan"), "archive"),
        Offer("places:search", _("Wilayah"), "map-search", ()),
        Offer("incidents:reader", _("Mutu pembaca"), "circle-check"),
    ),
    (
        Offer("people:offices", _("Kantor"), "building-community", (Act.READ, Act.OFFICES)),
        Offer("people:teams", _("Tim Terpadu"), "users-group", (Act.READ, Act.OFFICES)),
        Offer("people:record", _("Jejak"), "history", (Act.AUDIT,)),
        Offer("people:sealed_openings", _("Segel dibuka"), "eye", (Act.UNSEAL, Act.AUDIT)),
        Offer("people:access", _("Akses"), "lock-question", (Act.EXPLAIN,)),
        Offer("privacy:home", _("Data pribadi"), "shield-lock", (Act.PRIVACY_READ,)),
    ),
)
BOTTOM = 3


def first_page(actor: Actor | None) -> str:
    """The name of the page that `actor` finds first: of his menu the first that not everybody
    has, so that who has work of another kind does not begin with an empty map; else the map."""
    offers = [one for group in GROUPS for one in group if one.is_for(actor)]
    return next((one.name for one in offers if one.acts), "incidents:map")


def menu(path: str, actor: Actor | None) -> list[list[Entry]]:
    """The groups of the menu for a page at `path`, with what `actor` may use of it; a group of
    nothing is left out."""
    shown = (
        [
            Entry(url, one.label, one.icon, path.startswith(url))
            for one in group
            if one.is_for(actor) and (url := reverse(one.name))
        ]
        for group in GROUPS
    )
    return [group for group in shown if group]
