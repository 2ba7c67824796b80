from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import FieldError, JsonValue
from sipks.intake.connectors.cleaning import clean_json, clean_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_direction_marks_and_controls_go_and_joiners_stay() -> None:
    assert clean_text("a\u202eb\x00c\x1bd\r\ne\rf\ufeff") == "abcd\ne\nf"
    family = "👨\u200d👩\u200d👧"
    assert clean_text(family) == family


def test_right_to_left_text_itself_is_untouched() -> None:
    assert clean_text("مظاهرة سلمية") == "مظاهرة سلمية"


@given(VALUES)
def test_whatever_comes_can_be_stored_as_json(value: JsonValue) -> None:
    # orjson refuses lone surrogates and long integers, and writes numbers that are none as null.
    clean = clean_json(value)
    assert orjson.loads(orjson.dumps(clean)) == clean
    assert b"\\u0000" not in orjson.dumps(clean)


def test_hostile_nesting_is_refused() -> None:
    value: JsonValue = "x"
    for _ in range(40):
        value = [value]
    with pytest.raises(FieldError):
        clean_json(value)
