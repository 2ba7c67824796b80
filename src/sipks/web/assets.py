"""Where the built front end stands, as Vite's manifest tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

BUILD = Path(__file__).parent / "static" / "build"
PREFIX = "build"


@dataclass(frozen=True, slots=True)
class Entry:
    """Paths below the static folder of one entry of the front end."""

    script: str
    styles: tuple[str, ...]


@lru_cache(maxsize=8)
def _load(path: Path, changed: float) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


def _read(name: str) -> dict[str, Any]:
    """A file of the build as JSON, read again when it changes; empty before the first build."""
    path = BUILD / name
    try:
        return _load(path, path.stat().st_mtime)
    except FileNotFoundError:
        return {}


def entry(name: str) -> Entry | None:
    """The files of an entry such as `src/main.ts`; None before the first build."""
    manifest = _read(".vite/manifest.json")
    chunk = manifest.get(name)
    if chunk is None:
        return None
    styles = (f"{PREFIX}/{file}" for file in chunk.get("css", ()))
    return Entry(f"{PREFIX}/{chunk['file']}", tuple(styles))


def icons() -> str:
    """Path below the static folder of the file of icons."""
    return f"{PREFIX}/{_read('icons.json').get('file', 'icons.svg')}"


def icon_names() -> frozenset[str]:
    """Names of the icons that the file holds."""
    return frozenset(_read("icons.json").get("names", ()))
