"""How the Tim Terpadu stand with their decrees, up and down the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from sipks.people.models import Office, OfficeKind, TeamDecree, TeamMember
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, Actor, below, current_actor
from sipks.people.teamyear import Held, Standing, standing

ACTS = (Act.READ, Act.OFFICES)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, the code of its area, and how it stands today."""

    pk: UUID
    name: str
    code: str
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
    def renewing(self) -> int:
        """How many have none yet for the new year that is near."""
        return sum(row.standing.renewing for group in self.groups for row in group.rows)

    @property
    def missing(self) -> list[TeamRow]:
        """Those without, by code."""
        return [row for group in self.groups for row in group.missing]


def may_read_team(actor: Actor, code: str) -> bool:
    """Whether the actor may know the team of an area."""
    return any(actor.may(act, code) for act in ACTS)


def teams_overview(today: date | None = None, within: str = "") -> Overview:
    """The teams in the bound actor's reach, or of those in province `within`. Two queries, and
    plain values: the nation has hundreds of teams."""
    day = today or timezone.localdate()
    teams = _teams(within).order_by("area__code")
    held: dict[UUID, list[Held]] = defaultdict(list)
    decrees = TeamDecree.objects.filter(office__in=_teams(within).values("pk"))
    for office, year, valid_to in decrees.order_by().values_list("office", "year", "valid_to"):
        held[office].append(Held(year, valid_to))
    nation, groups = None, dict[str, Group]()
    for pk, name, code, area, above in teams.values_list(
        "pk", "name", "area__code", "area__name", "area__parent__name"
    ):
        row = TeamRow(pk, name, code, standing(held[pk], day))
        if code == COUNTRY:
            nation = row
        else:
            province = above if "." in code else area
            groups.setdefault(code[:2], Group(code[:2], province)).rows.append(row)
    return Overview(nation, list(groups.values()))


def _teams(within: str) -> QuerySet[Office]:
    found = Office.objects.filter(_reach(current_actor()), kind=OfficeKind.TEAM, active=True)
    return found.filter(below("area__code", within)) if within else found


def _reach(actor: Actor) -> Q:
    codes = {grant.area_code for grant in actor.grants if any(grant.carries(act) for act in ACTS)}
    if actor.everything or COUNTRY in codes:
        return Q()
    reach = Q(pk__in=[])
    for code in codes:
        reach |= below("area__code", code)
    return reach


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
