"""The figures of the model card `docs/reader.md`, as Markdown tables.

    python -m benchmarks.reader_card [--write]

Everything is measured on the held-back split of the labelled examples, which neither rules nor
models were made on, with the reader that ships. `--write` puts the tables into the card.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

from benchmarks.reader_agreement import agreement
from sipks.reading import CATEGORIES, FORMS, Reader, Reading
from sipks.reading.learning.evaluation import calibration_error, evaluate_hate, reliability
from sipks.reading.learning.examples import HELD, Example, field_examples, hate_examples
from sipks.reading.learning.fairness import gaps
from sipks.reading.learning.models import Models

CARD = Path(__file__).parents[1] / "docs/reader.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
REGISTERS = ("news", "whatsapp", "laporan_informasi", "social", "citizen")
REGENCY, GROUP, OFTEN = 5, 3, 14
Pair = tuple[Example, Reading]


def main() -> None:
    """Print the tables, or write them into the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put them into docs/reader.md")
    asked = parser.parse_args()
    told = "\n".join(tables())
    if not asked.write:
        print(told)
        return
    before, _, rest = CARD.read_text("utf-8").partition(BEGIN)
    CARD.write_text(f"{before}{BEGIN}\n{told}\n{END}{rest.partition(END)[2]}", "utf-8")


def tables() -> Iterator[str]:
    """All tables, line by line."""
    examples = [one for one in field_examples() if one.split == HELD]
    readings = Reader.default().read_many([one.document for one in examples])
    pairs = list(zip(examples, readings, strict=True))
    yield from by_register(pairs)
    yield from by_class(pairs, "Group (level 1)", CATEGORIES, group_of, group_said)
    yield from by_class(pairs, "Form", FORMS, lambda one: one.forms[0], form_said)
    yield from agreement()
    yield from acting(pairs)
    yield from confusions(pairs)
    yield from reliabilities(pairs)
    yield from hatred()
    yield from fairness()


def by_register(pairs: Sequence[Pair]) -> Iterator[str]:
    """One row a register and one for all."""
    columns: list[tuple[str, Callable[[Sequence[Pair]], str]]] = [
        ("texts", lambda some: str(len(some))),
        ("relevance F1", relevance_f1),
        ("does not know", lambda some: share(some, lambda _, said: said.relevant is None)),
        (
            "group",
            lambda some: share(told(some), lambda one, said: group_of(one) == group_said(said)),
        ),
        ("category", lambda some: share(told(some), category_right)),
        ("form", lambda some: share(told(some), lambda one, said: one.forms[0] == form_said(said))),
        ("stage", lambda some: share(told(some), stage_right)),
        ("kab/kota", lambda some: share([p for p in some if deep(p[0])], place_right)),
        ("place made up", lambda some: share([p for p in some if p[0].place is None], made_up)),
        ("date", lambda some: share([p for p in some if p[0].when], date_right)),
        ("killed", lambda some: share(some, harm_right("killed"))),
        ("injured", lambda some: share(some, harm_right("injured"))),
        ("displaced", lambda some: share(some, harm_right("displaced"))),
        ("damaged", lambda some: share(some, harm_right("damaged"))),
    ]
    groups = {name: [pair for pair in pairs if pair[0].register == name] for name in REGISTERS}
    yield "### By register\n"
    yield row("", *(name for name, _ in columns))
    yield row("---", *("---:" for _ in columns))
    for name, some in {**groups, "all": list(pairs)}.items():
        yield row(name, *(measure(some) for _, measure in columns))


def by_class(
    pairs: Sequence[Pair],
    title: str,
    labels: dict[str, str],
    truth: Callable[[Example], str],
    said: Callable[[Reading], str],
) -> Iterator[str]:
    """Precision, recall and F1 of each class among texts that matter."""
    answers = [(truth(one), said(reading)) for one, reading in told(pairs)]
    yield f"\n### {title}\n"
    yield row("", "texts", "precision", "recall", "F1")
    yield row("---", "---:", "---:", "---:", "---:")
    kinds = sorted({a for a, _ in answers})
    scores = precision_recall_fscore_support(
        *zip(*answers, strict=True), labels=kinds, zero_division=0.0
    )
    for code, precision, recall, f1, number in zip(kinds, *scores, strict=True):
        figures = (f"{one:.2f}" for one in (precision, recall, f1))
        yield row(f"{code} {labels[code]}", str(number), *figures)
    yield row("macro", str(len(answers)), "", "", f"{scores[2].mean():.2f}")


def acting(pairs: Sequence[Pair]) -> Iterator[str]:
    """Groups that take part, where the examples name them; a name that shares words is found."""
    labelled = found = said = role = 0
    for one, reading in pairs:
        left = list(reading.groups) if one.groups is not None else []
        said += len(left)
        for group in one.groups or ():
            labelled += 1
            name = group["name"].lower()
            match = next(
                (g for g in left if g.name.lower() in name or name in g.name.lower()), None
            )
            if match:
                left.remove(match)
                found += 1
                role += match.role == group["role"]
    yield "\n### Groups that take part\n"
    yield row("named", "precision", "recall", "F1", "role right of those found")
    yield row("---:", "---:", "---:", "---:", "---:")
    f1 = f"{2 * found / (labelled + said):.2f}"
    yield row(str(labelled), rate(found, said), rate(found, labelled), f1, rate(role, found))


def confusions(pairs: Sequence[Pair]) -> Iterator[str]:
    """The commonest mistakes."""
    yield "\n### What is mistaken for what\n"
    yield row("is", "was read as", "texts")
    yield row("---", "---", "---:")
    some = told(pairs)
    wrong = Counter((group_of(a), group_said(b)) for a, b in some)
    wrong.update((a.forms[0], form_said(b)) for a, b in some)
    for (truth, said), number in wrong.most_common():
        if truth != said and number >= OFTEN // 2:
            yield row(truth, said or "nothing", str(number))


def reliabilities(pairs: Sequence[Pair]) -> Iterator[str]:
    """How often what was told with a probability was right."""
    some = told(pairs)
    curves = {
        "relevance": (
            [said.relevance for _, said in pairs], [one.relevant for one, _ in pairs],
        ),
        "category": (
            [b.categories[0].p for _, b in some if b.categories],
            [category_right(a, b) for a, b in some if b.categories],
        ),
        "form": (
            [b.forms[0].p for _, b in some if b.forms],
            [a.forms[0] == form_said(b) for a, b in some if b.forms],
        ),
    }  # fmt: skip
    yield "\n### Reliability\n"
    yield row("", "mean p of a bin → share that was right (texts)", "expected calibration error")
    yield row("---", "---", "---:")
    for name, (ps, right) in curves.items():
        given = np.array(ps, dtype=np.float32), np.array(right, dtype=bool)
        bins = "; ".join(f"{p:.2f} → {hit:.2f} ({n})" for p, hit, n in reliability(*given))
        yield row(name, bins, f"{calibration_error(*given):.3f}")


def hatred() -> Iterator[str]:
    """F1 of the twelve labels on held-back posts."""
    posts = [one for one in hate_examples() if one.split == HELD]
    yield f"\n### Hatred and abuse ({len(posts)} held-back posts of our own)\n"
    scores = evaluate_hate(Models.shipped(), posts)
    yield row(*scores)
    yield row(*("---:" for _ in scores))
    yield row(*(f"{value:.2f}" for value in scores.values()))


def fairness() -> Iterator[str]:
    """Gaps in points of naming an identity in neutral sentences."""
    yield "\n### Fairness: neutral sentences, with an identity minus without (points)\n"
    found = gaps(Reader.default().read_many)
    flags = list(next(iter(found.values())))
    yield row("", *flags)
    yield row("---", *("---:" for _ in flags))
    for group, gap in found.items():
        yield row(group, *(f"{gap[flag]:+.1f}" for flag in flags))


def told(pairs: Sequence[Pair]) -> list[Pair]:
    """Those of texts that matter."""
    return [pair for pair in pairs if pair[0].relevant]


def group_of(one: Example) -> str:
    """Level 1 of the main category."""
    return one.categories[0][:GROUP]


def group_said(said: Reading) -> str:
    """Level 1 of what was read, empty where nothing was."""
    return said.categories[0].code[:GROUP] if said.categories else ""


def form_said(said: Reading) -> str:
    """The main form that was read."""
    return said.forms[0].code if said.forms else ""


def category_right(one: Example, said: Reading) -> bool:
    """Whether the main category is right at level 2."""
    return bool(said.categories) and said.categories[0].code == one.categories[0]


def stage_right(one: Example, said: Reading) -> bool:
    """Whether the stage is right, none included."""
    return one.stage == (said.stage.code if said.stage else None)


def deep(one: Example) -> bool:
    """Whether the text lets a reader know the kabupaten or kota."""
    return len(one.place or "") >= REGENCY


def place_right(one: Example, said: Reading) -> bool:
    """Whether kabupaten or kota is right."""
    return bool(said.place and one.place and said.place.code[:REGENCY] == one.place[:REGENCY])


def made_up(_: Example, said: Reading) -> bool:
    """Whether a place was given at all."""
    return said.place is not None


def date_right(one: Example, said: Reading) -> bool:
    """Whether first and last day are right."""
    return bool(said.when and (said.when.start[:10], said.when.end[:10]) == one.when)


def harm_right(name: str) -> Callable[[Example, Reading], bool]:
    """Whether the best figure is right, silence included."""

    def right(one: Example, said: Reading) -> bool:
        truth, figure = one.harm.get(name), getattr(said.impact, name)
        return bool((truth and truth.best) == (figure and figure.best))

    return right


def relevance_f1(pairs: Sequence[Pair]) -> str:
    """F1 of relevance; not to know counts as no."""
    right = sum(one.relevant and said.relevant is True for one, said in pairs)
    both = sum(one.relevant for one, _ in pairs) + sum(said.relevant is True for _, said in pairs)
    return f"{2 * right / both:.3f}" if both else "–"


def share(pairs: Sequence[Pair], holds: Callable[[Example, Reading], Any]) -> str:
    """Share for which something holds."""
    return rate(sum(bool(holds(*pair)) for pair in pairs), len(pairs))


def rate(part: int, whole: int) -> str:
    """A share with two digits behind the point."""
    return f"{part / whole:.2f}" if whole else "–"


def row(*cells: str) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
