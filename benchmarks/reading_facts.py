"""Accuracy and cost of dates and figures of harm.

    python -m benchmarks.reading_facts [--examples FILE ...] [--texts FOLDER] [--errors N]

Labelled examples are by default those that ship (`reading/examples/field/*.jsonl`). `exact` is the
share of texts whose answer equals the label, silence included; `told` the same over texts with a
label. Of a figure the best number counts, of a date both ends. A group is found where the spans
touch; its role is judged among those found. `cost` is microseconds a text, on one core, with texts
made ready beforehand (`--texts`: a folder of *.jsonl with a field `text`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sipks.reading.contract import Document
from sipks.reading.impact import Impacts
from sipks.reading.normalise import prepare
from sipks.reading.places import Gazetteer
from sipks.reading.sight import Seen, Sight

FIELD = Path(__file__).resolve().parents[1] / "src/sipks/reading/examples/field"
FIGURES = ("killed", "injured", "displaced", "damaged")
COMMONEST = 10

Example = dict[str, Any]


class Answer(NamedTuple):
    """What is asked, the label, what was said, and the text."""

    asked: str
    register: str
    label: Any
    said: Any
    text: str

    @property
    def right(self) -> bool:
        return bool(self.label == self.said)

    @property
    def kind(self) -> str:
        """The kind of error in words."""
        if self.said is None:
            return f"{self.asked}: missed"
        if self.label is None:
            return f"{self.asked}: said where the text is silent"
        if self.asked == "date":
            return "date: " + ("another day" if len(set(self.said)) == 1 else "another span")
        if 0 in (self.label, self.said):
            return f"{self.asked}: nought and not nought"
        return f"{self.asked}: too {'many' if self.said > self.label else 'few'}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, nargs="+", default=sorted(FIELD.glob("*.jsonl")))
    parser.add_argument("--texts", type=Path, help="folder of texts to time")
    parser.add_argument("--errors", type=int, default=0, help="texts to show of each kind")
    asked = parser.parse_args()
    examples = [one for file in asked.examples for one in load(file)]
    sight = Sight(Gazetteer.shipped())
    seen = sight([Document(text=one["text"], title=one.get("title")) for one in examples])
    answers = [one for pair in zip(examples, seen, strict=True) for one in judge(sight, *pair)]
    table(answers)
    mistakes([one for one in answers if not one.right], asked.errors)
    if asked.texts:
        costs(sight, [json.loads(line)["text"] for line in lines(asked.texts)])


def load(file: Path) -> Iterator[Example]:
    """Labelled texts of one file."""
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        if "text" in one:
            yield one


def judge(sight: Sight, example: Example, seen: Seen) -> Iterator[Answer]:
    """One answer for each figure, and one for the date."""
    register, text = example["register"], seen.text.full
    for name in FIGURES:
        label, figure = example.get(name), getattr(seen.impact, name)
        best = label[1] if isinstance(label, list) else label
        yield Answer(name, register, best, figure.best if figure else None, text)
    moment = Document(published_at=example["published_at"])
    told = sight.when(seen, moment)
    said = [told.when.start[:10], told.when.end[:10]] if told else None
    yield Answer("date", register, example["when"], said, text)


def table(answers: Sequence[Answer]) -> None:
    """Exactness for each question and register."""
    registers = sorted({one.register for one in answers})
    print(f"{'':12}" + "".join(f"{name[:9]:>16}" for name in ["all", *registers]))
    for asked in (*FIGURES, "date"):
        cells = []
        for register in ["", *registers]:
            mine = [one for one in answers if one.asked == asked and register in one.register]
            told = [one for one in mine if one.label is not None]
            cells.append(f"{share(mine)} ({share(told)} of {len(told):>3})")
        print(f"{asked:10}" + "".join(f"{cell:>21}" for cell in cells))
    print("exact over all texts (over those with a label)")


def share(answers: Sequence[Answer]) -> str:
    """Share of right answers."""
    return f"{sum(one.right for one in answers) / len(answers):.2f}" if answers else "-"


def mistakes(wrong: Sequence[Answer], shown: int) -> None:
    """The commonest kinds of error."""
    kinds: defaultdict[str, list[Answer]] = defaultdict(list)
    for one in wrong:
        kinds[one.kind].append(one)
    print("commonest errors:")
    for kind, ones in sorted(kinds.items(), key=lambda item: -len(item[1]))[:COMMONEST]:
        print(f"{len(ones):5}  {kind}")
        for one in ones[:shown]:
            print(f"         {one.label} / {one.said}: {one.text!r}")


def lines(folder: Path) -> Iterator[str]:
    """Lines of all files of a folder."""
    for file in sorted(folder.glob("*.jsonl")):
        yield from file.read_text("utf-8").splitlines()


def costs(sight: Sight, texts: list[str]) -> None:
    """Microseconds a text of each piece."""
    seen, impacts = sight([Document(text=one) for one in texts]), Impacts()
    prepared = [prepare(one) for one in texts]
    for text in prepared:
        _ = text.sentence_starts
    moment = Document(published_at="2025-03-12T18:00")
    print(f"cost of {len(texts)} texts:")
    print(f"  figures {micros(lambda: [impacts.find(one) for one in prepared], texts):6.1f} µs")
    print(f"  dates   {micros(lambda: [sight.when(one, moment) for one in seen], texts):6.1f} µs")


def micros(work: Callable[[], object], texts: Sequence[str]) -> float:
    """The better of three rounds."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best / len(texts) * 1e6


if __name__ == "__main__":
    main()
