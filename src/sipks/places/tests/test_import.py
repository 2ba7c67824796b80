from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyogrio.raw import write
from shapely.geometry.base import BaseGeometry

from sipks.places.boundaries import Boundaries
from sipks.places.importing import schemes
from sipks.places.importing.matching import match
from sipks.places.importing.problems import ImportRefused
from sipks.places.importing.schemes import Label
from sipks.places.models import Area, Level, Outline
from sipks.places.selectors import atlas, boundaries
from sipks.places.services import outlines_import
from sipks.places.shipped import current_units

pytestmark = pytest.mark.django_db
MAKASSAR = shapely.box(119.36, -5.22, 119.54, -5.06)
GOWA = shapely.box(119.54, -5.60, 119.95, -5.06)
FARAWAY = shapely.box(97.0, 3.0, 97.2, 3.2)


def make(
    path: Path, shapes: list[Any], columns: dict[str, list[Any]], crs: str = "EPSG:4326"
) -> Path:
    drivers = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}
    write(
        str(path),
        np.array([None if s is None else shapely.to_wkb(s) for s in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        geometry_type="Polygon",
        crs=crs or None,
        driver=drivers[path.suffix],
    )
    return path


def outline(code: str) -> BaseGeometry:
    return shapely.from_wkb(bytes(Outline.objects.get(area__code=code).wkb))


BIG = {
    "KDPPUM": ["73", "73"], "KDPKAB": ["73.71", "73.06"],
    "WADMPR": ["Sulawesi Selatan"] * 2, "WADMKK": ["Kota Makassar", "Gowa"],
}  # fmt: skip
BPS = {
    "idprov": ["73", "73"], "nmprov": ["SULAWESI SELATAN"] * 2,
    "idkab": ["7371", "7305"], "nmkab": ["KOTA MAKASSAR", "GOWA"],
}  # fmt: skip
HDX = {
    "ADM1_EN": ["South Sulawesi"] * 2, "ADM1_PCODE": ["ID73"] * 2,
    "ADM2_EN": ["Kota Makassar", "Gowa"], "ADM2_PCODE": ["ID7371", "ID7305"],
}  # fmt: skip
OWN = {"kode": ["73.71", "73.06"], "nama": ["Makassar", "Gowa"]}


@pytest.mark.parametrize(
    ("name", "columns"), [("BIG", BIG), ("BPS", BPS), ("HDX", HDX), ("SIPKS", OWN)]
)
@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson"])
def test_each_publisher_in_each_format(
    areas: dict[str, Area], tmp_path: Path, name: str, columns: dict[str, list[str]], kind: str
) -> None:
    path = make(tmp_path / f"batas.{kind}", [MAKASSAR, GOWA], columns)
    result = outlines_import(path=path, attribution="BIG 2025")
    assert (result.scheme, result.levels, result.problems) == (name, {"regency": 2}, [])
    assert outline("73.71").equals(MAKASSAR)
    assert outline("73.06").equals(GOWA)
    assert Outline.objects.filter(official=True, attribution="BIG 2025").count() == 2


def test_a_zipped_shapefile(areas: dict[str, Area], tmp_path: Path) -> None:
    make(tmp_path / "batas.shp", [MAKASSAR, GOWA], BIG)
    with zipfile.ZipFile(tmp_path / "batas.zip", "w") as archive:
        for part in tmp_path.glob("batas.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    assert outlines_import(path=tmp_path / "batas.zip", attribution="BIG").levels == {"regency": 2}


def test_other_coordinate_systems_are_turned_into_degrees(
    areas: dict[str, Area], tmp_path: Path
) -> None:
    utm = shapely.box(761000, 9422000, 781000, 9440000)  # zone 50S around Makassar
    path = make(tmp_path / "batas.gpkg", [utm], {"KDPKAB": ["73.71"]}, "EPSG:32750")
    outlines_import(path=path, attribution="BIG")
    west, south, east, north = outline("73.71").bounds
    assert 119.35 < west < east < 119.55
    assert -5.25 < south < north < -5.05


def test_bps_codes_are_not_taken_for_ours(areas: dict[str, Area], tmp_path: Path) -> None:
    """BPS 7305 is Takalar's neighbour Gowa at the Ministry's 73.06; names decide."""
    path = make(tmp_path / "batas.gpkg", [GOWA], {k: v[1:] for k, v in BPS.items()})
    outlines_import(path=path, attribution="BPS")
    assert Outline.objects.get().area.code == "73.06"


@pytest.fixture
def bogor(areas: dict[str, Area]) -> None:
    west = Area.objects.create(
        code="32", name="Jawa Barat", level=Level.PROVINCE, parent=areas["ID"]
    )
    for code, name in (("32.01", "Kabupaten Bogor"), ("32.71", "Kota Bogor")):
        Area.objects.create(code=code, name=name, level=Level.REGENCY, parent=west)


def test_a_kota_and_a_kabupaten_of_one_name_are_told_apart(bogor: None, tmp_path: Path) -> None:
    city, land = shapely.box(106.75, -6.65, 106.85, -6.55), shapely.box(106.4, -6.75, 106.7, -6.4)
    columns = {"idkab": ["3271", "3201"], "nmprov": ["JAWA BARAT"] * 2, "nmkab": ["BOGOR", "BOGOR"]}
    outlines_import(path=make(tmp_path / "b.gpkg", [city, land], columns), attribution="BPS")
    assert outline("32.71").equals(city)
    assert outline("32.01").equals(land)


def test_a_spelling_is_forgiven_and_a_regency_found_in_its_new_province(
    areas: dict[str, Area], tmp_path: Path
) -> None:
    papua = Area.objects.create(
        code="94", name="Papua Tengah", level=Level.PROVINCE, parent=areas["ID"]
    )
    Area.objects.create(code="94.04", name="Kabupaten Mimika", level=Level.REGENCY, parent=papua)
    columns = {"ADM1_EN": ["Papua", "Sulawesi Selatan"], "ADM2_EN": ["Mimika", "Kota Makasar"],
               "ADM2_PCODE": ["ID9412", "ID7371"]}  # fmt: skip
    path = make(tmp_path / "b.gpkg", [shapely.box(136.5, -4.8, 137, -4.2), MAKASSAR], columns)
    result = outlines_import(path=path, attribution="OCHA")
    assert result.problems == []
    assert set(Outline.objects.values_list("area__code", flat=True)) == {"94.04", "73.71"}


def test_every_district_of_ours_is_found_by_its_name_as_bps_writes_it(
    areas: dict[str, Area],
) -> None:
    units = current_units()
    for unit in units.values():
        if unit.level == "district":
            regency = units[unit.parent]
            names = (units[regency.parent].name, regency.name.removeprefix("Kabupaten "), unit.name)
            label = Label("district", f"{regency.code}010", tuple(map(str.upper, names)))
            assert match(schemes.BPS, label) == unit


def test_districts_below_their_regency(areas: dict[str, Area], tmp_path: Path) -> None:
    columns = {"nmprov": ["SULAWESI SELATAN"], "nmkab": ["MAKASSAR"], "nmkec": ["MARISO"],
               "idkec": ["7371010"]}  # fmt: skip
    path = make(tmp_path / "b.gpkg", [shapely.box(119.40, -5.17, 119.42, -5.15)], columns)
    assert outlines_import(path=path, attribution="BPS").levels == {"district": 1}
    assert Outline.objects.get().area.code == "73.71.01"


@pytest.mark.parametrize(
    ("shape", "columns", "said"),
    [
        (MAKASSAR, {"KDPKAB": "99.99"}, "kode 99.99 tidak ada"),
        (MAKASSAR, {"KDPKAB": "7"}, "bukan kode Kemendagri"),
        (MAKASSAR, {"KDPKAB": "", "WADMKK": "Atlantis"}, "“Atlantis” tidak ditemukan di Indonesia"),
        (MAKASSAR, {"KDPKAB": "", "WADMKK": ""}, "tidak ada nama"),
        (None, {"KDPKAB": "73.06"}, "tidak punya garis batas"),
        (FARAWAY, {"KDPKAB": "73.06"}, "km dari Kabupaten Gowa"),
        (shapely.box(-5.2, 119.3, -5.1, 119.5), {"KDPKAB": "73.06"}, "urutan bujur–lintang"),
    ],
)
def test_a_bad_feature_is_told_and_does_not_stop_the_rest(
    areas: dict[str, Area], tmp_path: Path, shape: Any, columns: dict[str, str], said: str
) -> None:
    both = {"KDPKAB": ["73.71"], "WADMKK": ["Kota Makassar"]}
    for name, value in {"WADMKK": "", **columns}.items():
        both[name].append(value)
    path = make(tmp_path / "b.geojson", [MAKASSAR, shape], both)
    result = outlines_import(path=path, attribution="BIG")
    assert result.levels == {"regency": 1}
    (problem,) = result.problems
    assert problem.feature == 2
    assert said in str(problem)


def test_a_bow_tie_is_mended(areas: dict[str, Area], tmp_path: Path) -> None:
    tie = shapely.Polygon([(119.4, -5.2), (119.5, -5.1), (119.5, -5.2), (119.4, -5.1)])
    outlines_import(path=make(tmp_path / "b.geojson", [tie], {"kode": ["73.71"]}), attribution="x")
    assert outline("73.71").is_valid
    assert outline("73.71").area > 0


def test_several_features_of_one_area_are_joined(areas: dict[str, Area], tmp_path: Path) -> None:
    island = shapely.box(119.30, -5.10, 119.32, -5.08)
    path = make(tmp_path / "b.gpkg", [MAKASSAR, island], {"KDPKAB": ["73.71", "73.71"]})
    assert outlines_import(path=path, attribution="BIG").levels == {"regency": 1}
    assert outline("73.71").geom_type == "MultiPolygon"


def test_the_same_file_again_replaces_what_it_brought(
    areas: dict[str, Area], tmp_path: Path
) -> None:
    path = make(tmp_path / "b.gpkg", [MAKASSAR, GOWA], BIG)
    for _ in range(2):
        outlines_import(path=path, attribution="BIG", valid_from=date(2025, 1, 1))
    assert Outline.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("b.gpkg", b"", "tidak dapat dibaca sebagai peta"),
        ("b.zip", b"PK\x03\x04 rusak", "tidak dapat dibaca sebagai peta"),
        ("b.geojson", b'{"type":"Feature', "tidak dapat dibaca sebagai peta"),
        ("b.shp", b"\x00\x00\x27\x0a", "tidak dapat dibaca sebagai peta"),
        ("b.csv", b"kode\n73.71\n", "jenis berkas tidak dikenal"),
        ("b.vrt", b"<OGRVRTDataSource/>", "jenis berkas tidak dikenal"),
        ("b.geojson", b'{"type":"FeatureCollection","features":[]}', "tidak memuat fitur"),
    ],
)
def test_a_file_that_is_no_map_is_refused(
    areas: dict[str, Area], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused, match=said):
        outlines_import(path=tmp_path / name, attribution="x")


def test_a_missing_file_and_unknown_columns_are_refused(
    areas: dict[str, Area], tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused, match="tidak ada"):
        outlines_import(path=tmp_path / "hilang.gpkg", attribution="x")
    path = make(tmp_path / "b.gpkg", [MAKASSAR], {"objek": ["73.71"]})
    with pytest.raises(ImportRefused, match="Kolom kode wilayah tidak dikenal"):
        outlines_import(path=path, attribution="x")


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_metres_without_a_coordinate_system_are_refused(
    areas: dict[str, Area], tmp_path: Path
) -> None:
    path = make(tmp_path / "b.shp", [shapely.box(7e5, 9e6, 8e5, 9.1e6)], {"KDPKAB": ["73.71"]}, "")
    with pytest.raises(ImportRefused, match=r"\.prj"):
        outlines_import(path=path, attribution="x")


def test_nothing_usable_is_refused_and_nothing_kept(areas: dict[str, Area], tmp_path: Path) -> None:
    path = make(tmp_path / "b.gpkg", [FARAWAY], {"KDPKAB": ["73.71"]})
    with pytest.raises(ImportRefused, match="tidak ada fitur"):
        outlines_import(path=path, attribution="x")
    assert not Outline.objects.exists()


def test_one_of_several_layers_must_be_chosen(areas: dict[str, Area], tmp_path: Path) -> None:
    path = tmp_path / "b.gpkg"
    shapes = np.array([shapely.to_wkb(MAKASSAR)], dtype=object)
    for layer in ("kab", "kec"):
        write(
            str(path), shapes, [np.array(["73.71"], dtype=object)], ["KDPKAB"], layer=layer,
            geometry_type="Polygon", crs="EPSG:4326", driver="GPKG", append=path.exists(),
        )  # fmt: skip
    with pytest.raises(ImportRefused, match="kab, kec"):
        outlines_import(path=path, attribution="x")
    assert outlines_import(path=path, attribution="x", layer="kab").levels == {"regency": 1}


def test_imported_outlines_are_used_at_once(areas: dict[str, Area], tmp_path: Path) -> None:
    assert boundaries() is Boundaries.shipped()
    before = boundaries().version
    outlines_import(path=make(tmp_path / "b.gpkg", [MAKASSAR, GOWA], BIG), attribution="BIG")
    assert boundaries().version != before
    assert boundaries().regencies["73.71"].equals(MAKASSAR)
    assert atlas().find(-5.55, 119.60)[1].code == "73.06"
    assert boundaries() is boundaries()
