"""The head digest kept outside the database: in a file of the home folder, and by mail."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from .verifying import Head, head

FILE = "sidik-jejak.txt"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_LINE = re.compile(r"\b(\d{1,18}) ([0-9a-f]{64})\b")


def line_of(one: Head, at: datetime) -> str:
    """A digest as it is kept: when, how many entries, what they add up to."""
    return f"{at:%Y-%m-%dT%H:%M:%S%z} {one}"


def head_keep() -> str:
    """Append the newest digest to the file, send it to `SIPKS_AUDIT_DIGEST_TO`, and answer it."""
    line = line_of(head(), timezone.now())
    path = Path(settings.HOME) / FILE
    with path.open("a") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
    if settings.AUDIT_DIGEST_TO:
        send_mail(f"Sidik jejak SIPKS {line[:10]}", f"{line}\n", None, settings.AUDIT_DIGEST_TO)
    return line


def digests_read(given: Iterable[str]) -> tuple[dict[int, str], frozenset[str]]:
    """Digests as they are given to the command: each a file that was kept, a line of one, or the
    digest alone. Answers those with their position, and those without. Raises `ValueError`."""
    known: dict[int, str] = {}
    alone: set[str] = set()
    for one in given:
        text = Path(one).read_text() if Path(one).is_file() else one
        lines = [line for line in text.lower().splitlines() if line.strip()]
        for line in lines:
            if found := _LINE.search(line):
                known[int(found[1])] = found[2]
            elif bare := _DIGEST.search(line):
                alone.add(bare[0])
            else:
                raise ValueError(line)
    return known, frozenset(alone)
