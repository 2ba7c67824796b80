from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.templatetags.marks import KINDS, legend, marked

TEXT = "Bentrok warga di Mariso, Makassar, dua orang luka"


class Reader(HTMLParser):
    """What a browser would show, and which tags it met."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.depth, self.deepest = "", list[Any](), 0, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def span(start: int, end: int, kind: str = "place", code: str = "73.71") -> dict[str, Any]:
    return {"start": start, "end": end, "kind": kind, "code": code}


SPANS = st.lists(
    st.builds(
        span,
        st.integers(-5, 60),
        st.integers(-5, 60),
        st.sampled_from([*KINDS, "something else"]),
        st.text(max_size=8),
    ),
    max_size=12,
)
# Line ends and NUL are changed by every HTML parser; the door of intake removes them before.
TEXTS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=50)


@given(TEXTS, SPANS)
def test_what_is_read_is_the_text_itself(text: str, spans: list[dict[str, Any]]) -> None:
    seen = Reader(marked(text, spans))
    assert seen.text == text
    assert {tag for tag, _ in seen.tags} <= {"mark"}
    assert seen.deepest <= 1
    assert seen.depth == 0


@given(TEXTS, SPANS)
def test_exactly_the_characters_of_the_spans_are_marked(
    text: str, spans: list[dict[str, Any]]
) -> None:
    covered = {
        at
        for one in spans
        if one["kind"] in KINDS
        for at in range(max(0, one["start"]), min(len(text), one["end"]))
    }

    class Marked(Reader):
        def handle_data(self, data: str) -> None:
            if self.depth:
                inside.update(range(len(self.text), len(self.text) + len(data)))
            super().handle_data(data)

    inside = set[int]()
    Marked(marked(text, spans))
    assert inside == covered


def test_markup_in_the_text_and_in_codes_is_only_text() -> None:
    html = marked("<script>alert(1)</script>", [span(0, 8, code='"><img src=x>')])
    assert [tag for tag, _ in Reader(html).tags] == ["mark"]


def test_overlapping_spans_share_one_mark_that_names_both() -> None:
    html = marked("abcdef", [span(0, 4, "time", "2025-02-03"), span(2, 6, "form", "blokade")])
    assert html == (
        '<mark class="mark-time" title="Waktu: 2025-02-03">ab</mark>'
        '<mark class="mark-form mark-time" title="Waktu: 2025-02-03; Bentuk: Blokade">cd</mark>'
        '<mark class="mark-form" title="Bentuk: Blokade">ef</mark>'
    )


def test_the_legend_says_in_words_what_led_to_what() -> None:
    spans = [span(17, 23), span(25, 33), span(35, 49, "impact", "injured")]
    lines = legend(TEXT, spans, {"73.71": "Kota Makassar"})
    assert [(line.name, line.conclusion, line.words) for line in lines] == [
        ("Tempat", "Kota Makassar", "Mariso, Makassar"),
        ("Dampak", "luka", "dua orang luka"),
    ]


@pytest.mark.parametrize("spans", [[], [span(4, 4)], [span(9, 3)], [span(0, 3, "unknown")]])
def test_empty_and_unknown_spans_mark_nothing(spans: list[dict[str, Any]]) -> None:
    assert marked("biasa", spans) == "biasa"
    assert legend("biasa", spans) == []
