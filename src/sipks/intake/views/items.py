"""One item: as it came (masked), its versions, and what the program made of it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sipks.intake.diff import Change, changes
from sipks.intake.models import Item, Reading, Source, SourceKind, Upload
from sipks.intake.selectors import item_get, item_versions
from sipks.intake.shown import conclusions, masked_fields, masked_text, place_names
from sipks.people.choices import Classification
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.services.sealed import sealed_of
from sipks.reading.masking import mask

PREVIEW = 20_000
LANGUAGES = {
    "abs": _("Melayu Ambon"),
    "ace": _("Aceh"),
    "ban": _("Bali"),
    "bjn": _("Banjar"),
    "btk": _("Batak"),
    "bug": _("Bugis"),
    "en": _("Inggris"),
    "id": _("Indonesia"),
    "jv": _("Jawa"),
    "mad": _("Madura"),
    "mak": _("Makassar"),
    "min": _("Minangkabau"),
    "ms": _("Melayu"),
    "pmy": _("Melayu Papua"),
    "su": _("Sunda"),
    "und": _("belum dikenali"),
}
_WHY = _("Bahan hanya dapat dibuka oleh petugas yang memverifikasi atau menelaah.")


@require_GET
@needs(Act.READ, _WHY)
def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of an item; `?utuh=1` shows a very long text to its end."""
    shown = _get(pk)
    text = masked_text(shown)
    versions = item_versions(shown)
    cut = len(text) > PREVIEW and "utuh" not in request.GET
    reading = _reading(shown)
    context = {
        "item": shown,
        "text": text[:PREVIEW] if cut else text,
        "length": len(text),
        "cut": cut,
        "reading": reading,
        "names": place_names(reading),
        "conclusions": conclusions(reading),
        "language": LANGUAGES.get(reading.language, reading.language) if reading else "",
        "fields": masked_fields(shown),
        "versions": versions,
        "before": _before(shown, versions),
        "changes": _changes(shown, versions, text),
        "signal": getattr(shown, "signal", None),
        "classification": Classification(shown.classification).label,
        "link": _link(shown),
        "external_id": mask(shown.external_id),
        "sealed": sealed_of("item", [shown.pk]),
        # An item may be for an officer whose sight does not reach to where it came from.
        "source_seen": Source.objects.filter(pk=shown.source_id).exists(),
        "upload_seen": Upload.objects.filter(pk=shown.upload_id).exists(),
    }
    return render(request, "intake/item.html", context)


@require_GET
@needs(Act.READ, _WHY)
def item_reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reading as a JSON file, in the form of the command line's output."""
    reading = _reading(_get(pk))
    if reading is None:
        raise Http404
    said: dict[str, Any] = reading.result | {"masked": reading.masked, "evidence": reading.evidence}
    body = json.dumps(said, ensure_ascii=False, indent=2)
    name = f"hasil-baca-{pk}.json"
    return HttpResponse(
        body,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _get(pk: UUID) -> Item:
    try:
        return item_get(pk)
    except Item.DoesNotExist as error:
        raise Http404 from error


def _reading(shown: Item) -> Reading | None:
    reading: Reading | None = getattr(shown, "reading", None)
    return reading


def _link(shown: Item) -> str:
    """The address it was taken from. A post's address holds its author's handle: not shown."""
    safe = shown.url.startswith(("https://", "http://")) and mask(shown.url) == shown.url
    return shown.url if safe and shown.source.kind != SourceKind.SOCIAL else ""


def _before(shown: Item, versions: list[Item]) -> Item | None:
    """The version that this one followed."""
    return max(
        (one for one in versions if one.version < shown.version),
        key=lambda one: one.version,
        default=None,
    )


def _changes(shown: Item, versions: list[Item], text: str) -> list[Change]:
    before = _before(shown, versions)
    if before is None or before.removed_at:
        return []
    return changes(masked_text(before), text)
