"""The small world that the pages are opened on: officers, sources, a dozen happenings.

Run as a program in a home folder of its own: `python -m tests.browser.world make` fills the
database, `… arrive` lets one more telling come in, as the worker would.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sipks.config.prepare import ready

PASSWORD = "sampan-merah-di-teluk"
OFFICERS = (
    ("makassar", "73.71", "R3"), ("pusat", "ID", "R8"), ("kaban", "73.71", "R4"),
    ("lama", "73.71", "R3"), ("usai", "73.71", "R3"), ("auditor", "ID", "R13"),
)  # fmt: skip
OVER = date(2024, 12, 31)  # the last day of the officer whose time is over
NEWS = (
    ("Bentrok dua kelompok pemuda di Tallo, satu rumah terbakar", "73.71.07", "SOS-1",
     "bentrok_massa", 4, 1),
    ("Warga Mariso menolak penggusuran pasar, unjuk rasa damai di balai kota", "73.71.01", "EKO-2",
     "unjuk_rasa_damai", 1, 2),
    ("Tawuran pelajar di Rappocini, dua luka", "73.71.09", "SOS-2", "bentrok_massa", 3, 4),
    ("Sengketa lahan kebun di Bontomarannu, jalan diblokade warga", "73.06.09", "SDA-1",
     "blokade", 2, 3),
    ("Penyerangan posko di Kota Kupang", "53.71.01", "SOS-3", "penyerangan", 4, 6),
    ("Bentrok suporter di Sleman", "34.04.07", "SOS-5", "bentrok_massa", 3, 8),
    ("Buruh pabrik mogok dan berunjuk rasa di Cikarang", "32.16.09", "EKO-1",
     "unjuk_rasa_damai", 1, 9),
    ("Pembakaran kantor distrik di Wamena", "95.01.01", "KAM-2", "perusakan_pembakaran", 5, 12),
    ("Penolakan rumah ibadat di Cilegon", "36.72.01", "AGM-1", "pernyataan_penolakan", 2, 15),
    ("Blokade jalan tambang di Morowali", "72.06.08", "SDA-3", "blokade", 2, 20),
    ("Sengketa batas desa di Ende, warga saling lempar batu", "53.08.01", "BTS-1",
     "bentrok_massa", 3, 30),
    ("Warga dan perusahaan sawit sepakat damai di Sampit", "62.02.06", "SDA-1",
     "kesepakatan_damai", 0, 40),
)  # fmt: skip
LATE = ("Dua kampung saling serang di Tamalate, polisi berjaga", "73.71.10", "SOS-1",
        "bentrok_massa", 4, 0)  # fmt: skip


def officers() -> None:
    """Accounts with their offices."""
    from sipks.people.models import Membership, User
    from sipks.people.services.offices import office_of_area, offices_load
    from sipks.places.models import Area

    offices_load()
    for username, code, role in OFFICERS:
        user = User.objects.create_user(username, password=PASSWORD, name=username.title())
        area = Area.objects.get(code=code, valid_to=None)
        Membership.objects.create(
            user=user,
            area=area,
            office=office_of_area(area),
            roles=[role],
            clearance=2,
            valid_from=date(2020, 1, 1),
            valid_to=OVER if username == "usai" else None,
        )


def _told(row: tuple[Any, ...], by: str, note: str = "") -> Any:
    from sipks.incidents.tests.telling import tell

    title, place, category, form, severity, days = row
    then = datetime.now(UTC) - timedelta(days=days, hours=2)
    text = f"{title}{note}. Petugas masih mengumpulkan keterangan di lokasi."
    day = (then + timedelta(hours=8)).date().isoformat()
    return tell(
        text, place, day, by=by, category=category, form=form, severity=severity,
        reported=then, title=title,
    )  # fmt: skip


def make() -> dict[str, str]:
    """Fill the database; answers the ids that the tests go to."""
    from sipks.incidents.models import Incident
    from sipks.incidents.tests.telling import group
    from sipks.intake.models import Source, SourceKind
    from sipks.places.models import Area

    officers()
    radio = Source.objects.create(
        code="radio-warga",
        name="Radio Warga Makassar",
        kind=SourceKind.CITIZEN,
        area=Area.objects.get(code="73.71", valid_to=None),
        scope_code="73.71",
    )
    group(*(_told(row, "harian-a") for row in NEWS))
    group(_told(NEWS[0], "radio-warga", " semalam"))
    first = Incident.objects.get(title__startswith="Bentrok dua", merged_into=None)
    signal = first.signals.first()
    assert signal is not None
    return {
        "incident": str(first.pk),
        "item": str(signal.item_id),
        "source": str(radio.pk),
    } | _offices()


def _offices() -> dict[str, str]:
    """Ids of what the pages of offices are opened on."""
    from sipks.people.models import Membership, Office

    membership = Membership.objects.get(user__username="makassar")
    return {
        "office": str(membership.office_id),
        "team": str(Office.objects.get(kind="timdu", area__code="73.71").pk),
        "person": str(membership.user_id),
        "membership": str(membership.pk),
    }


def arrive() -> dict[str, str]:
    """One more telling comes in and is announced."""
    from sipks.incidents.services.live import announce
    from sipks.incidents.tests.telling import group

    (signal,) = group(_told(LATE, "radio-warga"))
    announce([signal.incident], signals=1)
    return {"incident": str(signal.incident_id)}


def key() -> dict[str, str]:
    """An officer who will hand over makes a key."""
    from sipks.intake.models import Source
    from sipks.intake.services.tokens import token_create
    from sipks.people.models import User
    from sipks.people.scope import Actor, bind

    with bind(Actor.of(User.objects.get(username="lama"))):
        token, _ = token_create(source=Source.objects.get(code="radio-warga"), name="peladen")
    return {"token": str(token.pk)}


def main() -> None:
    """Do what the command line says; the answer goes to standard output as JSON."""
    ready()
    from django.db import transaction

    from sipks.people.scope import Actor, bind

    with bind(Actor.program("uji", "people", "intake", "incidents")), transaction.atomic():
        print(json.dumps({"make": make, "arrive": arrive, "key": key}[sys.argv[1]]()))


if __name__ == "__main__":
    main()
