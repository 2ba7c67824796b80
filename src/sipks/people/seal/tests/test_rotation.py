from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django.fixtures import Settings

from sipks.audit.models import Entry
from sipks.people.models import Sealed, User
from sipks.people.scope import Actor, bind
from sipks.people.seal import KeysUnusable, seal, unseal
from sipks.people.seal.checks import keys_there
from sipks.people.seal.cli import seal as command
from sipks.people.seal.ring import key_make, ring
from sipks.people.seal.rotation import BATCH, counts, key_add, key_remove, renew_all
from sipks.people.seal.stores import SealedStore
from sipks.people.seal.tests import killed
from sipks.people.seal.tests.sealing import WHO, as_sealing, sealed_by
from sipks.people.services.sealed import value_of

STORE = SealedStore.name


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    """Keys in a file of their own."""
    path = tmp_path / "keys.txt"
    path.write_text(key_make() + "\n")
    settings.SEAL_KEYS, settings.SEAL_KEYS_FILE = "", str(path)
    settings.HOME = tmp_path
    return path


def all_open() -> int:
    """How many values there are, each of which opens."""
    with as_sealing():
        rows = list(Sealed.objects.all())
    assert {value_of(row).decode() for row in rows} <= {WHO}
    return len(rows)


@pytest.mark.django_db
def test_a_rotation_leaves_nothing_under_the_old_key(officer: User, keys: Path) -> None:
    for _ in range(5):
        sealed_by(officer)
    old = ring().current.id
    new = key_add().current.id
    assert [key.id for key in ring().keys] == [new, old]
    told: list[tuple[str, int]] = []
    with as_sealing():
        assert counts()[STORE] == {old: 5, new: 0}
        assert renew_all(lambda name, done: told.append((name, done))) == 5
        assert counts()[STORE] == {old: 0, new: 5}
        assert renew_all() == 0
        key_remove(old)
    assert told == [(STORE, 5)]
    assert [key.id for key in ring().keys] == [new]
    assert keys.stat().st_mode & 0o777 == 0o600
    assert all_open() == 5


@pytest.mark.django_db
def test_what_is_written_during_a_rotation_is_under_the_new_key(officer: User) -> None:
    sealed_by(officer)
    new = key_add().current.id
    assert sealed_by(officer).key_id == new


@pytest.mark.django_db
def test_a_key_that_is_needed_or_current_stays(officer: User) -> None:
    sealed_by(officer)
    old, new = ring().current.id, key_add().current.id
    with as_sealing():
        for key in (old, new, "0" * 16):
            with pytest.raises(KeysUnusable):
                key_remove(key)
    assert len(ring().keys) == 2


@pytest.mark.django_db
def test_a_value_that_does_not_open_does_not_stop_the_others(officer: User) -> None:
    rows = [sealed_by(officer) for _ in range(3)]
    with as_sealing():
        Sealed.objects.filter(pk=rows[0].pk).update(scope_code="53.71")
        key_add()
        store = SealedStore()
        assert [store.renew(1) for _ in range(4)] == [1, 1, 1, 0]
        assert Sealed.objects.filter(key_id=ring().current.id).count() == 2


def test_keys_of_the_environment_are_their_owners_matter(settings: Settings) -> None:
    settings.SEAL_KEYS = key_make()
    with pytest.raises(KeysUnusable, match="SIPKS_SEAL_KEYS"):
        key_add()
    with pytest.raises(KeysUnusable, match="SIPKS_SEAL_KEYS"):
        key_remove("0" * 16)


@pytest.mark.django_db
def test_second_factors_are_rotated_too(officer: User) -> None:
    from allauth.mfa.models import Authenticator

    secret = base64.urlsafe_b64encode(seal("mfa", b"JBSWY3DPEHPK3PXP")).decode()
    with bind(Actor.program("test", "people")):
        made = Authenticator.objects.create(
            user=officer, type=Authenticator.Type.TOTP, data={"secret": secret, "used": 3}
        )
        new = key_add().current.id
    with bind(Actor.program("rotation", "seal", "people")):
        assert renew_all() == 1
        assert counts()["faktor kedua"][new] == 1
        made.refresh_from_db()
    assert made.data["used"] == 3
    assert unseal("mfa", base64.urlsafe_b64decode(made.data["secret"])) == b"JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_a_lost_key_is_told_by_the_check(officer: User, keys: Path) -> None:
    lost = sealed_by(officer).key_id
    assert not keys_there(None, databases=["default"])
    keys.write_text(key_make())
    [found] = keys_there(None, databases=["default"])
    assert (found.id, lost in found.msg) == ("sipks.E021", True)


@pytest.mark.django_db
def test_the_command_tells_and_rotates_and_is_recorded(officer: User) -> None:
    sealed_by(officer)

    class Ready:
        def ready(self) -> None:
            """Nothing to do."""

    def run(*words: str) -> Any:
        return CliRunner().invoke(command, list(words), obj=Ready())

    old = ring().current.id
    assert f"{old}  kunci sekarang" in run("status").output
    done = run("rotate", "--new")
    assert done.exit_code == 0, done.output
    new = ring().current.id
    assert f"1 nilai disegel ulang dengan kunci {new}" in done.output
    assert run("forget", new).exit_code == 1
    assert run("forget", old).exit_code == 0
    with bind(Actor.program("test", "audit")):
        verbs = list(Entry.objects.filter(verb__startswith="seal_").values_list("verb", flat=True))
    assert sorted(verbs) == ["seal_forget", "seal_rotate"]


@pytest.mark.parametrize("where", ["between", "inside"])
def test_a_rotation_killed_in_the_middle_goes_on(committed: User, keys: Path, where: str) -> None:
    for _ in range(50):
        sealed_by(committed)
    old, new = ring().current.id, key_add().current.id
    words = [sys.executable, "-m", killed.__name__, str(connection.settings_dict["NAME"]), where]
    given = os.environ | {"SIPKS_SEAL_KEYS_FILE": str(keys)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=given) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "here\n"
        finally:
            process.send_signal(signal.SIGKILL)
    with as_sealing():
        # Batches are whole: one that had not ended is as if it had not begun.
        assert counts()[STORE] == {old: 30, new: 20}
        assert all_open() == 50
        assert renew_all() == 30
        assert counts()[STORE] == {old: 0, new: 50}
    assert all_open() == 50
    assert killed.BATCH < BATCH
