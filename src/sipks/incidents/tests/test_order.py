"""Whatever the order in which tellings arrive, and however they are batched, the groups are the
same. What `signals_group` excepts is left out: each text has words of its own (no copies), and no
place lies in another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipks.incidents.models import Incident, Signal
from sipks.people.scope import Actor
from sipks.places.models import Area, Level

from .telling import Told, group, later, tell

pytestmark = pytest.mark.django_db

WORDS = [
    "cendrawasih",
    "rajawali",
    "parkir",
    "blokade",
    "molotov",
    "pelajar",
    "bhayangkara",
    "angkot",
    "penggusuran",
    "busur",
    "lorong",
    "masjid",
    "gereja",
    "sawit",
    "tambang",
    "pilkada",
    "ricuh",
    "ambulans",
    "jembatan",
    "pasar",
]
PLACES = ("73.71.01", "73.71.02", "53.71")
KINDS = (("SOS-1", "bentrok_massa"), ("EKO-2", "blokade"), ("", ""))

tellings = st.tuples(
    st.sets(st.sampled_from(WORDS), min_size=4, max_size=9),
    st.sampled_from(PLACES),
    st.integers(1, 6),
    st.sampled_from(KINDS),
)
cases = st.lists(tellings, min_size=2, max_size=10).flatmap(
    lambda told: st.tuples(
        st.just(told),
        st.permutations(range(len(told))),
        st.lists(st.integers(1, len(told)), max_size=3, unique=True).map(sorted),
    )
)


@pytest.fixture(autouse=True)
def ground(areas: dict[str, Area], program: Actor) -> None:
    Area.objects.create(
        code="73.71.02", name="Mamajang", level=Level.DISTRICT, kind="", parent=areas["73.71"]
    )


def partition(told: list[Told], cuts: list[int]) -> set[frozenset[int]]:
    """Groups of item rows after taking tellings in, in batches that end at `cuts`."""
    for start, end in pairwise([0, *cuts, len(told)]):
        if start < end:
            group(*told[start:end])
    groups: dict[object, set[int]] = {}
    for incident, row in Signal.objects.values_list("incident_id", "item__row"):
        groups.setdefault(incident, set()).add(row)
    assert set(groups) == set(
        Incident.objects.filter(merged_into=None).values_list("pk", flat=True)
    )
    return {frozenset(rows) for rows in groups.values()}


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cases)
def test_permuting_arrival_gives_the_same_groups(
    case: tuple[list[tuple[set[str], str, int, tuple[str, str]]], list[int], list[int]],
) -> None:
    drawn, order, cuts = case
    outcomes = []
    for sequence, ends in ((range(len(drawn)), []), (order, cuts)):
        with transaction.atomic():
            told = [
                tell(
                    " ".join([*sorted(words), *(f"unik{n}{m}" for m in "abc")]),
                    place,
                    f"2025-02-0{day}",
                    category=category,
                    form=form,
                    reported=later(days=day),
                    by=f"s{n}",
                )
                for n, (words, place, day, (category, form)) in enumerate(drawn)
            ]
            numbers = {item.row: n for n, (item, _) in enumerate(told)}
            rows = partition([told[n] for n in sequence], list(ends))
            outcomes.append({frozenset(numbers[row] for row in one) for one in rows})
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_copies_and_their_original_come_together_in_any_order(order: tuple[int, ...]) -> None:
    wire = (
        "Tiga rumah di Jalan Rajawali rusak setelah pemuda dua lorong saling serang memakai busur"
        " dan batu, kata kapolsek, yang menahan empat orang bersama barang bukti ketapel"
    )
    texts = [wire, f"{wire} (dok)", f"Antara: {wire}", wire]
    told = [tell(text, by=f"s{n}") for n, text in enumerate(texts)]
    assert partition([told[n] for n in order], [2]) == {frozenset(item.row for item, _ in told)}
    assert Signal.objects.filter(copy_of=None).count() == 1
    assert Incident.objects.get().sources == 1
