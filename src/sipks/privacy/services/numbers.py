"""Numbers of matters: counted by office and year, without gaps."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sipks.intake.services.locks import hold_in_transaction
from sipks.places.models import Area


def next_number(model: Any, prefix: str, area: Area, moment: datetime) -> str:
    """`PDP/73.71/2026/0001`, the next one of the area and year; call it in a transaction."""
    year = moment.astimezone(ZoneInfo(area.timezone)).year
    head = f"{prefix}/{area.code}/{year}/"
    hold_in_transaction(head.encode())
    # Counted over all rows of the table that the actor may see: his own office's are among them.
    taken = model.objects.filter(number__startswith=head).order_by("-number")
    last = taken.values_list("number", flat=True).first()
    return f"{head}{int(last.rsplit('/', 1)[1]) + 1 if last else 1:04}"
