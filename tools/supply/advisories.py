"""Known weaknesses, asked of the advisory services. Where they cannot be reached it is said, and
no harm: the next machine that reaches them finds what this one could not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .packages import LOCK

PATIENCE = 120


@dataclass(slots=True)
class Advice:
    """What a service knew: weaknesses, and why it could not tell of some or all packages."""

    weak: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)


def python_advice(path: Path) -> Advice:
    """What is known of the packages of a requirement file."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(path), "--require-hashes",
        "--disable-pip", "--progress-spinner", "off", "--format", "json",
    ]  # fmt: skip
    said, trouble = _run(command)
    return Advice(untold=[trouble]) if said is None else python_told(said)


def python_told(said: dict[str, Any]) -> Advice:
    """The advice in pip-audit's answer."""
    found = Advice()
    skipped = 0
    for one in said["dependencies"]:
        skipped += "skip_reason" in one
        for weakness in one.get("vulns", []):
            cure = ", ".join(weakness["fix_versions"]) or "none yet"
            found.weak.append(f"{one['name']} {one['version']}: {weakness['id']} (cure: {cure})")
    if skipped:
        found.untold.append(f"{skipped} of {len(said['dependencies'])} packages are unknown there")
    return found


def node_advice(npm: Sequence[str] = ("npm",), folder: Path = LOCK.parent) -> Advice:
    """What is known of the packages of the front end."""
    command = [*npm, "audit", "--json", "--package-lock-only"]
    said, trouble = _run(command, folder)
    return Advice(untold=[trouble]) if said is None else node_told(said)


def node_told(said: dict[str, Any]) -> Advice:
    """The advice in npm's answer."""
    if "vulnerabilities" not in said:
        return Advice(untold=[str(said.get("message") or said.get("error") or "no answer")[:200]])
    weak = [f"{name}: {one['severity']}" for name, one in said["vulnerabilities"].items()]
    return Advice(weak=weak)


def _run(command: Sequence[str], folder: Path | None = None) -> tuple[dict[str, Any] | None, str]:
    """The JSON that a command wrote, else the last line of its complaint."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return json.loads(done.stdout), ""
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, str(error)[:200]
    except ValueError:
        return None, (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
