"""Which passwords are refused, and why."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path
from typing import BinaryIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from sipks.people.models import User
from sipks.people.signin.passwords import NotBreached, NotPredictable, in_hash_file
from sipks.places.models import Area

BUDI = User(username="budi.santoso", name="Budi Santoso", email="bsantoso@kota.example")


def refusals(password: str) -> set[str]:
    try:
        validate_password(password, BUDI)
    except ValidationError as error:
        return {str(one.code) for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "sampan-merah-di-teluk",
        "gajah lompat pagar 7",
        "x9$Kq2!mZ7vT",
        "4f1c-88d0-ae31",
        "Makassar hujan lebat sore",
    ],
)
def test_a_good_one_is_taken(areas: dict[str, Area], password: str) -> None:
    assert refusals(password) == set()


@pytest.mark.parametrize(
    "password",
    [
        "kesbangpol2024",
        "Kesbangpol@2025!",
        "bakesbangpol1",
        "K3sb4ngp0l2024",
        "sulawesiselatan1",
        "KotaMakassar2023",
        "makassar-gowa-73",
        "budisantoso99",
        "SantosoBudi2020",
        "bsantoso1234",
        "admin12345678",
        "rahasia123456",
        "timterpadu2025",
        "januari2026!!",
        "indonesia2045",
        "aaaaaaaaaaaa",
    ],
)
def test_words_of_the_office_and_a_year_are_refused(areas: dict[str, Area], password: str) -> None:
    assert "password_predictable" in refusals(password)


@pytest.mark.parametrize("password", ["indonesia1234", "bismillah2309", "akucintaindonesia"])
def test_leaked_ones_are_refused(db: None, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NotBreached().validate(password)
    assert refused.value.code == "password_breached"


def test_short_ones_are_refused(db: None) -> None:
    assert "password_too_short" in refusals("x9$Kq2!mZ")


def test_who_it_is_for_may_be_unknown(db: None) -> None:
    NotPredictable().validate("sampan-merah-di-teluk")
    with pytest.raises(ValidationError):
        NotPredictable().validate("kesbangpol2024")


@pytest.fixture
def leaked(tmp_path: Path) -> Path:
    words = [f"kata {number}" for number in range(500)]
    digests = sorted(sha1(word.encode()).hexdigest().upper() for word in words)
    path = tmp_path / "pwned.txt"
    path.write_text("".join(f"{digest}:{7 * number}\r\n" for number, digest in enumerate(digests)))
    return path


def test_a_file_of_hashes_is_searched(leaked: Path) -> None:
    assert all(in_hash_file(leaked, f"kata {number}") for number in range(500))
    assert not any(in_hash_file(leaked, f"kata {number}") for number in range(500, 1000))


def test_only_a_few_lines_of_it_are_read(leaked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sipks.people.signin import passwords

    looked: list[int] = []
    found = passwords._line_after

    def look(file: BinaryIO, position: int) -> bytes:
        looked.append(position)
        return found(file, position)

    monkeypatch.setattr(passwords, "_line_after", look)
    in_hash_file(leaked, "kata 250")
    assert len(looked) <= 20


def test_an_empty_file_knows_none(tmp_path: Path) -> None:
    path = tmp_path / "kosong.txt"
    path.write_text("")
    assert not in_hash_file(path, "apa saja")


def test_the_file_of_the_office_counts(db: None, settings: Settings, leaked: Path) -> None:
    settings.BREACHED_PASSWORDS = str(leaked)
    with pytest.raises(ValidationError):
        NotBreached().validate("kata 123")


def test_a_file_that_cannot_be_read_is_no_open_door(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.BREACHED_PASSWORDS = str(tmp_path / "tidak-ada.txt")
    with pytest.raises(OSError, match="tidak-ada"):
        NotBreached().validate("gajah-lompat-pagar-7")
