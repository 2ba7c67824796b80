from __future__ import annotations

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from sipks.people.scope import bind

from .retention.run import Busy, retention_run, service_actor

log = structlog.get_logger("sipks.privacy")


@app.periodic(cron="41 3 * * *")
@app.task(name="sipks.privacy.tasks.retention", queueing_lock="retention")
def retention(timestamp: int) -> None:
    """Once a night: what serves no purpose any more is cleared away; the rest that is past its
    term is counted, and removed where the office has said so (`SIPKS_RETENTION=apply`)."""
    with bind(service_actor()):
        try:
            retention_run(apply=settings.RETENTION == "apply", nightly=True)
        except Busy:
            log.info("retention is already under way")
