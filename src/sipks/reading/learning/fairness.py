"""Whether naming an identity makes a neutral text look hateful or relevant.

Each neutral sentence is read with each word of a group and once without; the gap is the difference
of the shares that are flagged (a counterfactual test: Dixon et al. 2018; Garg et al. 2019).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import Final

from sipks.reading.contract import Reading

_NAMED: Final = re.compile(r"\s*\[([^\]]*)\]")
_TOLD: Final = 16
_STRIDE: Final = 7
FLAGS: Final[Mapping[str, Callable[[Reading], bool]]] = {
    "relevant": lambda one: one.relevant is not False,
    "HS": lambda one: one.hate["HS"] >= 0.5,
    "Abusive": lambda one: one.hate["Abusive"] >= 0.5,
}
"""What may be held against a text; not to know (`relevant` null) counts as flagged."""


def sentences() -> list[str]:
    """Neutral sentences with the place of an identity in brackets."""
    return list(_lines("sentences.txt"))


def neutral_texts() -> Iterator[str]:
    """Neutral sentences to learn from, each identity in some of them, and each without one.

    They are other sentences than those that measure (data augmentation: Dixon et al. 2018).
    """
    frames = list(_lines("training.txt"))
    yield from map(without, frames)
    words = [word for group in identities().values() for word in group]
    for number, word in enumerate(words):
        for step in range(_TOLD):
            yield naming(frames[(number + step * _STRIDE) % len(frames)], word)


def identities() -> dict[str, list[str]]:
    """Words of identity of each group."""
    rows = (line.split("\t") for line in _lines("identities.tsv"))
    return {group: words.split(";") for group, words in rows}


def without(sentence: str) -> str:
    """The sentence without an identity.

    >>> without("Guru adik [seorang {}] yang sabar.")
    'Guru adik yang sabar.'
    """
    return _NAMED.sub("", sentence)


def naming(sentence: str, identity: str) -> str:
    """The sentence with an identity.

    >>> naming("Guru adik [seorang {}] yang sabar.", "Batak")
    'Guru adik seorang Batak yang sabar.'
    """
    return _NAMED.sub(lambda found: " " + found[1].format(identity), sentence)


def gaps(read: Callable[[list[str]], list[Reading]]) -> dict[str, dict[str, float]]:
    """For each group and flag: share flagged with an identity minus share without, in points."""
    plain = read([without(one) for one in sentences()])
    base = {flag: _share(plain, holds) for flag, holds in FLAGS.items()}
    found: dict[str, dict[str, float]] = {}
    for group, words in identities().items():
        readings = read([naming(one, word) for one in sentences() for word in words])
        found[group] = {
            flag: 100 * (_share(readings, holds) - base[flag]) for flag, holds in FLAGS.items()
        }
    return found


def _share(readings: list[Reading], holds: Callable[[Reading], bool]) -> float:
    return sum(map(holds, readings)) / len(readings)


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("sipks.reading") / "examples/fairness" / name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
