"""Shows in a text which words led the program to which conclusion."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.reading.taxonomy import CATEGORIES, FORMS

register = template.Library()

KINDS: dict[str, str | Promise] = {
    "relevance": _("Keterkaitan"),
    "category": _("Kategori"),
    "form": _("Bentuk"),
    "place": _("Tempat"),
    "time": _("Waktu"),
    "impact": _("Dampak"),
    "hate": _("Ujaran kebencian"),
}
"""Kinds of evidence in the order of the legend, with their names on screen."""

_FIGURES: dict[str, str | Promise] = {
    "killed": _("meninggal"),
    "injured": _("luka"),
    "displaced": _("mengungsi"),
    "damaged": _("bangunan rusak"),
}
_TIMES: dict[str, str | Promise] = {
    "hour": _("jam"),
    "day": _("tanggal"),
    "week": _("minggu"),
    "month": _("bulan"),
    "year": _("tahun"),
}
_LONGEST = 60


class Span(NamedTuple):
    """A stretch of the text, in characters, and what it led to."""

    start: int
    end: int
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the legend: what was concluded, and from which words."""

    kind: str
    name: str
    conclusion: str
    words: str


@register.simple_tag
def marked(
    text: str, evidence: Sequence[Mapping[str, Any]], names: Mapping[str, str] | None = None
) -> SafeString:
    """`text` escaped, with each span of `evidence` in a `<mark>` that says what it led to.

    `evidence` holds `{start, end, kind, code}` with offsets in characters of `text`; spans may
    overlap, nest, or reach outside (they are clipped). `names` gives the names of area codes.
    Marks never nest: where spans overlap, one mark carries the classes of all.
    """
    pieces = _pieces(len(text), _spans(text, evidence))
    parts = [_piece(text[start:end], covering, names or {}) for start, end, covering in pieces]
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped


@register.simple_tag
def legend(
    text: str, evidence: Sequence[Mapping[str, Any]], names: Mapping[str, str] | None = None
) -> list[Line]:
    """What was concluded from which words, as text: for who cannot see or hover over marks."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in _spans(text, evidence):
        words = " ".join(text[one.start : one.end].split())
        found.setdefault((one.kind, one.code), {})[_short(words)] = None
    order = list(KINDS)
    return [
        Line(kind, str(KINDS[kind]), conclusion(kind, code, names or {}), ", ".join(words))
        for (kind, code), words in sorted(found.items(), key=lambda at: order.index(at[0][0]))
    ]


def conclusion(kind: str, code: str, names: Mapping[str, str]) -> str:
    """A code of the reader in words, e.g. `place`, `73.71` → "Kota Makassar"."""
    if kind == "relevance":
        return gettext("menyangkut konflik sosial")
    if kind in ("impact", "time"):
        return str((_FIGURES | _TIMES).get(code, code))
    known = {"category": CATEGORIES, "form": FORMS, "place": names}.get(kind, {})
    label = known.get(code, code)
    return label if kind == "place" else gettext(label) if label else ""


def _spans(text: str, evidence: Sequence[Mapping[str, Any]]) -> list[Span]:
    """Spans of known kinds that lie at least partly in the text, in order."""
    clipped = (
        Span(
            max(0, int(one["start"])),
            min(len(text), int(one["end"])),
            one["kind"],
            str(one.get("code") or ""),
        )
        for one in evidence
        if one.get("kind") in KINDS
    )
    return sorted({one for one in clipped if one.start < one.end})


def _pieces(length: int, spans: Sequence[Span]) -> Iterator[tuple[int, int, Sequence[Span]]]:
    """The text cut wherever a span begins or ends, each piece with the spans that cover it."""
    cuts = sorted({0, length, *(edge for one in spans for edge in (one.start, one.end))})
    waiting, open_now = deque(spans), list[Span]()
    for start, end in pairwise(cuts):
        open_now = [one for one in open_now if one.end > start]
        while waiting and waiting[0].start <= start:
            open_now.append(waiting.popleft())
        yield start, end, open_now


def _piece(words: str, covering: Sequence[Span], names: Mapping[str, str]) -> str:
    if not covering:
        return escape(words)
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in covering)]
    said = dict.fromkeys(
        f"{KINDS[one.kind]}: {conclusion(one.kind, one.code, names)}" for one in covering
    )
    classes = " ".join(f"mark-{kind}" for kind in kinds)
    return format_html('<mark class="{}" title="{}">{}</mark>', classes, "; ".join(said), words)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
