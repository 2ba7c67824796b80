from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
import shapely

from sipks.places.boundaries import shipped_layers
from sipks.places.shipped import aliases, all_units, ancestors, current_units, units_at


def test_every_level_is_complete() -> None:
    levels = Counter(unit.level for unit in current_units().values())
    assert levels == {
        "country": 1, "province": 38, "regency": 514, "district": 7285, "village": 83762
    }  # fmt: skip


def test_every_unit_stands_below_the_unit_of_its_code() -> None:
    units = current_units()
    for unit in units.values():
        if unit.code != "ID":
            above = unit.code.rpartition(".")[0] or "ID"
            assert unit.parent == above
            assert above in units


def test_every_point_lies_in_the_frame_of_the_country() -> None:
    for unit in all_units():
        assert -11.1 < unit.lat < 6.1, unit
        assert 94.9 < unit.lon < 141.1, unit


# Facts that the sources have wrong (see the reasons in overrides.csv).
@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("74.07", "lon", 123.5389),
        ("63", "capital", "Banjarbaru"),
        ("94", "capital", "Nabire"),
        ("95", "capital", "Wamena"),
        ("81.03", "capital", "Saumlaki"),
        ("71.09", "name", "Kabupaten Kepulauan Siau Tagulandang Biaro"),
    ],
)
def test_our_corrections_are_in_the_table(code: str, field: str, value: object) -> None:
    assert getattr(current_units()[code], field) == value


@pytest.mark.parametrize(
    "code",
    ["93.04.18.2005", "72.06.20.2002", "75.02.06.2006", "75.02.06.2007", "75.02.06.2008",
     "81.01.01.2021"],
)  # fmt: skip
def test_villages_whose_point_was_off_take_the_point_of_their_district(code: str) -> None:
    village, district = current_units()[code], current_units()[code[:8]]
    assert (village.lat, village.lon) == (district.lat, district.lon)


def test_aliases_name_standing_units_and_are_many() -> None:
    units = current_units()
    assert len(aliases()) >= 600
    assert all(alias.code in units for alias in aliases())
    assert len({(a.name.casefold(), a.code) for a in aliases()}) == len(aliases())


@pytest.mark.parametrize(
    ("name", "code"),
    [("Meulaboh", "11.05"), ("Timika", "94.04"), ("Solo", "33.72"), ("Ujung Pandang", "73.71"),
     ("DIY", "34"), ("Jaksel", "31.74"), ("Maumere", "53.07"), ("IKN", "64.09"),
     ("Toba Samosir", "12.12"), ("West Java", "32"), ("Kota Agung", "18.06")],
)  # fmt: skip
def test_names_that_news_use_are_aliases(name: str, code: str) -> None:
    assert code in [alias.code for alias in aliases() if alias.name == name]


def test_the_country_had_34_provinces_before_the_split_of_papua() -> None:
    day = date(2022, 7, 24)
    units = {unit.code: unit for unit in units_at(day) if unit.level in ("province", "regency")}
    assert sum(unit.level == "province" for unit in units.values()) == 34
    assert sum(unit.level == "regency" for unit in units.values()) == 514
    assert units["91.01"].successors == ("93.01",)


def test_papua_barat_daya_began_later_than_the_other_three() -> None:
    codes = {unit.code for unit in units_at(date(2022, 12, 7)) if unit.level == "province"}
    assert {"93", "94", "95"} < codes
    assert "96" not in codes


def test_ancestors_of_a_village() -> None:
    assert ancestors("73.71.01.1001") == ["73", "73.71", "73.71.01", "73.71.01.1001"]


def test_outlines_are_all_there_and_valid() -> None:
    layers, units = shipped_layers(), current_units()
    assert set(layers["provinces"]) == {c for c, u in units.items() if u.level == "province"}
    assert set(layers["regencies"]) == {c for c, u in units.items() if u.level == "regency"}
    for layer in layers.values():
        assert shapely.is_valid(list(layer.values())).all()


@pytest.mark.parametrize("layer", ["provinces", "regencies"])
def test_outlines_neither_gape_nor_overlap(layer: str) -> None:
    shapes = list(shipped_layers()[layer].values())
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    holes = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert not holes
