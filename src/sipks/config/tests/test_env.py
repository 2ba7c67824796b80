from __future__ import annotations

from pathlib import Path

import pytest

from sipks.config.env import env, home, kept_secret


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIPKS_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("SIPKS_SECRET_KEY", raising=False)
    return tmp_path / "data"


def test_home_is_made(own_home: Path) -> None:
    assert home() == own_home
    assert own_home.is_dir()


def test_a_secret_is_made_once_and_is_the_owners_alone(own_home: Path) -> None:
    first = kept_secret("SECRET_KEY")
    assert len(first) >= 48
    assert kept_secret("SECRET_KEY") == first
    assert (own_home / "secret_key.txt").stat().st_mode & 0o077 == 0


def test_a_given_secret_wins(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    monkeypatch.setenv("SIPKS_SECRET_KEY", "given")
    assert kept_secret("SECRET_KEY") == "given"
    assert not (own_home / "secret_key.txt").exists()


def test_a_secret_can_come_as_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("SIPKS_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert kept_secret("SECRET_KEY") == "from a file"


def test_a_secret_file_that_is_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPKS_SECRET_KEY_FILE", "/nowhere/key")
    with pytest.raises(ValueError, match="SIPKS_SECRET_KEY_FILE"):
        kept_secret("SECRET_KEY")


def test_a_wrong_type_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPKS_UPLOAD_MAX_BYTES", "banyak")
    with pytest.raises(ValueError, match="UPLOAD_MAX_BYTES"):
        env.int("UPLOAD_MAX_BYTES", 1)
