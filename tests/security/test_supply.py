"""The check of the packages finds what it is there to find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tools.supply import __main__ as supply
from tools.supply.advisories import Advice, node_told, python_advice, python_told
from tools.supply.bill import bill_write
from tools.supply.packages import (
    REQUIREMENTS,
    NotPinned,
    Package,
    node_packages,
    python_packages,
)
from tools.supply.rules import faults

DIGEST = "a" * 64


def package(**said: Any) -> Package:
    usual = {"kind": "pypi", "name": "x", "version": "1", "hashes": ("h",), "licence": "MIT"}
    return Package(**(usual | said))


def test_all_that_we_use_is_pinned_and_may_be_used() -> None:
    packages = [*(one for path in REQUIREMENTS for one in python_packages(path)), *node_packages()]
    assert list(faults(packages)) == []
    assert len(packages) > 200


@pytest.mark.parametrize(
    "said",
    [
        {"hashes": ()},
        {"licence": "AGPL-3.0"},
        {"licence": "MIT AND GPL-2.0"},
        {"licence": "unknown"},
    ],
)
def test_what_is_wrong_is_said(said: dict[str, Any]) -> None:
    [fault] = faults([package(**said)])
    assert fault.startswith("x 1")


@pytest.mark.parametrize("licence", ["", "MIT", "MPL-2.0 AND (Apache-2.0 OR MIT)", "ISC"])
def test_what_is_right_is_not(licence: str) -> None:
    assert list(faults([package(licence=licence)])) == []


def test_requirement_files(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(f"# a\nx[y]==1.2 ; python_version < '4' \\\n    --hash=sha256:{DIGEST}\nz==3\n")
    found = [(one.name, one.version, one.hashes) for one in python_packages(path)]
    assert found == [("x", "1.2", (f"sha256:{DIGEST}",)), ("z", "3", ())]
    path.write_text("x>=1\n")
    with pytest.raises(NotPinned):
        python_packages(path)


def test_a_known_weakness_is_told_with_its_cure() -> None:
    told = python_told(
        {
            "dependencies": [
                {"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]},
                {"name": "y", "skip_reason": "unknown"},
                {"name": "z", "version": "1", "vulns": []},
            ]
        }
    )
    assert told.weak == ["x 1: CVE-1 (cure: 2)"]
    assert told.untold == ["1 of 3 packages are unknown there"]
    assert node_told({"vulnerabilities": {"x": {"severity": "high"}}}).weak == ["x: high"]
    assert node_told({"message": "405"}) == Advice(untold=["405"])


def test_a_service_out_of_reach_is_said_and_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supply, "python_advice", lambda path: Advice(untold=["no way there"]))
    monkeypatch.setattr(supply, "node_advice", Advice)
    assert supply.audit() == 0
    assert "no way there" in capsys.readouterr().err


def test_a_weakness_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supply, "python_advice", lambda path: Advice())
    monkeypatch.setattr(supply, "node_advice", lambda: Advice(weak=["x: high"]))
    assert supply.audit() == 1
    assert "x: high" in capsys.readouterr().err


def test_an_answer_that_is_none_is_no_all_clear(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tools.supply.advisories.sys.executable", "false")
    advice = python_advice(tmp_path / "r.txt")
    assert (advice.weak, bool(advice.untold)) == ([], True)


def test_the_bill_names_all_that_is_shipped(tmp_path: Path) -> None:
    bill_write(tmp_path / "sbom.json")
    bill = json.loads((tmp_path / "sbom.json").read_text())
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "sipks")
    names = {one["name"] for one in bill["components"]}
    assert {"django", "psycopg", "maplibre-gl", "@tabler/core"} <= names
    assert not {"pytest", "vite"} & names
