from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from sipks.audit.guarding import SecretInRecord, guarded


@pytest.mark.parametrize(
    "said",
    [
        "NIK 7371990101900001 milik warga",
        "hubungi 0812 0000 7890",
        "surat ke budi@contoh.id",
        "plat DD 1234 AB",
    ],
)
def test_identifiers_are_masked_wherever_they_stand(said: str) -> None:
    told = guarded({"a": said, "b": [said], "c": {"d": {"e": said}}})

    assert "*" in told["a"]
    assert told["b"] == [told["a"]]
    assert told["c"]["d"]["e"] == told["a"]


@pytest.mark.parametrize(
    "code",
    [
        "0198c0de-0000-7000-8000-081200007890",
        "0812000078900812000078900812000078900812000078900812000078900812",
        "2026-03-01T08:12:34.567890+07:00",
        "2026-03-01",
        "73.71.01.1001",
    ],
)
def test_ids_digests_times_and_codes_stay_readable(code: str) -> None:
    assert guarded({"a": code}) == {"a": code}


@pytest.mark.parametrize(
    "name", ["password", "new_password", "Secret", "token", "api_token", "otp", "private_key"]
)
def test_a_secret_is_refused(name: str) -> None:
    for detail in ({name: "x"}, {"after": {name: "x"}}, {"after": [{name: "x"}]}):
        with pytest.raises(SecretInRecord, match=name):
            guarded(detail)


@pytest.mark.parametrize("name", ["token_name", "tokens", "key_id", "passkeys"])
def test_what_only_speaks_of_one_is_not(name: str) -> None:
    assert guarded({name: "x"}) == {name: "x"}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (1.5, 1.5),
        (UUID(int=1), str(UUID(int=1))),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        (("a", 1), ["a", 1]),
        ("a\0b", "ab"),
    ],
)
def test_values_are_kept_as_json(value: Any, kept: Any) -> None:
    assert guarded({"a": value}) == {"a": kept}
