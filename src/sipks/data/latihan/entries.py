"""The source files of the practice material, as entries.

A file is a row of entries. An entry is a line `=== when | label | area | who [| name]` and the
text below it. `when` is days and time of day before now (`-3 09:15`, in Jakarta), or hours or
minutes before now (`-5h`, `-95m`). `label` is the category a person would give it (`SOS-1`), or `-`
for material that tells of no conflict; `area` is the code of the deepest area that the text names
(to the kecamatan), or `-`. Both are for tests and never leave this folder. A line `<< name` takes
in the text of the entry of that name, as newspapers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent
MARK = "=== "
TAKE_IN = "<< "
UNITS = {"h": timedelta(hours=1), "m": timedelta(minutes=1)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One text with its hidden labels; `number` counts from 1 in its file."""

    number: int
    when: str
    label: str
    area: str
    who: str
    name: str
    text: str

    def moment(self, now: datetime) -> datetime:
        """The time of publication: whole minutes, in the zone of `now`, never after it."""
        if unit := UNITS.get(self.when[-1]):
            moment = now - int(self.when[1:-1]) * unit
        else:
            days, clock = self.when.split()
            hour, minute = map(int, clock.split(":"))
            moment = (now - timedelta(days=int(days[1:]))).replace(hour=hour, minute=minute)
        return min(moment, now).replace(second=0, microsecond=0)


def entries(name: str) -> list[Entry]:
    """The entries of the source file `name`, in order."""
    found = list(_raw(FOLDER / name))
    named = {entry.name: entry.text for entry in found if entry.name}
    return [
        Entry(
            entry.number,
            entry.when,
            entry.label,
            entry.area,
            entry.who,
            entry.name,
            _taken_in(entry.text, named),
        )
        for entry in found
    ]


def _raw(path: Path) -> Iterator[Entry]:
    for number, block in enumerate(f"\n{path.read_text()}".split(f"\n{MARK}")[1:], start=1):
        head, _, text = block.partition("\n")
        when, label, area, who, *name = (part.strip() for part in head.split("|"))
        yield Entry(number, when, label, area, who, name[0] if name else "", text.strip())


def _taken_in(text: str, named: dict[str, str]) -> str:
    if TAKE_IN not in text:
        return text
    return "\n".join(
        named[line.removeprefix(TAKE_IN)] if line.startswith(TAKE_IN) else line
        for line in text.split("\n")
    )
