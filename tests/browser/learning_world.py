"""A world in which the desk has decided much, for the page of the reader:
`python -m tests.browser.learning_world make`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sipks.config.prepare import ready

from .world import officers

_DECIDED = 90
_KINDS = ("news", "social", "office")
_PLACES = ("73.71.07", "73.06.09", "53.71.01", "34.04.07", "32.16.09")
_WHAT = (("SOS-1", "bentrok_massa"), ("SDA-1", "blokade"), ("EKO-1", "unjuk_rasa_damai"))


def make() -> dict[str, str]:
    """Officers, decisions and a version that may be put to work."""
    officers()
    chance = Random(7)
    for number in range(_DECIDED):
        _decide(number, chance)
    return {"version": _candidate()}


def _decide(number: int, chance: Random) -> None:
    """A telling that the desk mostly confirms; the surer the reader was, the more often."""
    from sipks.incidents.learning.tests.desk import read
    from sipks.incidents.models import Incident
    from sipks.incidents.services.desk import incident_category_set, incident_set_aside
    from sipks.incidents.tests.telling import source, tell

    kind = _KINDS[number % 3]
    p = round(chance.uniform(0.36, 0.99), 2)
    category, form = chance.choice(_WHAT)
    then = datetime.now(UTC) - timedelta(days=3 * number + 1)
    told: Any = tell(
        " ".join(f"kata{number}{letter}" for letter in "abcdefghijkl"),
        chance.choice(_PLACES), then.date().isoformat(), reported=then, category=category,
        form=form, relevance=p, by=source(kind, kind=kind, drill=True).code,
    )  # fmt: skip
    (signal,) = read(told)
    incident = Incident.objects.get(pk=signal.incident_id)
    if chance.random() > p:
        incident_set_aside(incident=incident, reason="out_of_scope")
    else:
        right = chance.random() < 0.8
        incident_category_set(incident=incident, category=category if right else "AGM-1", form=form)


def _candidate() -> str:
    from sipks.incidents.learning.services.versions import candidate_create
    from sipks.reading.learning.models import Models

    shipped = Models.shipped()
    old = {"texts": 400, "precision": 0.9, "recall": 0.88, "f1": 0.89, "group": 0.8, "form": 0.7}
    pair = {"old": old, "new": old | {"f1": 0.91, "group": 0.83}}
    made = candidate_create(
        models=Models(shipped.weights, "meja-uji-1"), lessons=72, taught={}, figures={
            "fixed": pair, "recent": pair}, against=shipped.version,
    )  # fmt: skip
    return str(made.pk)


def main() -> None:
    """Fill the database; the answer goes to standard output as JSON."""
    ready()
    from django.db import transaction

    from sipks.people.scope import Actor, bind

    with bind(Actor.program("uji", "people", "intake", "incidents")), transaction.atomic():
        print(json.dumps(make()))


if __name__ == "__main__":
    main()
