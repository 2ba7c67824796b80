"""How far labels agree that texts were given twice by the guide: what a reader could reach.

    python -m benchmarks.reader_agreement

Two hundred held-back texts were labelled again without sight of the first labels, but in the same
manner: strangers would agree less. Kappa is Cohen's (1960): agreement beyond chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sklearn.metrics import accuracy_score, cohen_kappa_score

from sipks.reading.contract import Figure
from sipks.reading.learning.examples import HELD, Example, field_examples, second_labels

Pair = tuple[Example, dict[str, Any]]
GROUP = 3


def main() -> None:
    """Print the table."""
    print("\n".join(agreement()))


def agreement() -> Iterator[str]:
    """Lines of a Markdown table."""
    first = {one.document.id: one for one in field_examples() if one.split == HELD}
    pairs = [(first[row["id"]], row) for row in second_labels()]
    told = [pair for pair in pairs if pair[0].relevant and pair[1]["relevant"]]
    yield f"\n### Labels given twice, to {len(pairs)} of these texts\n"
    yield "| | texts | agreement | kappa |"
    yield "|---|---:|---:|---:|"
    yield row("relevant", pairs, lambda a: a.relevant, lambda b: b["relevant"])
    yield row("group", told, lambda a: a.categories[0][:GROUP], lambda b: b["category"][:GROUP])
    yield row("category", told, lambda a: a.categories[0], lambda b: b["category"])
    yield row("form", told, lambda a: a.forms[0], lambda b: b["form"])
    yield row("stage", told, lambda a: str(a.stage), lambda b: str(b.get("stage")))
    dated = [pair for pair in told if pair[0].when]
    yield row("date", dated, lambda a: str(list(a.when or ())), lambda b: str(b.get("when", [])))
    for harm in ("killed", "injured"):
        yield row(harm, told, *(best(harm, of) for of in (lambda a: a.harm, lambda b: b)))


def row(
    name: str,
    pairs: list[Pair],
    one: Callable[[Example], Any],
    other: Callable[[dict[str, Any]], Any],
) -> str:
    """Agreement about one question."""
    a, b = [one(pair[0]) for pair in pairs], [other(pair[1]) for pair in pairs]
    return f"| {name} | {len(a)} | {accuracy_score(a, b):.2f} | {cohen_kappa_score(a, b):.2f} |"


def best(harm: str, of: Callable[[Any], Any]) -> Callable[[Any], int]:
    """The best figure of a harm, -1 where nothing is told."""

    def value(one: Any) -> int:
        figure: Figure | None = of(one).get(harm)
        return figure.best if figure else -1

    return value


if __name__ == "__main__":
    main()
