from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from sipks.places import topojson

GRID = 1e-4


def square(x: int, y: int, size: int) -> Polygon:
    return shapely.box(x * GRID, y * GRID, (x + size) * GRID, (y + size) * GRID)


squares = st.tuples(
    st.integers(-900_000, 900_000), st.integers(-100_000, 100_000), st.integers(2, 500)
)


@settings(deadline=None)
@given(st.lists(squares, min_size=1, max_size=5))
def test_what_is_encoded_comes_back(corners: list[tuple[int, int, int]]) -> None:
    shapes = {str(i): MultiPolygon([square(x, y, size)]) for i, (x, y, size) in enumerate(corners)}
    back = topojson.decode(topojson.encode({"layer": shapes}, GRID), "layer")
    assert set(back) == set(shapes)
    for code, shape in shapes.items():
        assert back[code].hausdorff_distance(shape) < GRID / 100


def test_holes_are_kept() -> None:
    ring = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
    back = topojson.decode(topojson.encode({"layer": {"a": ring}}, GRID), "layer")["a"]
    assert isinstance(back, Polygon)
    assert len(back.interiors) == 1
    assert back.equals_exact(ring, GRID, normalize=True)


# The example of section 1.2 of the specification in our terms: two squares share the arc 0.
def test_shared_arcs_are_read_forwards_and_backwards() -> None:
    document = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[1, 0], [0, 1]],
            [[1, 1], [-1, 0], [0, -1], [1, 0]],
            [[1, 0], [1, 0], [0, 1], [-1, 0]],
        ],
        "objects": {
            "pair": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "left", "arcs": [[0, 1]]},
                    {"type": "Polygon", "id": "right", "arcs": [[2, ~0]]},
                ],
            }
        },
    }
    shapes = topojson.decode(document, "pair")
    assert shapes["left"].equals(shapely.box(0, 0, 1, 1))
    assert shapes["right"].equals(shapely.box(1, 0, 2, 1))


def test_rings_squeezed_to_nothing_are_left_out() -> None:
    document = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [1, 0], [-1, 0]]],
        "objects": {"one": {"geometries": [{"type": "Polygon", "id": "a", "arcs": [[0]]}]}},
    }
    assert topojson.decode(document, "one")["a"].is_empty
