from __future__ import annotations

from sipks.intake.models import Source, SourceKind
from sipks.people.scope import COUNTRY
from sipks.places.models import Area

from .sources import source_create

FILES = "BERKAS"


class UnknownSource(LookupError):
    """No source has this code."""


def source_of(code: str) -> Source:
    """The source with this code; the one for files without a source is made when first used."""
    found: Source | None = Source.objects.filter(code=code).select_related("area").first()
    if found:
        return found
    if code != FILES:
        raise UnknownSource(code)
    country = Area.objects.get(code=COUNTRY, valid_to=None)
    return source_create(
        code=FILES, name="Berkas tanpa sumber", kind=SourceKind.PARTNER, area=country
    )
