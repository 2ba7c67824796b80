"""Speed and accuracy of place finding.

    python -m benchmarks.reading_places [--data DIR] [--labelled FILE …]

Speed is measured on one core with texts made ready beforehand, as the reader shares that work.
Accuracy needs labelled data in the folder `--data`, with `text/{tweets,news}.jsonl` to time:

- `events/ucdp_ged_idn_1989_2019.csv`, UCDP GED Indonesia (CC BY 4.0): where an event happened, in
  the researchers' two descriptions plus the name of the province, against the kabupaten/kota in
  whose outline the coordinates lie. UCDP knows an event to the place (precision 1), to some 25 km
  (2), or only to the regency (3), which then stands as one point for all of it. Outlines are
  today's: where the regency that UCDP names is neither that of the point nor its mother, no
  reading of the words can be right; that share is printed as the ceiling.
- `ner/nergrit_valid.txt`, NERGrit, validation part: all names of places in sentences, against all
  that the reader lists, with spans that overlap and with equal ones.

`--labelled` takes files in the form of `sipks/reading/examples`; the held-back examples of the
package are measured without it. `place` there is the deepest area that the text lets one know.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sipks.places.atlas import Atlas
from sipks.reading.language import identify
from sipks.reading.normalise import Prepared, prepare
from sipks.reading.places import Gazetteer, PlaceFinder

ROOT = Path(__file__).resolve().parents[1]
REGENCY = 5
PLACE = "PLACE"
ABROAD = ("Timor Timur",)
SENTENCES = ROOT / "src/sipks/reading/tests/places.tsv"
HELD_BACK = ROOT / "src/sipks/reading/examples/field"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument("--labelled", type=Path, nargs="*")
    asked = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}")
    start = time.process_time()
    gazetteer = Gazetteer.shipped()
    finder = PlaceFinder(gazetteer)
    row("start", f"{time.process_time() - start:.2f} s")
    for name, texts in texts_of(asked.data):
        prepared = [prepare(text) for text in texts]
        row(f"find, {name}", speed(prepared, finder.find))
        row(f"identify, {name}", speed(prepared, identify))
    field(labelled(asked.labelled or sorted(HELD_BACK.glob("held-*.jsonl"))), finder)
    if (asked.data / "events").is_dir():
        events(asked.data / "events" / "ucdp_ged_idn_1989_2019.csv", gazetteer, finder)
    if (asked.data / "ner").is_dir():
        names(asked.data / "ner" / "nergrit_valid.txt", finder)


def row(name: str, value: str) -> None:
    """One line of the table."""
    print(f"{name:<52}{value}")


def ratio(part: int, whole: int) -> str:
    """A share and what it is of."""
    return f"{part / max(whole, 1):.3f} of {whole}"


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


def labelled(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Labelled texts; a first line that only tells of the file is skipped."""
    for path in paths:
        for line in path.open(encoding="utf-8"):
            text = json.loads(line)
            if "text" in text:
                yield text


def field(texts: Iterable[dict[str, Any]], finder: PlaceFinder) -> None:
    """Right kabupaten/kota and right depth where the label has one; places where it has none."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        full = f"{text['title']}\n{text['text']}" if text.get("title") else text["text"]
        told, said = text.get("place") or "", finder.find(prepare(full)).code or ""
        found = Counter[str]()
        if len(told) >= REGENCY:
            right = said[:REGENCY] == told[:REGENCY]
            found = Counter(known=1, right=int(right), exact=int(said == told))
        elif not told:
            found = Counter(silent=1, given=int(bool(said)))
        counts[text["register"]] += found
        counts["all"] += found
    for name, count in sorted(counts.items()):
        row(f"field, {name}, kabupaten/kota", ratio(count["right"], count["known"]))
        row(f"field, {name}, exact depth", ratio(count["exact"], count["known"]))
        row(f"field, {name}, place though none", ratio(count["given"], count["silent"]))


def events(path: Path, gazetteer: Gazetteer, finder: PlaceFinder) -> None:
    """Right kabupaten/kota for the described places of events."""
    kept = [
        event
        for event in csv.DictReader(path.open(encoding="utf-8"))
        if event["where_prec"] in {"1", "2", "3"} and not event["adm_1"].startswith(ABROAD)
    ]
    points = Atlas.shipped().find_many(
        [event["latitude"] for event in kept], [event["longitude"] for event in kept]
    )
    named = {name: _code(finder, name) for name in {event["adm_2"] for event in kept}}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event, point in zip(kept, points, strict=True):
        province = event["adm_1"].replace(" Province", "")
        said = _code(
            finder, f"{event['where_coordinates']}. {event['where_description']}, {province}"
        )
        truth, old = point[:REGENCY], named[event["adm_2"]]
        fits = not old or truth == old or truth in gazetteer.heirs.get(old, ())
        found = Counter(
            events=1, right=int(said == truth), silent=int(len(said) < REGENCY),
            fits=int(fits), both=int(fits and said == truth),
            near=int(said == truth or (bool(old) and said == old)),
        )  # fmt: skip
        counts[event["where_prec"]] += found
    known, total = counts["1"] + counts["2"], counts["1"] + counts["2"] + counts["3"]
    for name, count in (("coordinates known", known), ("and regency's point", total)):
        row(f"UCDP, {name}", ratio(count["right"], count["events"]))
        row(f"UCDP, {name}, ceiling", ratio(count["fits"], count["events"]))
        row(f"UCDP, {name}, of those", ratio(count["both"], count["fits"]))
        row(f"UCDP, {name}, or as UCDP names it", ratio(count["near"], count["events"]))
        row(f"UCDP, {name}, none given", ratio(count["silent"], count["events"]))


def _code(finder: PlaceFinder, text: str) -> str:
    """Code down to the regency of the area that `text` is about, or empty."""
    return (finder.find(prepare(text)).code or "")[:REGENCY]


def names(path: Path, finder: PlaceFinder) -> None:
    """Precision, recall and F1 of all names of places in sentences."""
    hits = equal = listed = there = 0
    for text, spans in sentences(path):
        found = {(one.start, one.end) for one in finder.find(prepare(text)).places}
        free = list(spans)
        for start, end in sorted(found):
            met = next((one for one in free if one[0] < end and start < one[1]), None)
            if met:
                free.remove(met)
                hits += 1
        equal += len(found & set(spans))
        listed, there = listed + len(found), there + len(spans)
    for name, right in (("overlap", hits), ("equal spans", equal)):
        precision, recall = right / listed, right / there
        score = 2 * right / (listed + there)
        row(f"NERGrit, {name}, F1", f"{score:.3f} (P {precision:.3f}, R {recall:.3f}, of {there})")


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
