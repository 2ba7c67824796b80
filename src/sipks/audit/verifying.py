"""Whether the chain holds, and if not, which link is the first that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .chain import FIELDS, START, Linked, digest_after

CHUNK = 20_000  # links a query: memory stays bounded, and no snapshot is held for long

_ENTRY = ", ".join(
    {"at": "(extract(epoch from e.at) * 1000000)::bigint::text"}.get(name, f"e.{name}::text")
    for name in FIELDS
)
_LINKS = f"""
select l.position::text, encode(l.digest, 'hex'), l.entry_id::text,
  (extract(epoch from l.linked_at) * 1000000)::bigint::text, {_ENTRY}
from audit_link l left join audit_entry e on e.id = l.entry_id
where l.position > %s and l.position <= %s order by l.position
"""  # noqa: S608 - names of our own columns, here and below
_UNLINKED = """
select e.id, e.at, e.verb, l.position is null
from audit_entry e left join audit_link l on l.entry_id = e.id
where e.id > %s order by e.id limit %s
"""
_LOWEST = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link: how many entries there are and what they add up to."""

    position: int
    digest: str
    linked_at: Any

    def __str__(self) -> str:
        return f"{self.position} {self.digest}"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the record is not as it was written."""

    position: int | None
    entry: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking at the whole record: `broken` is None when all of it holds."""

    count: int
    digest: str
    broken: Break | None


def head() -> Head:
    """The newest link; position 0 and zeros while there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select position, encode(digest, 'hex'), linked_at from audit_link"
            " order by position desc limit 1"
        )
        row = cursor.fetchone()
    return Head(*row) if row else Head(0, START.hex(), None)


def verify(
    known: Mapping[int, str] | None = None,
    digests: frozenset[str] = frozenset(),
    progress: Callable[[int], None] = lambda count: None,
) -> Verdict:
    """Go through the chain from its first link to the one that is the newest now.

    `known` are digests kept outside, by position, and `digests` some whose position is not known:
    each must stand in the chain. Looks at the links in order, then for entries without one.
    """
    known, missing = dict(known or {}), set(digests)
    end, before, count = head().position, START, 0
    for link in _links(end):
        count += 1
        broken = _broken(link, count, before) or _denied(link, known)
        if broken:
            return Verdict(count - 1, before.hex(), broken)
        before = link.digest
        missing.discard(before.hex())
        if count % CHUNK == 0:
            progress(count)
    return Verdict(count, before.hex(), _cut(count, end, known, missing) or _unlinked())


def _links(end: int) -> Iterator[Linked]:
    for start in range(0, end, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(_LINKS, [start, start + CHUNK])
            rows = cursor.fetchall()
        for position, digest, entry_id, linked_at, *entry in rows:
            texts = [None if value is None else value.encode() for value in entry]
            yield Linked(
                int(position), bytes.fromhex(digest), entry_id.encode(), linked_at.encode(),
                texts if texts[0] is not None else None,
            )  # fmt: skip


def _broken(link: Linked, place: int, before: bytes) -> Break | None:
    entry = link.entry_id.decode()
    if link.position != place:
        return Break(place, "", f"mata rantai {place} hilang; berikutnya {link.position}")
    if link.entry is None:
        return Break(place, entry, "catatannya hilang")
    if digest_after(before, link.linked_at, link.entry) != link.digest:
        return Break(place, entry, "catatan atau mata rantainya diubah")
    return None


def _denied(link: Linked, known: Mapping[int, str]) -> Break | None:
    told = known.get(link.position)
    if told is None or told == link.digest.hex():
        return None
    return Break(
        link.position, link.entry_id.decode(), "sidiknya bukan yang disimpan di luar: " + told
    )


def _cut(count: int, end: int, known: Mapping[int, str], missing: set[str]) -> Break | None:
    if beyond := [place for place in known if place > count]:
        return Break(
            count + 1, "", f"ekornya hilang: sidik di luar menyebut mata rantai {max(beyond)}"
        )
    if missing:
        return Break(None, "", "sidik di luar tidak ada dalam rantai: " + min(missing))
    return None if count == end else Break(count + 1, "", "mata rantai hilang")


def _unlinked() -> Break | None:
    last: Any = _LOWEST
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_UNLINKED, [last, CHUNK])
            rows = cursor.fetchall()
        for pk, at, verb, alone in rows:
            if alone:
                return Break(
                    None, str(pk), f"catatan tanpa mata rantai ({verb}, {at:%Y-%m-%d %H:%M})"
                )
        if len(rows) < CHUNK:
            return None
        last = rows[-1][0]
