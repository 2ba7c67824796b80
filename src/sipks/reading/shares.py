"""Who is counted already: parts of a figure ("5 luka, satu kritis"), and one person more."""

from __future__ import annotations

from typing import Final

from sipks.reading.harm import Harm, Sentence
from sipks.reading.numbers import Quantity
from sipks.reading.tables import words

_AMONG: Final = words("antaranya diantaranya diantara antara antarane termasuk dantaranya")
_DEGREE: Final = words("kritis koma sekarat dirawat dijahit diopname opname dirujuk parah")
_WHOLE: Final = words("luka terluka cedera cidera korban dirawat tatu luko dibacok")
_GENERIC: Final = words("orang org orng urang yang yg masih msh sempat")
_MORE: Final = words("lagi lainnya lain lainya liyane lianna lainnyo")
_ALSO: Final = words("juga jg jga juo ugo")
_RELATIVES: Final = words(
    """adiknya adiknyo adikku kakaknya kakaknyo istrinya isterinya suaminya anaknya ibunya ibuknya
    bapaknya ayahnya temannya kawannya rekannya sopirnya supirnya keponakannya sepupunya
    iparnya pamannya bibinya mertuanya menantunya cucunya kakeknya neneknya tetangganya
    pengawalnya ajudannya asistennya saudaranya sodaranya penumpangnya pembantunya kernetnya
    keneknya pacarnya tunangannya kawannyo kancane adine bojone"""
)
_FRONT: Final = 4
_SUBJECT: Final = 10


def is_part(sentence: Sentence, harm: Harm, one: Quantity, before: tuple[Harm, Quantity]) -> bool:
    """Whether an amount is a part of the figure told `before` it in the sentence."""
    said, (whole, figure) = sentence.words, before
    if one.best > figure.best or one.start < figure.end:
        return False
    behind = said[one.end : one.end + 3]
    front = said[max(figure.end, one.start - _FRONT) : one.start]
    if _AMONG.intersection(behind) or _AMONG.intersection(front):
        return True
    between = said[figure.end : one.start]
    if between.count("(") > between.count(")"):
        return one.best < figure.best
    bare = _GENERIC.issuperset(said[one.end : max(one.end, harm.start)])
    degree = said[harm.start] in _DEGREE and said[whole.start : whole.end][-1] in _WHOLE
    return degree and bare and one.best < figure.best and said[whole.start] != said[harm.start]


def is_more(sentence: Sentence, harm: Harm, one: Quantity) -> bool:
    """Whether an amount tells of others besides those before it: "lima lagi", "dua juga luka"."""
    if _MORE.intersection(sentence.words[one.end : one.end + 2]):
        return True
    between = sentence.words[min(one.end, harm.end) : max(one.start, harm.start)]
    return not _ALSO.isdisjoint(between)


def is_relative(sentence: Sentence, harm: Harm) -> bool:
    """Whether one person who belongs to another is harmed: "adiknya luka"."""
    said = sentence.words
    first = max(0, harm.start - _SUBJECT)
    held = [one for one in sentence.harms_to(first, harm.start) if not one.target]
    first = max(first, held[-1].end) if held else first
    for at in range(harm.start - 1, first - 1, -1):
        if said[at] in _RELATIVES:
            return said[at - 1 : at] not in (["para"], ["-"])
    return False
