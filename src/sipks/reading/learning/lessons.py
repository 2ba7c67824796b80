"""From labelled examples to lessons: what the reader sees in a text, and the answers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from sipks.reading.contract import Document
from sipks.reading.learning.examples import Example, Post
from sipks.reading.learning.fairness import neutral_texts
from sipks.reading.learning.fit import Text
from sipks.reading.learning.models import CATEGORY, FORM, HATE, HEADS, NO_STAGE, RELEVANT, STAGE
from sipks.reading.learning.training import Lesson
from sipks.reading.normalise import prepare
from sipks.reading.places import Gazetteer
from sipks.reading.sight import Sight

_SIGNS: Final = frozenset(f"={step}" for step in range(6, 11))


@cache
def sight() -> Sight:
    """Sight with the shipped gazetteer."""
    return Sight(Gazetteer.shipped())


def field_lessons(examples: Iterable[Example]) -> Iterator[Lesson]:
    """Lessons of relevance for all, and of category, form and stage where there is conflict."""
    for one in examples:
        answers: dict[str, tuple[str, ...]] = {RELEVANT: ("ya",) if one.relevant else ()}
        if one.relevant:
            answers[CATEGORY] = _known(CATEGORY, one.categories)
            answers[FORM] = _known(FORM, one.forms)
            answers[STAGE] = (one.stage or NO_STAGE,) if one.staged else ()
        yield Lesson(
            seen(one.document),
            {head: said for head, said in answers.items() if said or head == RELEVANT},
            _writer(one),
        )


def short_lessons(examples: Iterable[Example]) -> Iterator[Lesson]:
    """Lessons that the first sentence alone, or the title, matters where its text does.

    Much arrives as one line. Only what the rules see a sign in is taken: a first sentence may be
    an introduction.
    """
    for one in examples:
        text = prepare(one.document.full_text)
        starts = text.sentence_starts
        if one.relevant and len(starts) > 1:
            first = seen(Document(text=text.raw[: starts[1]]))
            if first.marks & _SIGNS:
                yield Lesson(first, {RELEVANT: ("ya",)}, _writer(one))


def _writer(one: Example) -> str:
    """Each file is by one hand; the names of its texts begin alike."""
    return str(one.document.id or "").partition("-")[0]


def hate_lessons(posts: Iterable[Post]) -> Iterator[Lesson]:
    """Lessons of the twelve labels; a post without hatred is no matter for the office either."""
    for one in posts:
        answers: dict[str, tuple[str, ...]] = {HATE: tuple(sorted(one.labels))}
        if "HS" not in one.labels:
            answers[RELEVANT] = ()
        yield Lesson(seen(Document(text=one.text)), answers)


def neutral_lessons() -> Iterator[Lesson]:
    """Lessons that naming somebody's identity is neither hatred nor a matter for the office."""
    for text in neutral_texts():
        yield Lesson(seen(Document(text=text)), {RELEVANT: (), HATE: ()})


def seen(document: Document) -> Text:
    """Words and marks of a document, as the reader gives them to the models."""
    (one,) = sight()([document])
    return Text(one.words, frozenset(one.marks))


def _known(head: str, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in HEADS[head])
