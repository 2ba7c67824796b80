"""The practice material and officers of `sipks up --demo`; all of it is marked LATIHAN."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from sipks.data import latihan
from sipks.intake.models import Source, SourceKind
from sipks.intake.services.sources import source_create
from sipks.intake.services.uploads import upload_create
from sipks.people.choices import Classification, Role
from sipks.people.scope import COUNTRY, Actor, bind
from sipks.people.services import officer_create
from sipks.places.models import Area

from .env import home

OFFICERS = [
    ("pusat", "Analis Pusat", COUNTRY, Role.NATIONAL_ANALYST),
    ("sulsel", "Analis Sulawesi Selatan", "73", Role.PROVINCE_ANALYST),
    ("makassar", "Verifikator Kota Makassar", "73.71", Role.VERIFIER),
    ("gowa", "Verifikator Kabupaten Gowa", "73.06", Role.VERIFIER),
    ("kupang", "Verifikator Kota Kupang", "53.71", Role.VERIFIER),
    ("kaban", "Kaban Kota Makassar", "73.71", Role.HEAD),
    ("admin", "Admin sistem", COUNTRY, Role.ADMINISTRATOR),
]
SOURCES = {
    "LATIHAN-BERITA": ("Berita (latihan)", SourceKind.NEWS),
    "LATIHAN-MEDSOS": ("Media sosial (latihan)", SourceKind.SOCIAL),
    "LATIHAN-WARGA": ("Laporan warga (latihan)", SourceKind.CITIZEN),
    "LATIHAN-TIMDU": ("Grup Tim Terpadu (latihan)", SourceKind.OFFICE),
    "LATIHAN-LI": ("Laporan Informasi (latihan)", SourceKind.INTELLIGENCE),
}


def demo_load() -> str:
    """Make the practice officers and bring the practice material in, once; answers how to sign
    in."""
    with bind(Actor.program("sipks up --demo")):
        password = _officers()
        if not Source.objects.filter(code__in=SOURCES).exists():
            _material()
    names = ", ".join(username for username, *_ in OFFICERS)
    return f"Masuk sebagai {names}; sandi: {password}"


@transaction.atomic
def _officers() -> str:
    """Officers with one password, made here and kept in the home folder."""
    path = home() / "sandi-latihan.txt"
    if path.exists():
        return path.read_text().strip()
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    for username, name, code, role in OFFICERS:
        officer_create(
            username=username,
            name=f"{name} (LATIHAN)",
            password=password,
            area=Area.objects.get(code=code, valid_to=None),
            roles=[role],
            clearance=Classification.SECRET,
        )
    path.touch(mode=0o600)
    path.write_text(password)
    return password


def _material() -> None:
    country = Area.objects.get(code=COUNTRY, valid_to=None)
    sources = {
        code: source_create(code=code, name=name, kind=kind, area=country, drill=True)
        for code, (name, kind) in SOURCES.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        for path, code in latihan.write(Path(folder), timezone.now()):
            with path.open("rb") as stream:
                upload_create(source=sources[code], stream=stream, name=path.name)
