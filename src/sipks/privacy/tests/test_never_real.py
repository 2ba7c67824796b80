"""Nothing in the repository could be somebody's: invented NIK and telephone numbers only.

A NIK is invented when its district does not exist (99) or its date of birth cannot be; a mobile
number when four zeros follow its first four digits; a landline when its number begins with three.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
FOLDERS = ("src", "tests", "docs", "benchmarks", "tools")
TEXTS = {".py", ".md", ".txt", ".tsv", ".csv", ".json", ".jsonl", ".html", ".ts", ".toml", ".po"}
SKIPPED = {"node_modules", "build", "__pycache__", ".venv"}
# Long figures that are no identifiers: areas in square metres, hashes in lists of packages.
NIK = re.compile(r"(?<![\d.])\d(?:[ .-]?\d){15}(?![\d])")
MOBILE = re.compile(r"(?<![\d.,#-])(?:\+?62[ .()-]{0,2}|0)8(?:[ .()-]{0,2}\d){8,11}(?!\d)")
LANDLINE = re.compile(r"(?<![\d.,])\(?0[2-9]\d{1,2}(?:\) ?|-)\d{5,8}(?!\d)")


def files() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in TEXTS and not SKIPPED & set(path.parts):
                yield path


@cache
def districts() -> frozenset[str]:
    table = gzip.decompress((ROOT / "src/sipks/data/areas.csv.gz").read_bytes()).decode()
    codes = (row["code"].replace(".", "") for row in csv.DictReader(table.splitlines()))
    return frozenset(code for code in codes if len(code) == 6)


def plausible_nik(digits: str) -> bool:
    """Whether it has an existing district and a date of birth (women: day + 40)."""
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    return digits[:6] in districts() and 1 <= day <= 31 and 1 <= month <= 12


def invented_mobile(digits: str) -> bool:
    own = digits.removeprefix("62").removeprefix("0")
    return own[3:7] == "0000"


def found(text: str) -> Iterator[str]:
    for one in NIK.finditer(text):
        if plausible_nik(re.sub(r"\D", "", one[0])):
            yield one[0]
    for one in MOBILE.finditer(text):
        if not invented_mobile(re.sub(r"\D", "", one[0])):
            yield one[0]
    for one in LANDLINE.finditer(text):
        if not re.search(r"[-)] ?000", one[0]):
            yield one[0]


@pytest.mark.parametrize(
    "text",
    ["NIK " + "7371" + "010101900001", "wa 0812" + "-3456-7890", "+62 812" + " 3456 7890",
     "(0411)" + " 872345", "021" + "-5551234", "7371" + ".0141.0190.0001"],
)  # fmt: skip
def test_what_could_be_real_is_noticed(text: str) -> None:
    assert list(found(text))


@pytest.mark.parametrize(
    "text", ["7371990101900001", "0812-0000-1234", "+6281200001234", "(0411) 000123", "1.234.567"]
)
def test_what_is_invented_passes(text: str) -> None:
    assert not list(found(text))


def test_nothing_in_the_repository_could_be_real() -> None:
    assert districts()
    real = {
        str(path.relative_to(ROOT)): leaks
        for path in files()
        if (leaks := sorted(set(found(path.read_text(errors="replace")))))
    }
    assert real == {}
