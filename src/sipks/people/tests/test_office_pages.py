"""The pages of offices, as the officers of this place, the next one and elsewhere meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.models import HandOver, Invitation, Membership, Office, OfficeKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.offices import offices_load
from sipks.places.models import Area

from .office_world import OfficeOf, WorkFor, only, soon
from .test_teams import PDF

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PASSWORD = "perahu-biru-di-pelabuhan"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def offered(**other: Any) -> dict[str, Any]:
    return {
        "name": "Ani Lestari", "username": "ani", "email": "", "roles": ["R2", "R3"],
        "clearance": "1", "decree_number": "SK/1/2026",
        "decree_date": timezone.localdate().isoformat(), "valid_to": soon().isoformat(),
    } | other  # fmt: skip


@pytest.fixture
def link(head: User, office_of: OfficeOf, sign_in: SignIn) -> str:
    """The link that the page shows after an invitation, as path and query."""
    page = sign_in(head).post(reverse("people:invite", args=[office_of("73.71").pk]), offered())
    found = re.search(r"https?://[^/]+(/undangan/\?kunci=[\w-]+)", text(page))
    assert found, text(page)
    return found[1]


def test_everybody_sees_the_names_of_all_offices(
    office_of: OfficeOf, colleague: User, stranger: User, sign_in: SignIn
) -> None:
    for user in (colleague, stranger):
        client = sign_in(user)
        assert "Kesbangpol Provinsi Sulawesi Selatan" in text(client.get("/kantor/"))
        below = text(client.get("/kantor/?wilayah=73"))
        assert "Kesbangpol Kota Makassar" in below
        assert "Kesbangpol Kabupaten Gowa" in below
        assert "Kesbangpol Kota Makassar" in text(client.get("/kantor/?q=makassar"))
        assert client.get("/kantor/?wilayah=99").status_code == 404


def test_people_of_an_office_are_known_to_colleagues_and_to_who_looks_after_it(
    head: User, admin: User, colleague: User, neighbour: User, stranger: User, centre: User,
    work_for: WorkFor, office_of: OfficeOf, sign_in: SignIn,
) -> None:  # fmt: skip
    above = work_for("73", "kaban-prov", Role.HEAD)
    gowa = work_for("73.06", "kaban-gowa", Role.HEAD)
    page = reverse("people:office", args=[office_of("73.71").pk])
    told = {
        user.username: "Budi" in text(sign_in(user).get(page))
        for user in (head, admin, colleague, neighbour, stranger, centre, above, gowa)
    }
    assert told == {
        "kaban": True, "admin": True, "budi": True, "kaban-prov": True, "gowa": False,
        "kupang": False, "pusat": False, "kaban-gowa": False,
    }  # fmt: skip


def test_when_somebody_was_last_here_is_for_administrators(
    head: User, admin: User, colleague: User, office_of: OfficeOf, sign_in: SignIn
) -> None:
    page = reverse("people:office", args=[office_of("73.71").pk])
    assert "terakhir masuk" in text(sign_in(admin).get(page))
    assert "terakhir masuk" not in text(sign_in(head).get(page))


@pytest.mark.parametrize("who", ["colleague", "neighbour", "stranger", "gowa"])
def test_others_can_neither_open_nor_send_the_forms(
    who: str, head: User, work_for: WorkFor, office_of: OfficeOf, sign_in: SignIn,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    user = (
        work_for("73.06", "kaban-gowa", Role.HEAD)
        if who == "gowa"
        else request.getfixturevalue(who)
    )
    target = work_for("73.71", "sasaran", until=soon(10))
    office, client = office_of("73.71"), sign_in(user)
    refused = 404 if who == "gowa" else 403
    for name, key in (
        ("office_edit", office.pk), ("invite", office.pk), ("renew", office.pk),
        ("membership", only(target).pk), ("hand_over", target.pk), ("leave", target.pk),
    ):  # fmt: skip
        address = reverse(f"people:{name}", args=[key])
        assert client.get(address).status_code == refused, name
        assert client.post(address, offered(reason="x")).status_code == refused, name
    ending = reverse("people:membership_end", args=[only(target).pk])
    assert client.post(ending, {"reason": "x"}).status_code == refused
    assert client.get(reverse("people:person", args=[target.pk])).status_code == 404
    assert only(target).ended_at is None
    with bind(Actor.program("test", "people")):
        assert not Invitation.objects.exists()


def test_the_link_is_shown_once_and_leads_to_an_account(
    link: str, head: User, office_of: OfficeOf, sign_in: SignIn, client: Client
) -> None:
    assert "kunci=" not in text(
        sign_in(head).get(reverse("people:office", args=[office_of("73.71").pk]))
    )
    moved = client.get(link)
    assert moved["Location"] == "/undangan/"  # the secret stands in no address any more
    page = client.get("/undangan/")
    assert "Kesbangpol Kota Makassar" in text(page)
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    weak = client.post(
        "/undangan/", {"name": "Ani", "new_password1": "1234567", "new_password2": "1234567"}
    )
    assert weak.status_code == 200
    done = client.post(
        "/undangan/", {"name": "Ani", "new_password1": PASSWORD, "new_password2": PASSWORD}
    )
    assert done.status_code == 302
    user = User.objects.get(username="ani")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert only(user).roles == ["R2", "R3"]
    with bind(Actor.program("test", "audit")):
        assert Entry.objects.get(verb="sign_in", actor_id=user.pk).detail["methods"] == [
            "invitation"
        ]
    # Cleared for Terbatas: a second factor comes before anything else.
    assert "/akun/keamanan/" in client.get("/antrean/")["Location"]
    again = Client()
    assert again.get(link, follow=True).status_code == 410


def test_a_link_that_leads_nowhere_says_only_that(client: Client, areas: dict[str, Area]) -> None:
    for address in ("/undangan/", "/undangan/?kunci=tidak-ada", "/undangan/?kunci=%00"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 410
        assert "Tautan tidak berlaku" in text(answer)


def test_an_existing_account_signs_in_first(
    head: User, neighbour: User, stranger: User, office_of: OfficeOf, sign_in: SignIn
) -> None:
    page = sign_in(head).post(
        reverse("people:invite", args=[office_of("73.71").pk]), offered(username="gowa")
    )
    link = re.search(r"(/undangan/\?kunci=[\w-]+)", text(page))
    assert link
    assert "Masuklah dengan akun itu" in text(Client().get(link[1], follow=True))
    other = sign_in(stranger)
    assert "Masuklah dengan akun itu" in text(other.get(link[1], follow=True))
    other.post("/undangan/")
    assert neighbour.memberships.count() == 1
    owner = sign_in(neighbour)
    assert "Terima" in text(owner.get(link[1], follow=True))
    assert owner.post("/undangan/").status_code == 302
    assert neighbour.memberships.count() == 2


def test_the_link_is_mailed_where_there_is_a_server(
    head: User, office_of: OfficeOf, sign_in: SignIn, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    page = sign_in(head).post(
        reverse("people:invite", args=[office_of("73.71").pk]), offered(email="ani@example.id")
    )
    assert "kunci=" not in text(page)
    (letter,) = mail.outbox
    assert letter.to == ["ani@example.id"]
    assert re.search(r"/undangan/\?kunci=[\w-]{43}\s", str(letter.body))


def test_an_invitation_is_revoked_on_the_page(
    link: str, head: User, sign_in: SignIn, client: Client
) -> None:
    with bind(Actor.program("test", "people")):
        made = Invitation.objects.get()
    sign_in(head).post(reverse("people:invitation_revoke", args=[made.pk]))
    assert client.get(link, follow=True).status_code == 410


def test_an_office_is_renewed_on_one_page(
    head: User, work_for: WorkFor, office_of: OfficeOf, sign_in: SignIn
) -> None:
    first = work_for("73.71", "satu", until=soon(20))
    late = work_for("73.71", "dua", until=soon(-5))
    fine = work_for("73.71", "tiga", until=soon(150))
    page, client = reverse("people:renew", args=[office_of("73.71").pk]), sign_in(head)
    shown = text(client.get(page))
    assert ("Satu" in shown, "Dua" in shown, "Tiga" in shown) == (True, True, False)
    said = offered(memberships=[only(first).pk, only(late).pk], valid_to=soon(365).isoformat())
    assert client.post(page, said).status_code == 302
    assert only(late).valid_to == only(first).valid_to == soon(365)
    foreign = offered(memberships=[only(fine).pk])
    assert client.post(page, foreign).status_code == 200
    assert only(fine).valid_to == soon(150)


def test_a_membership_is_changed_and_ended_on_the_page(
    head: User, colleague: User, sign_in: SignIn
) -> None:
    client, row = sign_in(head), only(colleague)
    page = reverse("people:membership", args=[row.pk])
    assert client.post(page, offered(clearance="3")).status_code == 200  # above his own
    assert client.post(page, offered(roles=["R14"])).status_code == 200
    assert client.post(page, offered(roles=["R2"])).status_code == 302
    new = Membership.objects.get(user=colleague, ended_at=None)
    assert new.roles == ["R2"]
    ending = reverse("people:membership_end", args=[new.pk])
    client.post(ending, {"reason": ""})
    assert Membership.objects.filter(user=colleague, ended_at=None).exists()
    client.post(ending, {"reason": "pindah"})
    assert not Membership.objects.filter(user=colleague, ended_at=None).exists()


def test_one_who_leaves_hands_over_in_the_same_step(
    head: User, colleague: User, work_for: WorkFor, sign_in: SignIn
) -> None:
    taker = work_for("73.71", "penerus")
    page, client = reverse("people:leave", args=[colleague.pk]), sign_in(head)
    assert "Semua sesi masuknya ditutup" in text(client.get(page))
    done = client.post(page, {"reason": "mutasi", "taker": taker.pk, "note": "lengkap"})
    with bind(Actor.of(head)):
        made = HandOver.objects.get()
    assert done["Location"] == reverse("people:hand_over_record", args=[made.pk])
    record = text(client.get(done["Location"]))
    assert ("Budi" in record, "Penerus" in record, "lengkap" in record) == (True, True, True)
    assert Actor.of(colleague).grants == ()
    assert sign_in(taker).get(done["Location"]).status_code == 200
    stranger = work_for("53.71", "lain", Role.HEAD)
    assert sign_in(stranger).get(done["Location"]).status_code == 404
    assert client.get(page).status_code == 404  # nothing is left to end


def test_an_fkdm_is_added_within_the_area(head: User, sign_in: SignIn) -> None:
    client = sign_in(head)
    said = {"kind": "fkdm", "name": "FKDM Mariso", "area": "73.71.01"}
    assert client.post("/kantor/baru/", said).status_code == 302
    assert Office.objects.get(name="FKDM Mariso").area.code == "73.71.01"
    for wrong in ({"area": "73.06"}, {"kind": "kesbangpol"}, {"name": "FKDM Mariso"}):
        assert client.post("/kantor/baru/", said | wrong).status_code == 200
    assert (
        Office.objects.filter(kind__in=["fkdm", "kesbangpol"], area__code="73.71.01").count() == 1
    )


def test_the_team_pages_take_a_decree_and_its_members(
    head: User, colleague: User, neighbour: User, office_of: OfficeOf, sign_in: SignIn,
    settings: Any, tmp_path: Any,
) -> None:  # fmt: skip
    settings.HOME = tmp_path
    team, client = office_of("73.71", OfficeKind.TEAM), sign_in(head)
    year = timezone.localdate().year
    said = {"number": "188/1/2026", "decreed_on": f"{year}-01-10", "year": str(year)}
    made = client.post(reverse("people:decree_new", args=[team.pk]), said)
    assert made.status_code == 302, text(made)
    lines = [
        ("Munafri", "Pemkot", "Wali Kota", "ketua", ""),
        ("Andi", "Kesbangpol", "Kepala Badan", "sekretaris", ""),
        ("Arya", "Polrestabes", "Kapolrestabes", "anggota", "penghentian"),
    ]
    form = {"anggota-TOTAL_FORMS": "4", "anggota-INITIAL_FORMS": "2",
            "anggota-3-position": "anggota"}  # fmt: skip
    for number, line in enumerate(lines):
        for name, value in zip(
            ("name", "agency", "post", "position", "subteam"), line, strict=True
        ):
            form[f"anggota-{number}-{name}"] = value
    headless = client.post(made["Location"], form | {"anggota-0-position": "anggota"})
    assert "tepat satu ketua" in text(headless)
    assert client.post(made["Location"], form).status_code == 302
    page = reverse("people:team", args=[team.pk])
    assert "Kapolrestabes" in text(sign_in(colleague).get(page))
    assert sign_in(neighbour).get(page).status_code == 404
    register = text(sign_in(colleague).get("/timdu/"))
    assert "1 dari 1" in register


def test_a_copy_of_the_decree_is_an_attachment(
    head: User, neighbour: User, office_of: OfficeOf, sign_in: SignIn, settings: Any,
    tmp_path: Any,
) -> None:  # fmt: skip
    settings.HOME = tmp_path
    team, client = office_of("73.71", OfficeKind.TEAM), sign_in(head)
    year = timezone.localdate().year
    said = {"number": "188/1", "decreed_on": f"{year}-01-10", "year": str(year)}
    page = reverse("people:decree_new", args=[team.pk])
    fake = client.post(page, said | {"file": SimpleUploadedFile("sk.pdf", b"<script>")})
    assert "harus berupa PDF" in text(fake)
    made = client.post(page, said | {"file": SimpleUploadedFile("sk.pdf", PDF)})
    copy = made["Location"].replace("anggota", "berkas")
    answer = client.get(copy)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in(neighbour).get(copy).status_code == 404


def test_a_decree_recorded_by_mistake_is_taken_back(
    head: User, colleague: User, neighbour: User, office_of: OfficeOf, sign_in: SignIn,
    settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    settings.HOME = tmp_path
    client = sign_in(head)
    year = timezone.localdate().year
    made = client.post(
        reverse("people:decree_new", args=[office_of("73.71", OfficeKind.TEAM).pk]),
        {"number": "188/1", "decreed_on": f"{year}-01-10", "year": str(year),
         "file": SimpleUploadedFile("sk.pdf", PDF)},
    )  # fmt: skip
    address = made["Location"].replace("anggota", "tarik")
    for user, status in ((neighbour, 403), (colleague, 403)):
        assert sign_in(user).post(address, {"reason": "iseng"}).status_code == status
    client.post(address, {"reason": " "})
    assert "1 dari 1" in text(client.get("/timdu/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"reason": "salah tahun"})
    assert "0 dari 1" in text(client.get("/timdu/"))
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize("page", ["/kantor/", "/kantor/?wilayah=73", "/timdu/"])
def test_lists_do_not_ask_once_an_office(
    page: str, work_for: WorkFor, areas: dict[str, Area], sign_in: SignIn
) -> None:
    client = sign_in(work_for("ID", "menteri", Role.ADMINISTRATOR))
    client.get(page)
    few = asked(client, page)
    for number in range(10, 20):
        Area.objects.create(
            code=f"73.{number}", name=f"Kabupaten {number}", level="regency", kind="",
            parent=areas["73"],
        )  # fmt: skip
    with bind(Actor.program("test", "people")):
        offices_load()
    assert asked(client, page) == few


def asked(client: Client, page: str) -> int:
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as questions:
        assert client.get(page).status_code == 200
    return len(questions)


def test_an_office_page_does_not_ask_once_a_person(
    head: User, work_for: WorkFor, office_of: OfficeOf, sign_in: SignIn
) -> None:
    page, client = reverse("people:office", args=[office_of("73.71").pk]), sign_in(head)
    counts = []
    for name in ("satu", "dua", "tiga"):
        work_for("73.71", name, until=soon() - timedelta(days=1))
        counts.append(asked(client, page))
    assert counts[0] == counts[-1]
