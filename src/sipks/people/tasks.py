from __future__ import annotations

from procrastinate.contrib.django import app

from sipks.audit.keeping import head_keep
from sipks.audit.origin import bind_origin

from .scope import Actor, bind
from .signin.cache import TableCache


@app.periodic(cron="7 17 * * *")
@app.task(name="sipks.people.tasks.keep_record_head", queueing_lock="keep_record_head", retry=3)
def keep_record_head(timestamp: int) -> None:
    """Once a day, at midnight in Jakarta: the record's head digest goes outside the database."""
    with bind(Actor.program("worker", "audit")), bind_origin("worker"):
        head_keep()


@app.periodic(cron="23 3 * * *")
@app.task(name="sipks.people.tasks.forget_tries", queueing_lock="forget_tries")
def forget_tries(timestamp: int) -> None:
    """Once a night: counts of tries to sign in whose time is over."""
    TableCache("", {}).purge()
