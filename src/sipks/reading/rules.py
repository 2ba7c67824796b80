"""Additive rules over concepts: each gives its weight once, a logistic curve makes it p.

A rule holds within one sentence (`kalimat`) or the whole text (`teks`). Of concepts joined by `|`
one is enough; a concept after `!` must be absent; names of `lexicon/groups.tsv` stand for their
concepts. `dasar` is where a target starts, `paling` the most that may speak for it: what is found
whenever people clash then yields to what they clash about. Weights are log-odds set by hand on
labelled development texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, inf
from typing import Final, NamedTuple, Self

from sipks.reading.concepts import Found, groups, single_bits
from sipks.reading.tables import table


class Rule(NamedTuple):
    """`weight` for `target` where something of each of `needs` and nothing of `bars` is found.

    It is filed under the concepts of one need; `other` and `more` are the rest of them.
    """

    number: int
    target: str
    other: int
    more: tuple[int, ...]
    bars: int
    weight: float
    needs: tuple[int, ...]


class Filed:
    """The rules filed under one concept: those that need no more, and those that do."""

    def __init__(self) -> None:
        self.alone: list[Rule] = []
        self.joined: list[Rule] = []
        self.others = 0

    def add(self, rule: Rule) -> None:
        """File a rule; `others` tells which concepts any of `joined` waits for."""
        (self.joined if rule.other else self.alone).append(rule)
        self.others |= rule.other


@dataclass(slots=True)
class Score:
    """Log-odds for and against one target, and the (sentence, concepts) that spoke for it."""

    plus: float = 0.0
    minus: float = 0.0
    grounds: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def p(self, bias: float, most: float = inf) -> float:
        """Probability; however much speaks for the target, it counts as `most` at the most."""
        return logistic(min(self.plus, most) + self.minus + bias)


WHOLE = -1
_FAR: Final = 30.0


def logistic(odds: float) -> float:
    """1 / (1 + exp(-odds)), safe at both ends."""
    if not -_FAR < odds < _FAR:
        return 1.0 if odds > 0 else exp(-_FAR)
    return 1 / (1 + exp(-odds))


class Rules:
    """Rules of one piece, indexed by one of the concepts that each needs."""

    def __init__(self, bits: Mapping[str, int], rows: Iterable[list[str]]) -> None:
        self._bits = dict(bits)
        for name, members in groups().items():
            if set(members) <= bits.keys():
                self._bits[name] = sum({bits[one] for one in members})
        self._in_sentence: defaultdict[int, Filed] = defaultdict(Filed)
        self._in_text: defaultdict[int, Filed] = defaultdict(Filed)
        self._count = 0
        self.bias: dict[str, float] = {}
        self._most: dict[str, float] = {}
        for target, scope, condition, weight, *_ in rows:
            if scope == "dasar":
                self.bias[target] = float(weight)
            elif scope == "paling":
                self._most[target] = float(weight)
            else:
                self._add(target, scope, condition.split(), float(weight))

    def p(self, target: str, score: Score) -> float:
        """Probability of a target with that score; a row `paling` limits what speaks for it."""
        return score.p(self.bias[target], self._most.get(target, inf))

    def _add(self, target: str, scope: str, words: list[str], weight: float) -> None:
        needs = tuple(self._mask(word) for word in words if word[0] != "!")
        bars = 0
        for word in words:
            bars |= self._mask(word[1:]) if word[0] == "!" else 0
        self._count += 1
        index = {"kalimat": self._in_sentence, "teks": self._in_text}[scope]
        # Filed under each concept of the need with the fewest: one of them must be there.
        rest = min(needs, key=int.bit_count)
        other, *more = [need for need in needs if need != rest] or [0]
        rule = Rule(self._count, target, other, tuple(more), bars, weight, needs)
        for bit in single_bits(rest):
            index[bit].add(rule)

    def _mask(self, word: str) -> int:
        mask = 0
        for name in word.split("|"):
            mask |= self._bits[name]
        return mask

    @classmethod
    def load(cls, name: str, bits: Mapping[str, int]) -> Self:
        """Rules of `lexicon/<name>.tsv`: target, scope, condition, weight."""
        return cls(bits, table(name, 4))

    def score(self, found: Found) -> dict[str, Score]:
        """Log-odds of every target that some rule spoke about."""
        scores: defaultdict[str, Score] = defaultdict(Score)
        spoken: set[int] = set()
        for sentence, mask, bits in found.parts:
            index = self._in_text if sentence == WHOLE else self._in_sentence
            for filed in map(index.get, bits):
                if filed:
                    _apply(filed, mask, sentence, spoken, scores)
        return scores


def _apply(
    filed: Filed, mask: int, sentence: int, spoken: set[int], scores: defaultdict[str, Score]
) -> None:
    """Let each rule that holds speak once."""
    holding = filed.alone
    if filed.others & mask:
        holding = holding + [one for one in filed.joined if one.other & mask]
    for number, target, _, more, bars, weight, needs in holding:
        if bars & mask or number in spoken:
            continue
        if more and not all(need & mask for need in more):
            continue
        spoken.add(number)
        score = scores[target]
        if weight > 0:
            score.plus += weight
            score.grounds.append((sentence, needs))
        else:
            score.minus += weight
