from __future__ import annotations

import io
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from sipks.intake.models import Item, Pending, SetAside, Source, Upload, UploadState
from sipks.intake.services.uploads import upload_create, upload_run, uploads_resume

from .intake_world import figures, lines


def kill_in_the_middle(upload: Upload, where: str) -> None:
    """Let another process take the file in and kill it (-9) on the way."""
    command = [sys.executable, "-m", "sipks.intake.tests.killed",
               str(connection.settings_dict["NAME"]), str(upload.pk), where]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "here\n"
            # While it lives nobody else takes the file.
            assert upload_run(upload=Upload.objects.get()).state == UploadState.RUNNING
            assert uploads_resume() == 0
        finally:
            worker.send_signal(signal.SIGKILL)


def wait_for_the_lock() -> None:
    """The database lets go of a dead process's lock as soon as it notices."""
    for _ in range(200):
        if uploads_resume():
            return
        time.sleep(0.05)
    pytest.fail("the lock of the killed worker is still held")


@pytest.mark.parametrize("where", ["between", "inside"])
def test_a_worker_killed_in_the_middle_of_a_file_loses_and_doubles_nothing(
    committed: Source, where: str
) -> None:
    content = lines(*({"id": n, "text": f"t{n}" if n % 10 else ""} for n in range(500)))
    made = upload_create(source=committed, stream=io.BytesIO(content), name="a.jsonl", defer=False)
    kill_in_the_middle(made, where)
    halfway = Item.objects.count()
    assert halfway == (180 if where == "between" else 90)
    assert Upload.objects.get().state == UploadState.RUNNING
    wait_for_the_lock()
    upload = upload_run(upload=Upload.objects.select_related("source__area").get())
    assert upload.state == UploadState.DONE
    assert figures(upload) == (500, 450, 0, 50)
    assert Item.objects.count() == Pending.objects.count() == 450
    assert SetAside.objects.count() == 50
