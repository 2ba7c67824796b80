from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from sipks.intake.models import Bucket
from sipks.intake.services.buckets import Rate, bucket_charge, bucket_take, buckets_forget
from sipks.people.scope import Actor

pytestmark = pytest.mark.django_db
RATE = Rate(per_minute=60, burst=3)


@pytest.fixture(autouse=True)
def _as_program(program: Actor) -> None:
    """Limits are the program's own affair."""


def passes(seconds: float) -> None:
    """As if so much time had gone by since the last request."""
    Bucket.objects.update(at=F("at") - timedelta(seconds=seconds))


def test_so_many_at_once_and_no_more() -> None:
    assert [bucket_take("a", RATE) for _ in range(3)] == [0, 0, 0]
    assert bucket_take("a", RATE) == pytest.approx(1.0)


def test_what_comes_back_comes_back_evenly() -> None:
    for _ in range(3):
        bucket_take("a", RATE)
    passes(0.5)
    assert bucket_take("a", RATE) > 0
    passes(0.5)
    assert bucket_take("a", RATE) == 0
    assert bucket_take("a", RATE) > 0


def test_the_store_does_not_grow_beyond_its_measure() -> None:
    bucket_take("a", RATE)
    passes(3600)
    assert [bucket_take("a", RATE) > 0 for _ in range(4)] == [False, False, False, True]


def test_a_refused_request_costs_nothing() -> None:
    for _ in range(3):
        bucket_take("a", RATE)
    for _ in range(50):
        bucket_take("a", RATE)
    passes(1)
    assert bucket_take("a", RATE) == 0


def test_one_does_not_pay_for_another() -> None:
    for _ in range(4):
        bucket_take("a", RATE)
    assert bucket_take("b", RATE) == 0


def test_a_large_piece_makes_the_next_wait() -> None:
    bucket_take("a", RATE)
    bucket_charge("a", RATE, 3)
    assert bucket_take("a", RATE) == pytest.approx(2.0)


def test_no_debt_is_larger_than_a_full_store() -> None:
    bucket_take("a", RATE)
    for _ in range(2):
        bucket_charge("a", RATE, 1e9)
    assert bucket_take("a", RATE) <= 2 * RATE.burst + 1


def test_a_clock_set_back_gives_nothing() -> None:
    bucket_take("a", RATE)
    passes(-100)
    assert [bucket_take("a", RATE) > 0 for _ in range(3)] == [False, False, True]


def test_one_statement_a_request(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        bucket_take("a", RATE)


def test_buckets_that_nobody_used_for_a_day_go() -> None:
    bucket_take("a", RATE)
    assert buckets_forget() == 0
    passes(86_401)
    assert buckets_forget() == 1
