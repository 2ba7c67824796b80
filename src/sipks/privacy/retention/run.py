"""A run over the rules: what would go and why, or, when applied, what went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.services.locks import held
from sipks.people.scope import Actor, current_actor
from sipks.privacy.models import RetentionRun

from .rules import RULES
from .terms import Term, terms
from .works import WORKS, Work

BATCH = 500
SERVICE = ("retention", "privacy", "intake", "incidents", "people", "audit", "seal")
_LOCK = UUID("6c1d0a52-54f5-4d0e-9d7e-7e8a2f1b9c10")
Progress = Callable[[str, int], None]
log = structlog.get_logger("sipks.privacy")


class Busy(RuntimeError):
    """Another run is under way."""


@dataclass(slots=True)
class Finding:
    """One rule in a run: how much is past its term, how much of that is held because an open
    matter needs it, and how much was done."""

    kind: str
    days: int
    before: str
    count: int = 0
    held: int = 0
    bytes: int = 0
    oldest: str = ""
    done: int = 0
    problem: str = ""


def service_actor() -> Actor:
    """The named part of the program that does this, with the rooms that it needs."""
    return Actor.program(*SERVICE)


def retention_run(
    *,
    apply: bool = False,
    nightly: bool = False,
    kinds: Iterable[str] = (),
    progress: Progress = lambda kind, done: None,
) -> RetentionRun:
    """Go over the rules (all, or those of `kinds`); with `apply`, do what they say.

    Without `apply` nothing is changed, save, `nightly`, what a rule clears away `always`. Each
    batch is one transaction together with its entry in the audit, so a run that is stopped is
    simply begun again. A rule that fails does not stop the others. Raises `Busy` while another run
    is under way. `service_actor` must be bound.
    """
    with held(_LOCK) as mine:
        if not mine:
            raise Busy
        return _run(apply, nightly, set(kinds), progress)


def _run(apply: bool, nightly: bool, kinds: set[str], progress: Progress) -> RetentionRun:
    run = RetentionRun.objects.create(applied=apply, actor_name=current_actor().name)
    holds, now = terms(), timezone.now()
    for rule in RULES:
        if not kinds or rule.kind in kinds:
            finding = _rule(holds[rule.kind], now, apply or (nightly and rule.always), progress)
            run.found.append(asdict(finding))
            run.save(update_fields=["found"])
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _rule(term: Term, now: datetime, apply: bool, progress: Progress) -> Finding:
    work, before = WORKS[term.rule.kind], now - timedelta(days=term.days)
    finding = Finding(term.rule.kind, term.days, before.isoformat())
    try:
        _measure(work, before, finding)
        if apply and term.rule.acts:
            _do_all(term, work, before, finding, progress)
    except (DatabaseError, OSError) as error:
        log.exception("a rule of retention failed", kind=term.rule.kind)
        finding.problem = type(error).__name__
    return finding


def _measure(work: Work, before: datetime, finding: Finding) -> None:
    with transaction.atomic():
        finding.count, finding.bytes, oldest = work.measure(before)
        finding.held = work.held(before)
    finding.oldest = oldest.isoformat() if oldest else ""


def _do_all(term: Term, work: Work, before: datetime, finding: Finding, progress: Progress) -> None:
    batch: list[Any] = []
    while batch := work.batch(before, BATCH, batch[-1] if batch else None):
        with transaction.atomic():
            done = work.do(batch)
            entry_create(
                actor=current_actor(), verb=f"retention_{term.rule.action}", subject="retention",
                subject_id=term.rule.kind, count=done, days=term.days, until=before.isoformat(),
                basis=term.basis,
            )  # fmt: skip
        finding.done += done
        progress(term.rule.kind, finding.done)
        if len(batch) < BATCH:
            return
