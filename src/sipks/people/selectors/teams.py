"""How the Tim Terpadu stand with their decrees, up and down the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from sipks.people.models import Office, OfficeKind, TeamDecree, TeamMember
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, Actor, below, current_actor
from sipks.people.teamyear import Held, Standing, standing

ACTS = (Act.READ, Act.OFFICES)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and how it stands today."""

    office: Office
    standing: Standing


@dataclass(slots=True)
class Group:
    """The teams of a province, its own among them."""

    code: str
    name: str
    rows: list[TeamRow] = field(default_factory=list)

    @property
    def current(self) -> int:
        """How many have a valid decree."""
        return sum(row.standing.current for row in self.rows)

    @property
    def share(self) -> int:
        """The same in percent of all."""
        return round(100 * self.current / len(self.rows)) if self.rows else 0

    @property
    def missing(self) -> list[TeamRow]:
        """Those without a valid decree."""
        return [row for row in self.rows if not row.standing.current]


@dataclass(slots=True)
class Overview:
    """All teams that the actor may see: the nation's own, and the others by province."""

    nation: TeamRow | None
    groups: list[Group]

    @property
    def total(self) -> int:
        """How many regional teams there are."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def current(self) -> int:
        """How many of them have a valid decree."""
        return sum(group.current for group in self.groups)

    @property
    def missing(self) -> list[TeamRow]:
        """Those without, by code."""
        return [row for group in self.groups for row in group.missing]


def may_read_team(actor: Actor, code: str) -> bool:
    """Whether the actor may know the team of an area."""
    return any(actor.may(act, code) for act in ACTS)


def teams_overview(today: date | None = None, within: str = "") -> Overview:
    """The teams in the bound actor's reach, or of those in province `within`. Three queries."""
    day = today or timezone.localdate()
    rows = [_row(office, day) for office in _teams(within)]
    nation = next((row for row in rows if row.office.area.code == COUNTRY), None)
    groups: dict[str, Group] = {}
    for row in rows:
        if row is not nation:
            code = row.office.area.code[:2]
            groups.setdefault(code, Group(code, _province(row.office))).rows.append(row)
    return Overview(nation, list(groups.values()))


def _teams(within: str) -> QuerySet[Office]:
    found = Office.objects.filter(_reach(current_actor()), kind=OfficeKind.TEAM, active=True)
    if within:
        found = found.filter(below("area__code", within))
    decrees = Prefetch("decrees", TeamDecree.objects.only("office", "year", "valid_to"))
    return found.select_related("area__parent").prefetch_related(decrees).order_by("area__code")


def _reach(actor: Actor) -> Q:
    codes = {grant.area_code for grant in actor.grants if any(grant.carries(act) for act in ACTS)}
    if actor.everything or COUNTRY in codes:
        return Q()
    reach = Q(pk__in=[])
    for code in codes:
        reach |= below("area__code", code)
    return reach


def _row(office: Office, day: date) -> TeamRow:
    held = (Held(one.year, one.valid_to) for one in office.decrees.all())
    return TeamRow(office, standing(held, day))


def _province(office: Office) -> str:
    area = office.area
    return area.parent.name if area.parent and area.parent.code != COUNTRY else area.name


def team_get(pk: UUID) -> Office:
    """A team that the bound actor may know. Raises `Office.DoesNotExist`."""
    office = Office.objects.select_related("area__parent").get(pk=pk, kind=OfficeKind.TEAM)
    if not may_read_team(current_actor(), office.area.code):
        raise Office.DoesNotExist
    return office


def team_decrees(office: Office) -> list[TeamDecree]:
    """The decrees of a team, newest first, each with its members."""
    if not may_read_team(current_actor(), office.area.code):
        return []
    return list(TeamDecree.objects.filter(office=office).prefetch_related("members"))


def team_standing(office: Office, decrees: Iterable[TeamDecree]) -> Standing:
    """How a team stands today."""
    return standing((Held(one.year, one.valid_to) for one in decrees), timezone.localdate())


def decree_get(pk: UUID) -> TeamDecree:
    """A decree with its team. Raises `TeamDecree.DoesNotExist`."""
    decree = TeamDecree.objects.select_related("office__area").get(pk=pk)
    if not may_read_team(current_actor(), decree.scope_code):
        raise TeamDecree.DoesNotExist
    return decree


def decree_members(decree: TeamDecree) -> list[TeamMember]:
    """The members that a decree names, in its order."""
    return list(decree.members.all())


def decree_before(decree: TeamDecree) -> TeamDecree | None:
    """The decree of an earlier year from which a list of members can be taken over."""
    earlier = TeamDecree.objects.filter(office=decree.office, year__lt=decree.year)
    return earlier.exclude(members=None).distinct().first()
