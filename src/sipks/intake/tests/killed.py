"""A worker that is about to be killed: takes a file in and stands still where it is told to.

Started by `test_kill.py` as `python -m sipks.intake.tests.killed DATABASE UPLOAD WHERE`; it says
`here` when it has come to the place and then waits for ever.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, NoReturn
from unittest.mock import patch
from uuid import UUID

ROWS = 150  # how far it comes: into the second batch


def main(database: str, upload_id: str, where: str) -> None:
    """Take the file in until the place `where` (`between` or `inside` batches)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipks.config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    from sipks.intake.models import Upload
    from sipks.intake.services import uploads
    from sipks.intake.services.items import items_store
    from sipks.people.scope import Actor, bind

    uploads.BATCH = 100

    def store_and_stop(**arguments: Any) -> Any:
        stored = items_store(**arguments)
        if where == "inside" and arguments["rows"][-1].row > ROWS:
            stand_still()
        return stored

    def progress(upload: Upload) -> None:
        if where == "between" and upload.rows_done > ROWS:
            stand_still()

    with bind(Actor.program("worker")), patch.object(uploads, "items_store", store_and_stop):
        upload = Upload.objects.select_related("source__area").get(pk=UUID(upload_id))
        uploads.upload_run(upload=upload, progress=progress)


def stand_still() -> NoReturn:
    """Say so and wait to be killed."""
    print("here", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
