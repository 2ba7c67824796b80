"""Slow patterns are tried only around their cues, and miss nothing by it."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from sipks.reading.masking import mask
from sipks.reading.masking.near import REACH, cues_in, near

KEY = re.compile(r"\bkey[ :]{1,3}(\d{1,9})", re.IGNORECASE)


@given(st.lists(st.sampled_from(["key", "Key ", ": ", "1234", " ", "x" * 40, "." * REACH])))
def test_what_is_found_near_cues_is_all_that_there_is(parts: list[str]) -> None:
    text = "".join(parts)
    found = [one.span(1) for one in near(KEY, text, cues_in(text.lower(), ["key"]))]
    assert found == [one.span(1) for one in KEY.finditer(text)]


def test_an_address_is_hidden_wherever_it_stands() -> None:
    fill = "Warga berkumpul di balai desa. " * 40
    said = "nopol DD 1234 AB, ig: warga_contoh, alamat Jl. Mawar no. 12 RT 02, t.me/warga_contoh"
    for text in (said + fill + said, fill + said + fill, said + "\u0130" * 400 + fill + said):
        hidden = mask(text)
        assert len(hidden) == len(text)
        for told in ("1234", "warga_contoh", "no. 12", "RT 02"):
            assert told not in hidden


def test_one_letter_alone_grows_when_it_is_made_small() -> None:
    letters = map(chr, range(sys.maxunicode + 1))
    assert [one for one in letters if len(one.lower()) > 1] == ["\u0130"]
