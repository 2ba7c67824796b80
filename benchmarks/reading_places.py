"""Speed and accuracy of place finding.

    python -m benchmarks.reading_places [--data DIR]

Speed is measured on one core with texts made ready beforehand, as the reader shares that work.
Accuracy needs labelled data in the folder `--data`, with `text/{tweets,news}.jsonl` to time:

- `events/ucdp_ged_idn_1989_2019.csv`, UCDP GED Indonesia (CC BY 4.0): where an event happened, in
  a researcher's words plus the name of the province, against the kabupaten/kota of the coordinates
  (the nearest village point; "near" accepts that of any of the eight nearest, or the one that UCDP
  names, for its boundaries are old).
- `ner/nergrit_valid.txt`, NERGrit, validation part: names of places in sentences; precision of
  spans, and recall on those names that the gazetteer knows down to districts.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from sipks.reading.language import identify
from sipks.reading.normalise import Prepared, prepare
from sipks.reading.places import Gazetteer, PlaceFinder
from sipks.reading.places.names import name_key

ROOT = Path(__file__).resolve().parents[1]
REGENCY = 5
PLACE = "PLACE"
ABROAD = ("Timor Timur",)
SENTENCES = ROOT / "src/sipks/reading/tests/places.tsv"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path())
    data = parser.parse_args().data
    print(f"{platform.machine()}, Python {platform.python_version()}")
    start = time.process_time()
    gazetteer = Gazetteer.shipped()
    finder = PlaceFinder(gazetteer)
    row("start", f"{time.process_time() - start:.2f} s")
    for name, texts in texts_of(data):
        prepared = [prepare(text) for text in texts]
        row(f"find, {name}", speed(prepared, finder.find))
        row(f"identify, {name}", speed(prepared, identify))
    if (data / "events").is_dir():
        events(data / "events" / "ucdp_ged_idn_1989_2019.csv", gazetteer, finder)
    if (data / "ner").is_dir():
        names(data / "ner" / "nergrit_valid.txt", gazetteer, finder)


def row(name: str, value: str) -> None:
    """One line of the table."""
    print(f"{name:<34}{value}")


def texts_of(data: Path) -> Iterator[tuple[str, list[str]]]:
    """The texts to time, real ones where there are some."""
    lines = SENTENCES.read_text("utf-8").splitlines()[1:]
    yield "own sentences", [line.split("\t")[2] for line in lines] * 10
    for name in ("tweets", "news"):
        path = data / "text" / f"{name}.jsonl"
        if path.exists():
            yield name, [json.loads(line)["text"] for line in path.open(encoding="utf-8")]


def speed(texts: list[Prepared], work: Callable[[Prepared], Any]) -> str:
    """Microseconds a text, the better of three rounds."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return f"{best / len(texts) * 1e6:7.1f} µs a text"


def events(path: Path, gazetteer: Gazetteer, finder: PlaceFinder) -> None:
    """Right kabupaten/kota for the described places of events."""
    tree, codes = points(gazetteer)
    total = right = near = silent = 0
    for event in csv.DictReader(path.open(encoding="utf-8")):
        if event["where_prec"] not in {"1", "2", "3"} or event["adm_1"].startswith(ABROAD):
            continue
        province = event["adm_1"].replace(" Province", "")
        place = finder.find(prepare(f"{event['where_description']}, {province}")).place
        named = finder.find(prepare(event["adm_2"])).place
        _, indexes = tree.query((float(event["latitude"]), float(event["longitude"])), 8)
        truth = [codes[index] for index in indexes]
        code = place.code[:REGENCY] if place else ""
        total += 1
        right += code == truth[0]
        near += code in truth or (named is not None and code == named.code[:REGENCY])
        silent += len(code) < REGENCY
    row("UCDP, kabupaten/kota of point", f"{right / total:.3f} of {total}")
    row("UCDP, near or named", f"{near / total:.3f}")
    row("UCDP, no kabupaten/kota given", f"{silent / total:.3f}")


def points(gazetteer: Gazetteer) -> tuple[cKDTree, list[str]]:
    """Tree of the points of districts and villages, and the codes of their regencies."""
    found = [
        (place.lat, place.lon, place.code[:REGENCY])
        for place in (gazetteer.place(index, 1.0, 0, 1) for index in range(len(gazetteer.codes)))
        if len(place.code) > REGENCY and place.lat is not None
    ]
    return cKDTree(np.array([one[:2] for one in found], dtype=float)), [one[2] for one in found]


def names(path: Path, gazetteer: Gazetteer, finder: PlaceFinder) -> None:
    """Precision and recall of place names in sentences."""
    hits = misses = wrong = 0
    for text, spans in sentences(path):
        met = set()
        for place in {(one.start, one.end) for one in finder.find(prepare(text)).places}:
            span = next((s for s in spans if s[0] < place[1] and place[0] < s[1]), None)
            met.add(span)
            hits += span is not None
            wrong += span is None
        misses += sum(
            span not in met and known(gazetteer, text[span[0] : span[1]]) for span in spans
        )
    row("NERGrit, precision of places", f"{hits / (hits + wrong):.3f} of {hits + wrong}")
    row("NERGrit, recall of known names", f"{hits / (hits + misses):.3f}")


def known(gazetteer: Gazetteer, name: str) -> bool:
    """Whether the gazetteer holds `name` as an alias or down to districts."""
    key = name_key(name)
    areas = gazetteer.names.get(key, ())
    return key in gazetteer.aliases or any(len(gazetteer.codes[area]) <= 8 for area in areas)


def sentences(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Sentences of a file with one token and tag a line, with the spans of places."""
    text, spans = "", list[tuple[int, int]]()
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        token, _, tag = line.partition("\t")
        if not token:
            yield text, spans
            text, spans = "", []
            continue
        start, text = len(text), f"{text}{token} "
        if tag == f"B-{PLACE}":
            spans.append((start, start + len(token)))
        elif tag == f"I-{PLACE}" and spans:
            spans[-1] = (spans[-1][0], start + len(token))


if __name__ == "__main__":
    main()
