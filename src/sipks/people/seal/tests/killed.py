"""A rotation that is about to be killed: stands still where it is told to.

Started by `test_rotation.py` as `python -m sipks.people.seal.tests.killed DATABASE WHERE`; it says
`here` when it has come to the place (`between` or `inside` the batches) and then waits for ever.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, NoReturn
from unittest.mock import patch

BATCH = 20
INSIDE = 25  # values; within the second batch


def main(database: str, where: str) -> None:
    """Rotate until the place."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipks.config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    from sipks.people.scope import Actor, bind
    from sipks.people.seal import rotation
    from sipks.people.services import sealed

    rotation.BATCH, renew, done = BATCH, sealed.sealed_renew, 0

    def counted(row: Any) -> None:
        nonlocal done
        renew(row)
        done += 1
        if where == "inside" and done == INSIDE:
            stand_still()

    def progress(name: str, count: int) -> None:
        if where == "between":
            stand_still()

    with bind(Actor.program("rotation", "seal")), patch.object(sealed, "sealed_renew", counted):
        rotation.renew_all(progress)


def stand_still() -> NoReturn:
    """Say so and wait to be killed."""
    print("here", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
