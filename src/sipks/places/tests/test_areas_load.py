from __future__ import annotations

from datetime import date

import pytest

from sipks.places.models import Area
from sipks.places.selectors import area_ancestors, area_children, area_get, areas_at
from sipks.places.services import areas_load
from sipks.places.shipped import Unit, all_units, current_units

pytestmark = pytest.mark.django_db


def some(*codes: str) -> list[Unit]:
    return [unit for unit in all_units() if unit.code in codes]


PAPUA = ("ID", "91", "94", "91.04", "94.01", "94.01.01")


def test_the_whole_table_comes_in_with_each_level_complete() -> None:
    assert areas_load() == len(all_units())
    counts = {
        level: areas_at().filter(level=level).count()
        for level in ("country", "province", "regency", "district", "village")
    }
    assert counts == {
        "country": 1,
        "province": 38,
        "regency": 514,
        "district": 7285,
        "village": 83762,
    }
    assert not Area.objects.filter(parent=None).exclude(code="ID").exists()


def test_a_second_load_changes_nothing() -> None:
    areas_load(units=some(*PAPUA))
    before = list(Area.objects.order_by("code").values())
    areas_load(units=some(*PAPUA))
    assert list(Area.objects.order_by("code").values()) == before


def test_a_corrected_table_updates_rows_and_keeps_their_ids() -> None:
    areas_load(units=some(*PAPUA))
    old = area_get("94.01")
    corrected = [
        unit._replace(name="Kabupaten Nabire Baru") if unit.code == "94.01" else unit
        for unit in some(*PAPUA)
    ]
    areas_load(units=corrected)
    new = area_get("94.01")
    assert (new.pk, new.name) == (old.pk, "Kabupaten Nabire Baru")


def test_a_corrected_beginning_does_not_make_a_second_standing_row() -> None:
    areas_load(units=some(*PAPUA))
    old = area_get("94")
    corrected = [
        unit._replace(valid_from=date(2022, 7, 26)) if unit.code == "94" else unit
        for unit in some(*PAPUA)
    ]
    areas_load(units=corrected)
    assert (area_get("94").pk, area_get("94").valid_from) == (old.pk, date(2022, 7, 26))


def test_rows_that_the_table_no_longer_names_stay() -> None:
    areas_load(units=some("ID", "73", "73.71"))
    areas_load(units=some("ID", "73"))
    assert area_get("73.71").name == "Kota Makassar"


def test_areas_made_by_hand_are_brought_up_to_date(areas: dict[str, Area]) -> None:
    areas_load(units=some("ID", "73", "73.71"))
    assert area_get("73.71").pk == areas["73.71"].pk
    assert area_get("73.71").kind == "kota"


def test_the_split_of_papua_is_dated() -> None:
    areas_load(units=some(*PAPUA))
    before, after = date(2022, 7, 24), date(2022, 7, 25)
    assert area_get("91.04", before).successors == ["94.01"]
    assert not areas_at(before).filter(code__in=["94", "94.01", "94.01.01"]).exists()
    assert area_get("94.01", after).parent == area_get("94")
    assert not areas_at(after).filter(code="91.04").exists()


def test_a_past_regency_hangs_below_the_province_of_its_time() -> None:
    areas_load(units=some(*PAPUA))
    old = area_get("91.04", date(2020, 1, 1))
    assert old.parent == area_get("91")
    assert list(area_children(area_get("91"), date(2020, 1, 1))) == [old]
    assert old not in area_children(area_get("91"))


def test_ancestors_come_from_the_nation_down() -> None:
    areas_load(units=some(*PAPUA))
    assert [a.code for a in area_ancestors(area_get("94.01.01"))] == ["ID", "94", "94.01"]
    assert area_ancestors(area_get("ID")) == []


def test_populations_add_up_to_the_nation() -> None:
    provinces = [u for u in current_units().values() if u.level == "province"]
    assert sum(u.population or 0 for u in provinces) == current_units()["ID"].population
