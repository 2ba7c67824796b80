"""Kept files are handed over to be saved, and never shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.intake.models import Source, Upload, UploadState
from sipks.intake.services.uploads import upload_create
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.tests.officers import MakeOfficer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume"),
]
SignIn = Callable[[User], Client]
BODY = b"<script>alert(1)</script>" * 20_000


@pytest.fixture
def upload(source: Source) -> Upload:
    made = upload_create(
        source=source, stream=io.BytesIO(BODY), name="laporan\u202ecod.html", defer=False
    )
    Upload.objects.update(state=UploadState.DONE)
    return made


def url_of(upload: Upload) -> str:
    return reverse("intake:upload_file", args=[upload.pk])


def test_it_comes_as_it_was_and_as_an_attachment(
    upload: Upload, sign_in: SignIn, officer: User
) -> None:
    answer: Any = sign_in(officer).get(url_of(upload), headers={"Accept-Encoding": "gzip"})
    assert b"".join(answer) == BODY
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Length"] == str(len(BODY))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "name", ['a"b.csv', "a\r\nX: y.csv", "laporan\u202ecod.exe", "<b>.html", "...", "a;b=c.csv"]
)
def test_a_name_is_only_a_name(name: str, upload: Upload, sign_in: SignIn, officer: User) -> None:
    Upload.objects.update(name=name)
    said = sign_in(officer).get(url_of(upload))["Content-Disposition"]
    assert said.startswith("attachment")
    assert not set(said.removeprefix("attachment; filename=")[1:-1]) & set('"\r\n;<>\u202e')
    assert "%E2%80%AE" not in said


def test_who_gets_it(
    upload: Upload,
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    stranger: User,
    province: User,
    make_officer: MakeOfficer,
) -> None:
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    low = make_officer("rendah", "73.71", clearance=0)
    Upload.objects.update(classification=1)
    tried = {
        user.username: sign_in(user).get(url_of(upload)).status_code
        for user in (officer, province, neighbour, stranger, auditor, low)
    }
    assert tried == {
        "makassar": 200, "sulsel": 200, "gowa": 404, "kupang": 404, "auditor": 403, "rendah": 404,
    }  # fmt: skip
    assert Client().get(url_of(upload)).status_code == 302


def test_that_it_went_out_is_recorded(upload: Upload, sign_in: SignIn, officer: User) -> None:
    sign_in(officer).get(url_of(upload))
    entry = Entry.objects.filter(verb="export", subject="upload").get()
    assert (entry.actor_id, entry.subject_id) == (officer.pk, str(upload.pk))
    assert entry.scope_code == "73.71"


@pytest.mark.parametrize(
    "change",
    [{"holds_sealed": True}, {"state": "waiting"}, {"state": "running"}, {"state": "refused"}],
)
def test_what_is_or_may_be_sealed_does_not_leave_by_the_file(
    change: dict[str, Any], upload: Upload, sign_in: SignIn, officer: User
) -> None:
    Upload.objects.update(**change)
    assert sign_in(officer).get(url_of(upload)).status_code == 403
    assert not Entry.objects.filter(verb="export").exists()


@pytest.mark.parametrize("change", [{"holds_sealed": True}, {"state": "refused"}])
def test_who_brought_a_file_may_have_it_back(
    change: dict[str, Any], upload: Upload, sign_in: SignIn, officer: User, province: User
) -> None:
    Upload.objects.update(submitted_by=officer.pk, **change)
    tried = [sign_in(user).get(url_of(upload)).status_code for user in (officer, province)]
    assert tried == [200, 403]


@pytest.mark.parametrize("gone", [{"path": "uploads/00/tidak-ada"}, {"removed_at": timezone.now()}])
def test_a_file_that_is_gone_is_not_found(
    gone: dict[str, Any], upload: Upload, sign_in: SignIn, officer: User
) -> None:
    Upload.objects.update(**gone)
    assert sign_in(officer).get(url_of(upload)).status_code == 404
    assert not Entry.objects.filter(verb="export").exists()
