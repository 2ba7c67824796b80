"""An entry in words: who did what to which record, from where, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from sipks.audit.models import Entry
from sipks.audit.words import Label, field_label, subject_label, value_label, verb_label
from sipks.places.models import Area

from .search import RECORDS

_MOST = 20  # of a list; the record itself holds the rest
_ASIDE = frozenset({"settled", "kept", "area_id"})  # bookkeeping beside what was decided
_PAGES = {
    "incident": "incidents:detail",
    "item": "intake:item",
    "source": "intake:source",
    "upload": "intake:upload",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value, as it stood and as it stands; None where there was none."""

    label: Label
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a page shows it."""

    entry: Entry
    who: str
    verb: Label
    subject: Label
    area: str
    record_url: str
    changes: Sequence[Change]
    rest: Sequence[tuple[Label, str]]


def entries_shown(entries: Sequence[Entry]) -> list[Shown]:
    """Entries in their order. One query, for the names of areas."""
    codes = {one.scope_code for one in entries}
    names = dict(Area.objects.filter(code__in=codes, valid_to=None).values_list("code", "name"))
    return [_shown(one, names) for one in entries]


def _shown(entry: Entry, names: Mapping[str, str]) -> Shown:
    before, after = (entry.detail.get(name) or {} for name in ("before", "after"))
    rest = {name: value for name, value in entry.detail.items() if name not in ("before", "after")}
    rest |= {name: after[name] for name in _ASIDE & after.keys()}
    return Shown(
        entry,
        entry.actor_name or gettext("seseorang yang belum masuk"),
        verb_label(entry.verb),
        subject_label(entry.subject),
        names.get(entry.scope_code, entry.scope_code),
        _record_url(entry),
        list(_changes(before, after)),
        [(field_label(key), written(key, value)) for key, value in rest.items() if _told(value)],
    )


def _told(value: Any) -> bool:
    return value not in (None, "", [], {})


def _record_url(entry: Entry) -> str:
    if entry.subject not in RECORDS or not entry.subject_id:
        return ""
    try:
        return reverse("people:record_history", args=[entry.subject, entry.subject_id])
    except NoReverseMatch:  # not an id of a record
        return ""


def page_of(subject: str, pk: UUID) -> str:
    """The address of a record's own page, empty where it has none."""
    return reverse(_PAGES[subject], args=[pk]) if subject in _PAGES else ""


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Change]:
    names = (name for name in dict.fromkeys([*before, *after]) if name not in _ASIDE)
    for key in names:
        yield Change(
            field_label(key),
            written(key, before[key]) if key in before else None,
            written(key, after[key]) if key in after else None,
        )


def written(key: str, value: Any) -> str:
    """One value in words."""
    if isinstance(value, bool) or value in ("True", "False"):
        return gettext("ya") if str(value) == "True" else gettext("tidak")
    if value is None or value == "":
        return "–"
    if isinstance(value, Mapping):
        return "; ".join(f"{field_label(k)}: {written(k, v)}" for k, v in value.items())
    if isinstance(value, list):
        shown = ", ".join(written(key, one) for one in value[:_MOST]) or "–"
        return f"{shown} … ({len(value)})" if len(value) > _MOST else shown
    return str(value_label(key, str(value)))
