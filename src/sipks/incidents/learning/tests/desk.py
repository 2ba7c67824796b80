"""Texts that have been read, told and grouped, for tests of what the desk teaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.desk import incident_verify
from sipks.incidents.tests.telling import Told, group, incidents, tell
from sipks.intake.models import Reading
from sipks.places.models import Area

CLASH = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, tiga rumah rusak dilempari batu"
STRIKE = "Petani memblokade jalan kebun tebu di Gowa, menuntut lahan plasma segera dibagikan"
MATCH = "Laga derbi berlangsung panas, kedua kesebelasan saling serang sampai peluit akhir"


def read(*told: Told, model: str = "uji-1") -> list[Signal]:
    """Take tellings in as one batch, with what the reader said of each kept beside the item."""
    for item, said in told:
        Reading.objects.create(
            item=item,
            model=model,
            language=said.language,
            relevant=said.relevant,
            relevance=said.relevance,
            category=said.categories[0].code if said.categories else "",
            form=said.forms[0].code if said.forms else "",
            severity=said.severity,
            place=Area.objects.get(code=said.place.code) if said.place else None,
            masked=said.masked,
            fingerprint=said.fingerprint,
            result=said.as_dict(),
        )
    return group(*told)


def one(text: str = CLASH, place: str = "73.71.01", **fields: Any) -> Incident:
    """The incident of one text."""
    [found] = incidents(read(tell(text, place, **fields)))
    return found


def verify(incident: Incident) -> None:
    """Take it as having happened."""
    incident_verify(
        incident=Incident.objects.get(pk=incident.pk), grade_source="B", grade_content=3
    )


def three() -> Sequence[Incident]:
    """Verified ones in Makassar, Gowa and Kupang."""
    found = [
        one(),
        one(STRIKE, "73.06", by="b", category="SDA-1", form="blokade"),
        one("Tawuran pelajar dua SMK dekat pantai Kupang, celurit disita", "53.71", by="c"),
    ]
    for incident in found:
        verify(incident)
    return found
