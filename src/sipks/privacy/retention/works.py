"""How what is past its term is found, measured and removed, one `Work` for each rule.

`due(before)` are the rows past their term that nothing holds back; `kept(before)` those that are
past it too but are needed by an open matter. A batch that was done is no longer due, so a run
that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Min, Model, QuerySet, Sum
from django.db.models.expressions import Combinable

from sipks.audit.models import Entry
from sipks.incidents.models import Incident
from sipks.intake.models import Delivery, Item, SenderToken, SetAside, Upload
from sipks.people.models import (
    AccountNotice,
    Invitation,
    Sealed,
    Session,
    Share,
    TeamDecree,
    User,
)
from sipks.privacy.models import SubjectRequest

from . import incidents, intake, people, privacy

Rows = QuerySet[Any, Any]


def nothing(before: datetime) -> None:
    """For kinds of which nothing is ever held back."""


def never(batch: Sequence[Any]) -> int:
    """For kinds that are only proposed."""
    raise AssertionError("only proposed, never done")


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of row: which are due, how large, and what to do with a batch of them."""

    model: type[Model]
    since: str
    due: Callable[[datetime], Rows]
    do: Callable[[Sequence[Any]], int] = never
    size: Combinable | None = None
    kept: Callable[[datetime], Rows | None] = nothing

    def measure(self, before: datetime) -> tuple[int, int, datetime | None]:
        """How many are due, how many bytes they hold (0 where that is not told), the oldest."""
        told: dict[str, Any] = {"count": Count("pk"), "oldest": Min(self.since)}
        if self.size is not None:
            told["bytes"] = Sum(self.size)
        found = self.due(before).order_by().aggregate(**told)
        return found["count"], found.get("bytes") or 0, found["oldest"]

    def held(self, before: datetime) -> int:
        """How many are past their term and held back."""
        rows = self.kept(before)
        return 0 if rows is None else rows.order_by().count()

    def batch(self, before: datetime, size: int, after: Any = None) -> list[Any]:
        """Keys of the next rows to be done, behind `after`: what was done before need not be passed
        over again, so that the work grows with the rows and not faster."""
        rows = self.due(before) if after is None else self.due(before).filter(pk__gt=after)
        return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


WORKS: Final[Mapping[str, Work]] = {
    "post_irrelevant": Work(
        Item, "received_at", intake.posts, intake.items_strip, intake.ITEM_BYTES,
        intake.posts_kept,
    ),
    "report_irrelevant": Work(
        Item, "received_at", intake.reports, intake.items_strip, intake.ITEM_BYTES,
        intake.reports_kept,
    ),
    "upload_file": Work(
        Upload, "finished_at", intake.uploads, intake.files_remove, intake.UPLOAD_BYTES,
        intake.uploads_kept,
    ),
    "aside_done": Work(
        SetAside, "created_at", intake.asides, intake.asides_strip, intake.ASIDE_BYTES,
        intake.asides_kept,
    ),
    "aside_open": Work(SetAside, "created_at", intake.asides_open, size=intake.ASIDE_BYTES),
    "delivery": Work(Delivery, "at", intake.deliveries, intake.deliveries_delete),
    "session": Work(Session, "expire_date", people.sessions, people.sessions_delete),
    "notice": Work(AccountNotice, "seen_at", people.notices, people.notices_delete),
    "invitation": Work(
        Invitation, "created_at", people.invitations, people.invitations_delete
    ),
    "share": Work(Share, "created_at", people.shares, people.shares_delete),
    "token": Work(SenderToken, "created_at", intake.tokens, intake.tokens_delete),
    "applicant": Work(
        SubjectRequest, "closed_at", privacy.requests, privacy.applicants_strip
    ),
    "incident": Work(Incident, "last_reported", incidents.decided),
    "sealed": Work(Sealed, "created_at", people.sealed),
    "sealed_term": Work(Sealed, "created_at", people.sealed),
    "account": Work(User, "last_login", people.accounts),
    "team": Work(TeamDecree, "valid_to", people.teams),
    "audit": Work(Entry, "at", people.entries),
}  # fmt: skip
