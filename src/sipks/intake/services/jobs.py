"""Jobs are asked for by name, so that intake need not know the rooms that do them."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

READ = "sipks.incidents.tasks.read_pending"
RUN = "sipks.intake.tasks.run_upload"


def reading_defer() -> None:
    """Have waiting items read; one job in the queue is enough for all of them."""
    _defer(READ, "read_pending")


def upload_defer(upload_id: UUID) -> None:
    """Have a file taken in."""
    _defer(RUN, f"upload:{upload_id}", upload_id=str(upload_id))


def _defer(task: str, key: str, **arguments: str) -> None:
    try:
        app.configure_task(task, queueing_lock=key, queue="intake").defer(**arguments)
    except AlreadyEnqueued:
        return
