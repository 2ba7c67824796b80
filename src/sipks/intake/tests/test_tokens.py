from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.intake.models import SenderToken, Source, TokenState, Verb
from sipks.intake.services.sources import source_update
from sipks.intake.services.token_check import (
    TooOften,
    token_check,
    token_source,
    token_sources,
    token_spend,
    token_spend_lines,
)
from sipks.intake.services.tokens import (
    TokenRotated,
    TokenUseless,
    token_create,
    token_revoke,
    token_rotate,
)
from sipks.people.models import Office
from sipks.people.models.office import OfficeKind
from sipks.people.scope import Actor
from sipks.places.models import Area

from .intake_world import make_source

pytestmark = pytest.mark.django_db
HOME, AWAY = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def made(source: Source) -> tuple[SenderToken, str]:
    return token_create(source=source, name="mitra")


def again(token: SenderToken) -> SenderToken:
    return SenderToken.objects.get(pk=token.pk)


def test_the_secret_is_not_kept(made: tuple[SenderToken, str]) -> None:
    token, secret = made
    assert secret not in str(SenderToken.objects.values().get())
    assert secret not in str(list(Entry.objects.values()))
    assert len(secret) > 40
    found = token_check(secret)
    assert found
    assert found.pk == token.pk


@pytest.mark.parametrize("asked", [1, 90, 365, 5000])
def test_no_token_lasts_longer_than_the_office_allows(
    asked: int, source: Source, settings: Any
) -> None:
    settings.TOKEN_MAX_DAYS = 100
    token, _ = token_create(source=source, name="x", days=asked)
    days = (token.expires_at - timezone.now()).total_seconds() / 86400
    assert days == pytest.approx(min(asked, 100), abs=0.01)


def test_states(made: tuple[SenderToken, str]) -> None:
    token, _ = made
    states = [token.state]
    for change in (
        {"expires_at": timezone.now() + timedelta(days=29)},
        {"expires_at": timezone.now()},
        {"revoked_at": timezone.now()},
    ):
        SenderToken.objects.update(**change)
        states.append(again(token).state)
    assert states == [TokenState.VALID, TokenState.ENDING, TokenState.ENDED, TokenState.REVOKED]


def test_after_a_rotation_both_secrets_work_for_a_while(
    made: tuple[SenderToken, str], settings: Any
) -> None:
    token, old = made
    settings.TOKEN_OVERLAP_HOURS = 5
    rotated, new = token_rotate(token=token)
    assert old != new
    assert [bool(token_check(one)) for one in (old, new)] == [True, True]
    assert rotated.old_until
    left = rotated.old_until - timezone.now()
    assert left.total_seconds() == pytest.approx(5 * 3600, abs=60)
    SenderToken.objects.update(old_until=timezone.now() - timedelta(seconds=1))
    assert [bool(token_check(one)) for one in (old, new)] == [False, True]


def test_a_second_rotation_ends_the_first_secret(made: tuple[SenderToken, str]) -> None:
    token, first = made
    token, second = token_rotate(token=token)
    token, third = token_rotate(token=token)
    assert [bool(token_check(one)) for one in (first, second, third)] == [False, True, True]


def test_the_end_moves_only_when_asked(made: tuple[SenderToken, str]) -> None:
    token, _ = made
    end = token.expires_at
    token, _ = token_rotate(token=token)
    assert token.expires_at == end
    token, _ = token_rotate(token=token, days=30)
    assert token.expires_at < end


def test_a_secret_that_ran_out_is_not_revived(made: tuple[SenderToken, str]) -> None:
    token, old = made
    SenderToken.objects.update(expires_at=timezone.now() - timedelta(days=1))
    _, new = token_rotate(token=again(token), days=30)
    assert [bool(token_check(one)) for one in (old, new)] == [False, True]


def test_what_was_taken_back_stays_so(made: tuple[SenderToken, str]) -> None:
    token, secret = made
    token_revoke(token=token)
    with pytest.raises(TokenUseless):
        token_rotate(token=again(token))
    assert token_check(secret) is None


def test_two_who_rotate_at_once_make_one_new_secret(made: tuple[SenderToken, str]) -> None:
    token, _ = made
    seen = again(token)
    token_rotate(token=token)
    with pytest.raises(TokenRotated):
        token_rotate(token=seen)


def test_only_from_its_networks(source: Source) -> None:
    _, secret = token_create(source=source, name="x", networks=["203.0.113.0/24", "2001:db8::/32"])
    seen = {one: bool(token_check(secret, one)) for one in (HOME, "2001:db8::1", AWAY, "::1")}
    assert seen == {HOME: True, "2001:db8::1": True, AWAY: False, "::1": False}


def test_it_ends_with_its_agency(source: Source) -> None:
    office = Office.objects.create(kind=OfficeKind.PARTNER, area=source.area, name="Lembaga X")
    _, secret = token_create(source=source, name="x", office=office)
    assert token_check(secret)
    Office.objects.update(active=False)
    assert token_check(secret) is None


def test_last_use_tells_when_and_from_where(made: tuple[SenderToken, str]) -> None:
    token, secret = made
    token_check(secret, HOME)
    first = again(token)
    assert (first.last_address, first.old_used) == (HOME, None)
    token_check(secret, AWAY)
    assert again(token).last_used == first.last_used  # once a minute is enough
    token_rotate(token=again(token))
    token_check(secret, AWAY)
    assert again(token).old_used is not None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"revoked_at": timezone.now()}, "revoked"),
        ({"expires_at": timezone.now()}, "expired"),
        ({"networks": ["10.0.0.0/8"]}, "network"),
    ],
)
def test_an_office_learns_of_refusals(
    made: tuple[SenderToken, str], change: dict[str, Any], why: str
) -> None:
    token, secret = made
    SenderToken.objects.update(**change)
    assert token_check(secret, HOME) is None
    entry = Entry.objects.filter(verb="refused").get()
    assert (entry.subject_id, entry.scope_code) == (str(token.source_id), "73.71")
    assert (entry.detail["why"], entry.detail["name"]) == (why, "mitra")


@pytest.mark.parametrize(
    "secret", ["", "sipks_", "sipks_" + "a" * 43, "x" * 49, "sipks_" + "é" * 43, "sipks_\0" * 9]
)
def test_what_is_no_secret(secret: str, made: tuple[SenderToken, str]) -> None:
    assert token_check(secret, HOME) is None
    assert not Entry.objects.filter(verb="refused").exists()


def test_guessing_is_slowed_down_for_the_guesser_alone(made: tuple[SenderToken, str]) -> None:
    _, secret = made
    assert guesses([HOME] * 100) < 100
    assert token_check(secret, HOME)  # from the same address, with a valid token
    assert token_check("sipks_" + "a" * 43, AWAY) is None


def test_a_guesser_with_many_addresses_of_one_line_counts_as_one(program: Actor) -> None:
    assert guesses([f"2001:db8::{number:x}" for number in range(100)]) < 100


def guesses(addresses: list[str]) -> int:
    """How many guesses were looked at, before it was told to wait."""
    for number, address in enumerate(addresses):
        try:
            assert token_check("sipks_" + "a" * 43, address) is None
        except TooOften:
            return number
    return len(addresses)


def test_each_token_has_its_own_measure(source: Source, settings: Any) -> None:
    settings.TOKEN_PER_MINUTE = 2
    first, second = (token_create(source=source, name=name)[0] for name in "ab")
    token_spend(first)
    token_spend(first)
    with pytest.raises(TooOften):
        token_spend(first)
    token_spend(second)


def test_lines_count_too(source: Source, settings: Any) -> None:
    settings.TOKEN_PER_MINUTE = 20
    token, _ = token_create(source=source, name="a")
    token_spend(token)
    token_spend_lines(token, 99)
    token_spend(token)
    token_spend_lines(token, 10_000)
    with pytest.raises(TooOften):
        token_spend(token)


def test_sources_that_it_may_send_for(source: Source, areas: dict[str, Area]) -> None:
    more, other = make_source(areas["73.06"], "LAGI"), make_source(areas["53.71"], "LAIN")
    token, _ = token_create(source=source, name="x", also=[more, source], verbs=[Verb.SEND])
    assert token_sources(token) == [source, more]
    assert [token_source(token, one.code) for one in (source, more, other)] == [source, more, None]
    assert token_source(token, "") == source
    source_update(source=more, active=False)
    assert token_source(token, "LAGI") is None
