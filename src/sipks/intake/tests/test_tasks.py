from __future__ import annotations

import io

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sipks.intake.models import Item, Source, Upload, UploadState
from sipks.intake.services.jobs import RUN
from sipks.intake.services.uploads import upload_create

from .intake_world import lines


def jobs(task: str) -> list[dict[str, object]]:
    found = ProcrastinateJob.objects.filter(task_name=task, status="todo")
    return [job.args for job in found]


@pytest.mark.django_db
def test_a_file_that_comes_in_waits_for_the_worker_and_is_taken_in_by_it(
    source: Source, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = upload_create(source=source, stream=io.BytesIO(lines({"text": "a"})), name="a.jsonl")
    assert jobs(RUN) == [{"upload_id": str(made.pk)}]
    app.tasks[RUN](upload_id=str(made.pk))
    assert Upload.objects.get().state == UploadState.DONE
    assert Item.objects.get().text == "a"


@pytest.mark.django_db
def test_each_minute_files_left_by_a_dead_worker_are_queued(source: Source) -> None:
    made = upload_create(
        source=source, stream=io.BytesIO(lines({"text": "a"})), name="a.jsonl", defer=False
    )
    Upload.objects.update(state=UploadState.RUNNING)
    app.tasks["sipks.intake.tasks.look_for_uploads"](timestamp=0)
    assert jobs(RUN) == [{"upload_id": str(made.pk)}]
    every = {one.task.name for one in app.periodic_registry.periodic_tasks.values()}
    assert "sipks.intake.tasks.look_for_uploads" in every
