"""The packages that are pinned: those of the requirement files and of the front end's lock."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = (ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt")
LOCK = ROOT / "frontend" / "package-lock.json"
_LINE = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*==\s*([^\s;\\]+)")
_HASH = re.compile(r"--hash=(sha256):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Package:
    """One package at one version; `licence` is empty where it is not installed here."""

    kind: str
    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str


class NotPinned(ValueError):
    """A line of a requirement file that names a package without its one version."""


def python_packages(path: Path) -> list[Package]:
    """The packages of a requirement file. Raises `NotPinned`."""
    text = path.read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [_of_line(line) for line in lines if line and not line.startswith("#")]


def _of_line(line: str) -> Package:
    found = _LINE.match(line)
    if not found:
        raise NotPinned(line[:100])
    hashes = tuple(f"{kind}:{digest}" for kind, digest in _HASH.findall(line))
    return Package("pypi", found[1], found[2], hashes, _licence(found[1]))


def node_packages(path: Path = LOCK, *, builds: bool = True) -> list[Package]:
    """The packages of the front end's lock file; without `builds` those alone that are shipped."""
    locked = json.loads(path.read_text())["packages"]
    return [
        Package(
            "npm",
            one.get("name") or place.rpartition("node_modules/")[2],
            one.get("version", ""),
            tuple(one.get("integrity", "").split()),
            str(one.get("license", "")),
        )
        for place, one in locked.items()
        if place and (builds or not one.get("dev"))
    ]


def _licence(name: str) -> str:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # for another system than this
        return ""
    said = [*(told.get_all("License-Expression") or []), *(told.get_all("License") or [])]
    named = list(_classified(told.get_all("Classifier") or []))
    if "License-Expression" in told or not named:
        return str(said[0]).splitlines()[0] if said else "unknown"
    return " AND ".join(named)


def _classified(classifiers: list[str]) -> Iterator[str]:
    for one in classifiers:
        if one.startswith("License ::") and not one.endswith("OSI Approved"):
            yield one.rpartition("::")[2].strip()
