from __future__ import annotations

from procrastinate.contrib.django import app

from sipks.intake.services.jobs import reading_defer
from sipks.intake.services.versions import reader
from sipks.people.scope import Actor, bind

from .learning.services.jobs import JOB
from .services.pipeline import pending_process


@app.task(name="sipks.incidents.tasks.read_pending")
def read_pending() -> None:
    """Read until nothing waits."""
    with bind(Actor.program("worker")):
        reader()
        while pending_process():
            pass


@app.periodic(cron="* * * * *")
@app.task(name="sipks.incidents.tasks.look_for_pending", queueing_lock="look_for_pending")
def look_for_pending(timestamp: int) -> None:
    """Once a minute: what was left waiting by a crash is taken up again. Since the job loads the
    reader, a worker is warm before the first material comes."""
    reading_defer()


@app.task(name=JOB)
def train_reader() -> None:
    """Train a version of the reader; asked for on the page of the reader."""
    from .learning.services.training import candidate_train  # learning is slow to import

    with bind(Actor.program("training")):
        candidate_train()
