"""Additive rules over concepts: each gives its weight once, a logistic curve makes it p.

A rule holds within one sentence (`kalimat`) or the whole text (`teks`); a concept after `!` must
be absent there. Weights are log-odds set by hand on labelled development texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple, Self

from sipks.reading.concepts import Found
from sipks.reading.tables import table


class Rule(NamedTuple):
    """`weight` for `target` where all of `needs` and none of `bars` is found."""

    target: str
    needs: int
    bars: int
    weight: float


@dataclass
class Score:
    """Log-odds of one target, and the (sentence, concepts) that spoke for it."""

    weight: float = 0.0
    grounds: list[tuple[int, int]] = field(default_factory=list)

    def p(self, bias: float) -> float:
        """Probability."""
        return logistic(self.weight + bias)


WHOLE = -1


def logistic(odds: float) -> float:
    """1 / (1 + exp(-odds)), safe at both ends."""
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


class Rules:
    """Rules of one piece, indexed by one of the concepts that each needs."""

    def __init__(self, bits: Mapping[str, int], rows: Iterable[list[str]]) -> None:
        self._in_sentence: dict[int, list[Rule]] = defaultdict(list)
        self._in_text: list[Rule] = []
        self.bias: dict[str, float] = {}
        for target, scope, condition, weight, *_ in rows:
            self._add(bits, scope, target, condition, float(weight))

    def _add(
        self, bits: Mapping[str, int], scope: str, target: str, condition: str, weight: float
    ) -> None:
        if scope == "dasar":
            self.bias[target] = weight
            return
        words = condition.split()
        needs = sum({bits[word] for word in words if word[0] != "!"})
        bars = sum({bits[word[1:]] for word in words if word[0] == "!"})
        rule = Rule(target, needs, bars, weight)
        if scope == "teks":
            self._in_text.append(rule)
        else:
            self._in_sentence[needs & -needs].append(rule)

    @classmethod
    def load(cls, name: str, bits: Mapping[str, int]) -> Self:
        """Rules of `lexicon/<name>.tsv`: target, scope, condition, weight."""
        return cls(bits, table(name, 4))

    def score(self, found: Found) -> dict[str, Score]:
        """Log-odds of every target that some rule spoke about."""
        scores: defaultdict[str, Score] = defaultdict(Score)
        fired: dict[int, tuple[Rule, int]] = {}
        for sentence, mask in found.sentences.items():
            for rule in self._candidates(mask):
                if rule.needs & mask == rule.needs and not rule.bars & mask:
                    fired.setdefault(id(rule), (rule, sentence))
        for rule in self._in_text:
            if rule.needs & found.whole == rule.needs and not rule.bars & found.whole:
                fired[id(rule)] = rule, WHOLE
        for rule, sentence in fired.values():
            score = scores[rule.target]
            score.weight += rule.weight
            if rule.weight > 0:
                score.grounds.append((sentence, rule.needs))
        return scores

    def _candidates(self, mask: int) -> Iterable[Rule]:
        while mask:
            lowest = mask & -mask
            yield from self._in_sentence.get(lowest, ())
            mask ^= lowest
