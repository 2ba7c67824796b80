"""A guesser is stopped; the officer whose name is guessed at still gets in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.models import CacheRow, User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.people.signin.address import client_address, network_of
from sipks.people.signin.cache import TableCache
from sipks.people.signin.device import COOKIE, device_of
from sipks.people.signin.limits import (
    FREE_GUESSES,
    PER_KNOWN_DEVICE,
    PER_NAME_AND_NETWORK,
    PER_NETWORK,
    Attempt,
    TooManyAttempts,
)
from sipks.people.tasks import forget_tries

from .officers import MakeOfficer

PASSWORD = "rahasia-betul"
GUESSER, OFFICE = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def clerk(make_officer: MakeOfficer) -> User:
    return make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)


def enter(client: Client, name: str, password: str, address: str) -> Any:
    sent = {"login": name, "password": password}
    return client.post("/akun/login/", sent, REMOTE_ADDR=address)


def hammer(name: str, address: str, times: int = PER_NAME_AND_NETWORK) -> Any:
    client = Client()
    for _ in range(times):
        answer = enter(client, name, "tebakan", address)
    return answer


def test_the_guesser_is_stopped_even_with_the_right_password(clerk: User) -> None:
    hammer("pelapor", GUESSER)
    answer = enter(Client(), "pelapor", PASSWORD, GUESSER)
    assert answer.status_code == 200
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_the_first_refusal_is_in_the_record_and_not_each(clerk: User) -> None:
    hammer("pelapor", GUESSER, 4 * PER_NAME_AND_NETWORK)
    with bind(Actor.program("test", "audit")):
        told = [entry.detail for entry in Entry.objects.filter(verb="sign_in_failed")]
    assert len(told) == PER_NAME_AND_NETWORK + 1
    assert [entry.get("blocked", False) for entry in told].count(True) == 1


def test_the_officer_gets_in_from_elsewhere_meanwhile(clerk: User) -> None:
    hammer("pelapor", GUESSER, 3 * PER_NAME_AND_NETWORK)
    assert enter(Client(), "pelapor", PASSWORD, OFFICE).status_code == 302


def test_the_officer_gets_in_on_a_known_device_even_beside_the_guesser(clerk: User) -> None:
    known = Client()
    enter(known, "pelapor", PASSWORD, OFFICE)
    known.post("/akun/logout/")
    hammer("pelapor", GUESSER, 3 * PER_NAME_AND_NETWORK)
    assert enter(known, "pelapor", PASSWORD, GUESSER).status_code == 302


def test_a_name_guessed_at_from_many_networks_slows_down_for_strangers_only(clerk: User) -> None:
    known = Client()
    enter(known, "pelapor", PASSWORD, OFFICE)
    known.post("/akun/logout/")
    for number in range(FREE_GUESSES + 5):
        hammer("pelapor", f"203.0.113.{number}", 1)
    answer = enter(Client(), "pelapor", PASSWORD, "192.0.2.1")
    assert "detik" in answer.content.decode()
    assert enter(known, "pelapor", PASSWORD, OFFICE).status_code == 302


def test_a_known_device_is_no_way_to_guess_without_end(clerk: User) -> None:
    thief = Client()
    enter(thief, "pelapor", PASSWORD, OFFICE)
    thief.post("/akun/logout/")
    for _ in range(PER_KNOWN_DEVICE):
        enter(thief, "pelapor", "tebakan", OFFICE)
    assert enter(thief, "pelapor", PASSWORD, OFFICE).status_code == 200


def test_a_device_known_for_one_name_is_not_known_for_another(clerk: User) -> None:
    client = Client()
    enter(client, "pelapor", PASSWORD, OFFICE)
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = client.cookies[COOKIE].value
    assert device_of(request, "Pelapor")
    assert not device_of(request, "kaban")
    request.COOKIES[COOKIE] += "x"
    assert not device_of(request, "pelapor")


def test_many_names_from_one_network_are_counted_together(db: None) -> None:
    client = Client()
    for number in range(PER_NETWORK):
        enter(client, f"nama{number}", "tebakan", GUESSER)
    answer = enter(client, "nama-lain", "tebakan", GUESSER)
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_good_sign_ins_do_not_use_up_the_network_of_an_office(clerk: User) -> None:
    for _ in range(PER_NETWORK + 5):
        assert enter(Client(), "pelapor", PASSWORD, OFFICE).status_code == 302


def test_an_unknown_name_is_answered_like_a_known_one(clerk: User) -> None:
    answers = [hammer(name, address) for name, address in (("pelapor", "192.0.2.1"),
                                                           ("tidak-ada", "192.0.2.2"))]  # fmt: skip
    known, unknown = (answer.content.decode() for answer in answers)
    assert "Nama pengguna atau kata sandi salah." in known
    assert "Nama pengguna atau kata sandi salah." in unknown


def test_a_lost_password_is_mailed_three_times_and_each_link_works(
    clerk: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with bind(SIGN_IN):
        User.objects.filter(pk=clerk.pk).update(email="pelapor@kota.example")
    ask, stranger = reverse("account_reset_password"), Client()
    for number in range(6):
        answer = stranger.post(
            ask, {"email": "pelapor@kota.example"}, REMOTE_ADDR=f"203.0.113.{number}"
        )
        assert answer.status_code == 302
    assert len(mail.outbox) == 3
    first = next(word for word in str(mail.outbox[0].body).split() if "password/reset/key" in word)
    client = Client()
    page = client.get(first, follow=True)
    sent = {"password1": "gajah-lompat-pagar-7", "password2": "gajah-lompat-pagar-7"}
    client.post(page.redirect_chain[-1][0], sent)
    assert enter(Client(), "pelapor", "gajah-lompat-pagar-7", OFFICE).status_code == 302


def test_asking_for_links_is_limited_by_address(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = Client(REMOTE_ADDR=GUESSER)
    answers = [
        client.post(reverse("account_reset_password"), {"email": f"a{number}@kota.example"})
        for number in range(11)
    ]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert mail.outbox == []


def test_processes_that_count_at_the_same_time_lose_nothing(db: None) -> None:
    table, begin = TableCache("", {}), threading.Barrier(4)

    def count() -> list[int]:
        begin.wait(10)
        try:
            return [table.count("bersama", 60) for _ in range(5)]
        finally:
            connection.close()

    def forget() -> None:
        table.delete("bersama")
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(count) for _ in range(4)]
        counts = [found for one in asked for found in one.result()]
        threads.submit(forget).result()
    assert sorted(counts) == list(range(1, 21))


def test_values_of_the_shared_cache_expire(db: None) -> None:
    cache.set("a", [1, "x"], 60)
    assert cache.get("a") == [1, "x"]
    assert not cache.add("a", 2, 60)
    cache.set("a", 3, -1)
    assert cache.get("a", "habis") == "habis"
    assert cache.add("a", 4, 60)
    cache.touch("a", -1)
    forget_tries(0)
    with bind(SIGN_IN):
        assert not CacheRow.objects.exists()


def test_an_attempt_names_nobody_in_the_table(db: None) -> None:
    request = RequestFactory().post("/akun/login/", REMOTE_ADDR=GUESSER)
    Attempt(request, "Rahasia123").begin()
    with bind(SIGN_IN), connection.cursor() as cursor:
        cursor.execute("select string_agg(key || value::text, ' ') from people_cacherow")
        stored = cursor.fetchone()[0]
    assert "rahasia" not in stored.lower()
    assert GUESSER not in stored


def test_how_long_to_wait_is_told(db: None) -> None:
    request = RequestFactory().post("/akun/login/", REMOTE_ADDR=GUESSER)
    for _ in range(PER_NAME_AND_NETWORK):
        Attempt(request, "siapa").begin()
    with pytest.raises(TooManyAttempts) as refused:
        Attempt(request, "siapa").begin()
    assert refused.value.seconds > 60


@pytest.mark.parametrize(
    ("peer", "told", "trusted", "found"),
    [
        ("203.0.113.9", "", "", "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", "", "203.0.113.9"),
        ("10.0.0.2", "1.2.3.4", "10.0.0.0/8", "1.2.3.4"),
        ("10.0.0.2", "6.6.6.6, 1.2.3.4", "10.0.0.0/8", "1.2.3.4"),
        ("10.0.0.2", "1.2.3.4, 10.0.0.9", "10.0.0.0/8", "1.2.3.4"),
        ("10.0.0.2", "bukan alamat", "10.0.0.0/8", "10.0.0.2"),
        ("::ffff:192.0.2.1", "", "", "192.0.2.1"),
        ("", "", "", "0.0.0.0"),
    ],
)
def test_the_address_is_what_trusted_proxies_saw(
    settings: Settings, peer: str, told: str, trusted: str, found: str
) -> None:
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network(trusted)] if trusted else []
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)
    assert client_address(request) == found


def test_one_line_is_one_visitor() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
