from __future__ import annotations

import pytest

from sipks.audit.models import Entry
from sipks.incidents.models import Incident, Signal
from sipks.people.scope import Actor, bind
from sipks.places.models import Area, Level

from .telling import group, incidents, later, source, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(areas: dict[str, Area], program: Actor) -> None:
    Area.objects.create(
        code="73.71.02",
        name="Mamajang",
        level=Level.DISTRICT,
        kind="",
        lat=-5.16,
        lon=119.42,
        parent=areas["73.71"],
        timezone="Asia/Makassar",
    )


A = (
    "Bentrokan antara dua kelompok pemuda pecah di Jalan Cendrawasih, Kecamatan Mariso, Makassar, "
    "Senin dini hari. Tiga rumah rusak terkena lemparan batu dan busur, dua pemuda dilarikan ke "
    "RS Bhayangkara. Kapolsek Mariso menyebut bentrok dipicu ketersinggungan saat pesta miras."
)
B = (
    "MAKASSAR - Dua kelompok pemuda terlibat bentrok di Jl Cendrawasih, Mariso, Senin. Akibatnya "
    "tiga rumah warga rusak dilempari batu. Dua orang luka terkena busur dan dirawat di RS "
    "Bhayangkara. Bentrok diduga dipicu ketersinggungan di acara pesta minuman keras."
)
C = (
    "Situasi di Kecamatan Mariso kembali kondusif setelah bentrok pemuda di Jalan Cendrawasih, "
    "kata Kapolsek. Tiga rumah yang rusak akan diperbaiki, korban busur masih di RS Bhayangkara."
)
OTHER = (
    "Puluhan warga Mamajang dan kelompok sopir angkot saling serang di depan Pasar Sambung "
    "Jawa, Senin siang, karena rebutan lahan parkir. Satu sepeda motor dibakar massa."
)


def test_same_event_told_by_three_outlets_is_one_incident() -> None:
    told = group(tell(A, by="harian-a"), tell(B, by="harian-b"), tell(C, by="harian-c"))
    [incident] = incidents(told)
    assert (incident.tellings, incident.sources) == (3, 3)
    assert incident.scope_code == "73.71.01"


def test_arrival_in_separate_batches_gives_the_same() -> None:
    told = [group(tell(text, by=by))[0] for text, by in ((A, "a"), (B, "b"), (C, "c"))]
    [incident] = incidents(told)
    assert (incident.tellings, incident.sources) == (3, 3)


def test_two_events_in_neighbouring_districts_on_one_day_stay_two() -> None:
    told = group(tell(A), tell(OTHER, "73.71.02"), tell(B, by="harian-b"))
    assert told[0].incident_id == told[2].incident_id != told[1].incident_id


def test_one_event_over_three_days_is_one_incident_with_its_span() -> None:
    days = [
        ("Warga memblokade jalan poros Mariso menolak penggusuran Pasar Mariso", "2025-02-03"),
        (
            "Hari kedua, blokade jalan poros Mariso oleh warga penolak penggusuran pasar berlanjut",
            "2025-02-04",
        ),
        (
            "Blokade jalan poros Mariso berakhir, warga penolak penggusuran pasar berunding",
            "2025-02-05",
        ),
    ]
    told = [
        group(tell(text, day=day, form="blokade", reported=later(days=n), by=f"harian-{n}"))[0]
        for n, (text, day) in enumerate(days)
    ]
    [incident] = incidents(told)
    assert incident.happened_from.isoformat() == "2025-02-02T16:00:00+00:00"
    assert incident.happened_to.isoformat() == "2025-02-05T15:59:59+00:00"


def test_the_same_brawl_a_month_later_is_another() -> None:
    first, second = group(tell(A), tell(B, day="2025-03-05", reported=later(days=30)))
    assert first.incident_id != second.incident_id


def test_syndicated_copies_count_once() -> None:
    wire = tell(A, by="antara")
    copies = [tell(f"{A} (dok)", by=f"portal-{n}", reported=later(hours=n + 1)) for n in range(5)]
    told = group(wire, *copies)
    [incident] = incidents(told)
    assert (incident.tellings, incident.sources) == (6, 1)
    assert [one.copy_of_id for one in told] == [None, *[told[0].pk] * 5]


def test_a_copy_that_comes_later_is_found_in_the_store() -> None:
    [first] = group(tell(A, by="antara"))
    [copy] = group(tell(f"{A} Foto: istimewa", place="", by="portal", reported=later(days=3)))
    assert (copy.copy_of_id, copy.incident_id) == (first.pk, first.incident_id)


def test_the_same_words_of_another_place_are_no_copy() -> None:
    form = "Unjuk rasa damai mahasiswa di depan kantor DPRD menolak kenaikan harga BBM"
    here, there = group(tell(form, "73.71"), tell(form, "73.06"))
    assert here.incident_id != there.incident_id
    assert there.copy_of_id is None


def test_vaguer_text_joins_the_incident_it_tells_of() -> None:
    [first] = group(tell(A))
    vague = (
        "Bentrok dua kelompok pemuda di Makassar, tiga rumah rusak dilempari batu, korban "
        "terkena busur dirawat di RS Bhayangkara"
    )
    [second] = group(tell(vague, "73.71", by="harian-b"))
    assert second.incident_id == first.incident_id
    [incident] = incidents([first])
    assert incident.scope_code == "73.71.01"


def test_a_vaguer_text_does_not_tie_places_that_exclude_each_other() -> None:
    both = "Bentrok pemuda di Makassar, rumah rusak dilempari batu dan busur, sopir angkot parkir"
    told = group(tell(A), tell(OTHER, "73.71.02"), tell(both, "73.71", by="harian-b"))
    assert told[0].incident_id != told[1].incident_id
    assert {one.scope_code for one in incidents(told)} == {"73.71.01", "73.71.02"}


def test_a_vaguer_text_that_came_first_takes_no_second_place() -> None:
    both = f"{A} {OTHER}"
    told = [group(one)[0] for one in (tell(both, "73.71"), tell(A), tell(OTHER, "73.71.02"))]
    assert told[1].incident_id != told[2].incident_id


def test_a_late_telling_joins_two_incidents_into_one_visibly() -> None:
    first, second = (
        "Kebakaran rumah di Jalan Rajawali Mariso dipicu lemparan molotov kelompok bertopeng",
        "Dua pemuda ditangkap membawa busur panah seusai tawuran antarlorong Nuri Cendrawasih",
    )
    apart = group(tell(first), tell(second, by="b"))
    assert apart[0].incident_id != apart[1].incident_id
    [bridge] = group(tell(f"{first}. {second}", by="c"))
    [incident] = Incident.objects.filter(merged_into=None)
    assert (bridge.incident_id, incident.tellings) == (incident.pk, 3)
    [decision] = incident.decisions.all()
    assert (decision.verb, decision.actor_name, decision.actor_id) == ("join", "SIPKS", None)
    with bind(Actor.program("test", "audit")):
        entry = Entry.objects.get(verb="incidents_join")
    assert entry.detail["count"] == len(entry.detail["joined"]) == 1


def test_the_headline_of_an_article_goes_before_the_first_post() -> None:
    source("medsos", kind="social")
    [posted] = group(tell(A.lower(), by="medsos", reported=later(hours=-2), relevance=0.99))
    group(tell(B, by="harian-b"))
    [incident] = incidents([posted])
    assert incident.tellings == 2
    assert incident.title.startswith("MAKASSAR")


def test_practice_and_the_real_thing_are_never_one() -> None:
    real, practice = group(tell(A), tell(A, by="latihan", drill=True))
    assert real.incident_id != practice.incident_id
    assert practice.copy_of_id is None


def test_what_is_not_placed_is_kept_apart_and_seen_by_its_owner() -> None:
    told = group(tell(A, place=""), tell(OTHER, place="", by="b"))
    assert len(incidents(told)) == 2
    assert {one.scope_code for one in incidents(told)} == {"ID"}


def test_one_outlier_does_not_move_the_place() -> None:
    told = group(tell(A), tell(B, by="b"), tell(C, "73.71", by="c"))
    [incident] = incidents(told)
    assert incident.area is not None
    assert incident.area.code == "73.71.01"


def test_officers_of_the_incident_read_its_vaguer_tellings() -> None:
    vague = tell(f"{A} Demikian laporan dari Sulawesi Selatan.", "73", by="b")
    told = group(tell(A), vague)
    assert told[0].incident_id == told[1].incident_id
    assert {one.scope_code for one in told} == {"73.71.01"}
    assert told[1].place == "73"


def test_hot_incident_is_counted_without_reading_it_anew() -> None:
    texts = [f"{A} Pembaruan ke-{n} pukul {n} lewat saksi {n * 7919}" for n in range(90)]
    for start in range(0, 90, 9):
        group(
            *[
                tell(text, by=f"portal-{n % 5}", reported=later(minutes=n))
                for n, text in enumerate(texts[start : start + 9], start)
            ]
        )
    [incident] = Incident.objects.all()
    stored = Signal.objects.filter(incident=incident)
    originals = stored.filter(copy_of=None)
    assert incident.tellings == stored.count() == 90
    assert incident.sources == originals.values("teller").distinct().count()
    assert incident.last_reported == later(minutes=89)
    assert incident.speakers == stored.filter(speaks=True).count() <= 12
