from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

import sipks
from sipks.web import assets
from sipks.web.badges import SEVERITIES, STATES

NOON = datetime(2026, 11, 24, 4, 5, tzinfo=UTC)
USED = re.compile(r"\{%\s*icon\s+\"([a-z0-9-]+)\"")


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "24 Nov 2026, 11.05 WIB"),
        ("Asia/Makassar", "24 Nov 2026, 12.05 WITA"),
        ("Asia/Jayapura", "24 Nov 2026, 13.05 WIT"),
    ],
)
def test_times_are_shown_in_the_zone_of_the_place(zone: str, expected: str) -> None:
    assert f">{expected}<" in shown("{% local_time at zone %}", at=NOON, zone=zone)


def test_a_day_can_differ_from_zone_to_zone() -> None:
    late = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    assert ">24 Nov 2026<" in shown("{% local_time at 'Asia/Jakarta' 'date' %}", at=late)
    assert ">25 Nov 2026<" in shown("{% local_time at 'Asia/Jayapura' 'date' %}", at=late)


def test_a_plain_date_and_no_time_at_all() -> None:
    assert ">2 Jan 2025<" in shown("{% local_time at %}", at=date(2025, 1, 2))
    assert shown("{% local_time at %}", at=None) == ""


@pytest.mark.parametrize("level", range(6))
def test_severity_is_bars_number_and_word(level: int) -> None:
    badge = shown("{% severity n %}", n=level)
    assert badge.count('class="on"') == level
    assert f"{level} {SEVERITIES[level]}" in badge


@pytest.mark.parametrize(("given", "level"), [(None, 0), (-3, 0), (9, 5)])
def test_severity_outside_the_scale_is_brought_into_it(given: int | None, level: int) -> None:
    assert f"severity-{level}" in shown("{% severity n %}", n=given)


def test_states_have_an_icon_and_a_word() -> None:
    assert "Terverifikasi" in shown("{% state 'verified' %}")
    assert "#circle-check" in shown("{% state 'verified' %}")
    assert "&lt;b&gt;" in shown("{% state s %}", s="<b>")


def test_an_ungraded_incident_says_so_with_dashes() -> None:
    assert ">B2<" in shown("{% grade 'B' 2 %}")
    assert ">––<" in shown("{% grade '' None %}")


def test_icons_are_decoration_unless_they_say_something() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'map' %}")
    assert 'aria-label="Peta &amp; &lt;kota&gt;"' in shown(
        "{% icon 'map' said %}", said="Peta & <kota>"
    )


def test_words_follow_the_language() -> None:
    with override("en"):
        assert "24 Nov 2026" in shown("{% local_time at 'Asia/Jakarta' %}", at=NOON)


@pytest.mark.skipif(not assets.icon_names(), reason="the front end has not been built")
def test_every_icon_that_pages_name_is_in_the_file() -> None:
    package = Path(sipks.__file__).parent
    named = {icon for page in package.rglob("*.html") for icon in USED.findall(page.read_text())}
    named |= {look.icon for look in STATES.values()}
    assert named <= assets.icon_names()
