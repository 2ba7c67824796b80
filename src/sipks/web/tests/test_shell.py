from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory, override_settings

from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, Grant
from sipks.web import assets
from sipks.web.navigation import first_page, menu


def page(request: HttpRequest, content: str = "") -> str:
    template = '{% extends "web/base.html" %}{% block content %}' + content + "{% endblock %}"
    return engines["django"].from_string(template).render({}, request)


@pytest.fixture
def request_of(rf: RequestFactory, officer: User) -> HttpRequest:
    request = rf.get("/antrean/", {"wilayah": "73.71"})
    request.user = officer
    request.actor = Actor.of(officer)  # type: ignore[attr-defined]
    return request


def test_the_frame_names_the_officer_and_what_he_may_see(request_of: HttpRequest) -> None:
    shown = page(request_of)
    assert "Makassar" in shown
    assert "Kota Makassar" in shown
    assert "Verifikator · Rahasia" in shown


def test_a_stranger_gets_no_account_menu(rf: RequestFactory, db: None) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    assert "user-menu" not in page(request)


def test_drill_material_is_marked_on_every_page(request_of: HttpRequest) -> None:
    with override_settings(DRILL=True):
        assert "LATIHAN" in page(request_of)
    with override_settings(DRILL=False):
        assert "LATIHAN" not in page(request_of)


def test_the_menu_marks_where_one_is() -> None:
    groups = menu("/antrean/", Actor.program("uji"))
    assert [entry.label for group in groups for entry in group if entry.current] == ["Antrean"]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.REPORTER, {"Lapor", "Wilayah"}),
        (Role.ADMINISTRATOR, {"Wilayah", "Kantor", "Tim Terpadu", "Akses"}),
        (Role.PARLIAMENT, {"Wilayah"}),
        (Role.INFORMATION_OFFICER, {"Wilayah", "Data pribadi"}),
    ],
)
def test_the_menu_offers_what_the_role_may_do(role: Role, labels: set[str]) -> None:
    who = Actor(None, "uji", (Grant("73.71", frozenset({role}), 0),))
    assert {str(entry.label) for group in menu("/", who) for entry in group} == labels


def test_with_whom_something_is_shared_is_offered_the_queue() -> None:
    grant = Grant("73.71", frozenset({Role.PARLIAMENT}), 0, shared=(uuid4(),))
    labels = [entry.label for group in menu("/", Actor(None, "uji", (grant,))) for entry in group]
    assert labels == ["Antrean", "Wilayah"]


def test_who_may_only_report_is_offered_no_lists() -> None:
    reporter = Actor(None, "kader", (Grant("73.71", frozenset({Role.REPORTER}), 0),))
    labels = [entry.label for group in menu("/", reporter) for entry in group]
    assert labels == ["Lapor", "Wilayah"]


def test_the_home_page_is_the_map(officer: User, sign_in: Callable[[User], Client]) -> None:
    assert sign_in(officer).get("/").url == "/peta/"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.REPORTER, "intake:report"),
        (Role.INFORMATION_OFFICER, "privacy:home"),
        (Role.ADMINISTRATOR, "people:offices"),
        (Role.AUDITOR, "incidents:map"),
        (Role.PARLIAMENT, "incidents:map"),
    ],
)
def test_who_may_not_read_the_map_begins_with_his_own_work(role: Role, page: str) -> None:
    assert first_page(Actor(None, "uji", (Grant("73.71", frozenset({role}), 1),))) == page


def test_nobody_comes_in_without_signing_in(client: Client, db: None) -> None:
    assert client.get("/peta/").headers["Location"].startswith("/akun/login/?next=")


def test_the_look_is_remembered_and_leads_back(client: Client, db: None) -> None:
    response = client.post("/tampilan/", {"theme": "dark", "next": "/antrean/?q=a"})
    assert response.headers["Location"] == "/antrean/?q=a"
    assert response.cookies["sipks_tampilan"].value == "dark"


def test_the_look_leads_nowhere_else(client: Client, db: None) -> None:
    response = client.post("/tampilan/", {"theme": "pink", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"
    assert "sipks_tampilan" not in response.cookies


def test_the_sign_in_page_says_what_this_is(client: Client, db: None) -> None:
    shown = client.get("/akun/login/").content.decode()
    assert "tanda awal konflik sosial" in shown
    assert "signup" not in shown


def test_nobody_can_make_an_account(client: Client, db: None) -> None:
    assert "undangan" in client.get("/akun/signup/").content.decode()


def test_the_language_can_be_changed(client: Client, db: None) -> None:
    client.post("/bahasa/", {"language": "en", "next": "/akun/login/"})
    assert '<html lang="en"' in client.get("/akun/login/").content.decode()


def test_a_missing_page_says_so_without_detail(
    officer: User, sign_in: Callable[[User], Client]
) -> None:
    response = sign_in(officer).get("/tidak/ada/")
    assert response.status_code == 404
    assert "Tidak ditemukan" in response.content.decode()


def test_pages_work_before_the_front_end_is_built(
    request_of: HttpRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    shown = page(request_of, "isi")
    assert "isi" in shown
    assert "<script type" not in shown
