from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.diff import changes

TEXTS = st.text("ab \n", max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_off_the_changes(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
    assert all(text for _, text in found)


def test_words_are_compared_not_letters() -> None:
    assert changes("dua orang luka", "tiga orang luka") == [
        ("removed", "dua "),
        ("added", "tiga "),
        ("same", "orang luka"),
    ]


def test_equal_texts_have_no_changes() -> None:
    assert changes("sama", "sama") == [("same", "sama")]


def test_very_long_texts_are_compared_by_line_and_then_not_at_all() -> None:
    line = "kata " * 50 + "\n"
    by_line = changes(line * 100, line * 99 + "beda\n")
    assert by_line[-1] == ("added", "beda\n")
    assert by_line[0].kind == "same"
    whole = changes("a\n" * 5000, "b\n" * 5000)
    assert [kind for kind, _ in whole] == ["removed", "added"]
