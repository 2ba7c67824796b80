from __future__ import annotations

from procrastinate.contrib.django import app

from sipks.people.scope import Actor, bind

from .models import Upload
from .services.uploads import upload_run


@app.task(name="sipks.intake.tasks.run_upload", retry=3)
def run_upload(upload_id: str) -> None:
    """Take a file in."""
    with bind(Actor.program("worker")):
        upload_run(upload=Upload.objects.select_related("source__area").get(pk=upload_id))
