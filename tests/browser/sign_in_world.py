"""A world of officers only, for the tests of signing in: `python -m tests.browser.sign_in_world`
with `make`, or with `expire NAME` or `forget NAME` for what time alone would do."""

from __future__ import annotations

import json
import sys
from datetime import date

from sipks.config.prepare import ready

PASSWORD = "sampan-merah-di-teluk"
# Clearance 0 and no office to administer: the only kind that needs no second factor.
OFFICERS = (
    ("pelapor", "73.71", "R1", 0),
    ("kode", "73.71", "R3", 2),
    ("kunci", "73.71", "R3", 2),
    ("cadangan", "73.71", "R3", 2),
    ("hilang", "73.71", "R3", 2),
    ("admin", "73", "R14", 0),
    ("pusat", "ID", "R8", 2),
)


def make() -> dict[str, str]:
    """Accounts, each with an address; answers their ids."""
    from sipks.people.models import Membership, User
    from sipks.places.models import Area

    ids = {}
    for username, code, role, clearance in OFFICERS:
        user = User.objects.create_user(
            username,
            password=PASSWORD,
            name=f"Petugas {username.title()}",
            email=f"{username}@kantor.example",
        )
        Membership.objects.create(
            user=user,
            area=Area.objects.get(code=code, valid_to=None),
            roles=[role],
            clearance=clearance,
            valid_from=date(2020, 1, 1),
        )
        ids[username] = str(user.pk)
    return ids


def expire(username: str) -> dict[str, str]:
    """Let the sessions of a user end, as they do after their idle time."""
    from django.utils import timezone

    from sipks.people.models import Session

    Session.objects.filter(user__username=username).update(expire_date=timezone.now())
    return {}


def forget(username: str) -> dict[str, str]:
    """Take the counters of failed tries away, as time would; the name is for the log only."""
    from sipks.people.models import CacheRow

    CacheRow.objects.all().delete()
    return {"for": username}


def main() -> None:
    """Do what the command line says; the answer goes to standard output as JSON."""
    ready()
    from sipks.people.scope import Actor, bind

    verb, *words = sys.argv[1:]
    with bind(Actor.program("uji", "people")):
        answer = make() if verb == "make" else {"expire": expire, "forget": forget}[verb](*words)
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
