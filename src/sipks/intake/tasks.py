from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from sipks.people.scope import Actor, bind

from .models import Upload
from .services.buckets import buckets_forget
from .services.uploads import upload_run, uploads_resume


@app.task(name="sipks.intake.tasks.run_upload", retry=3)
def run_upload(upload_id: str) -> None:
    """Take a file in."""
    with bind(Actor.program("worker")):
        upload = Upload.objects.select_related("source__area").get(pk=UUID(upload_id))
        upload_run(upload=upload)


@app.periodic(cron="* * * * *")
@app.task(name="sipks.intake.tasks.look_for_uploads", queueing_lock="look_for_uploads")
def look_for_uploads(timestamp: int) -> None:
    """Once a minute: files whose worker has died are taken up again."""
    with bind(Actor.program("worker")):
        uploads_resume()


@app.periodic(cron="17 3 * * *")
@app.task(name="sipks.intake.tasks.forget_buckets", queueing_lock="forget_buckets")
def forget_buckets(timestamp: int) -> None:
    """Once a night: limits that nobody has come near."""
    with bind(Actor.program("worker")):
        buckets_forget()
