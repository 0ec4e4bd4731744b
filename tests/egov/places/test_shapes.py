"""Geometry of server-drawn maps: projection, simplification, reading of GeoJSON."""

import math
from itertools import pairwise

import pytest
from ckanext.egov.places import shapes
from ckanext.egov.places.shapes import (
    BadGeometry,
    Box,
    Projection,
    area,
    centre,
    distance,
    draw,
    join,
    path_data,
    read_shape,
    simplify,
)
from hypothesis import given
from hypothesis import strategies as st

SQUARE = [(60.0, 40.0), (62.0, 40.0), (62.0, 42.0), (60.0, 42.0), (60.0, 40.0)]
coordinates = st.tuples(st.floats(-170, 170), st.floats(-80, 80))
lines = st.lists(coordinates, min_size=2, max_size=40)


def polygon(ring):
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude_by_the_cosine():
    box = Box.around(SQUARE)
    projection = Projection(box, 100)
    left, bottom = projection((60.0, 40.0))
    right, top = projection((62.0, 42.0))
    assert (right - left) / (bottom - top) == pytest.approx(math.cos(math.radians(41)))


def test_north_is_up_and_the_picture_is_as_wide_as_asked():
    projection = Projection(Box.around(SQUARE), 100)
    assert projection((60.0, 42.0)) == pytest.approx((0, 0))
    assert projection((62.0, 40.0))[0] == pytest.approx(100)
    assert projection((62.0, 40.0))[1] == pytest.approx(projection.height)


def test_a_tall_shape_is_kept_below_the_tallest_height():
    box = Box(60, 40, 60.1, 45)
    assert Projection(box, 500, tallest=300).height == pytest.approx(300)


@given(lines)
def test_everything_stays_inside_the_picture(line):
    projection = Projection(Box.around(line), 800, margin=10)
    for point in line:
        x, y = projection(point)
        assert -0.01 <= x <= 800.01
        assert -0.01 <= y <= projection.height + 0.01


def test_one_point_alone_is_drawn_in_the_middle():
    projection = Projection(Box.around([(69.2, 41.3)]), 100, margin=5)
    assert projection((69.2, 41.3)) == pytest.approx((50, 5))


@given(lines, st.floats(0.01, 50))
def test_no_dropped_point_is_farther_than_the_tolerance_from_the_line_that_is_left(line, tolerance):
    kept = simplify(line, tolerance)
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    for point in line:
        nearest = min(
            (distance(point, start, end) for start, end in pairwise(kept)),
            default=0,
        )
        assert nearest <= tolerance + 1e-9


def test_simplifying_keeps_a_closed_ring_closed():
    kept = simplify(SQUARE, 0.1)
    assert kept == SQUARE


def test_the_work_grows_with_the_number_of_points_not_with_its_square(monkeypatch):
    asked = []
    monkeypatch.setattr(shapes, "distance", lambda *points: asked.append(1) or 1.0)
    zigzag = [(float(index), float(index % 2)) for index in range(10_000)]
    assert len(simplify(zigzag, 0.1)) == len(zigzag)
    assert len(asked) < len(zigzag) * shapes.PIECE


def test_area_and_centre_of_a_square():
    assert abs(area(SQUARE[:-1])) == pytest.approx(4)
    assert centre(SQUARE) == pytest.approx((61, 41))


def test_a_ring_without_area_has_its_centre_in_the_mean_of_its_points():
    assert centre([(0, 0), (2, 0), (1, 0)]) == pytest.approx((1, 0))


def test_every_type_of_geometry_is_read():
    line = [[60, 40], [61, 41]]
    ring = [[60, 40], [61, 41], [60, 41], [60, 40]]
    parts = [
        {"type": "Point", "coordinates": [60, 40, 500]},
        {"type": "MultiPoint", "coordinates": line},
        {"type": "LineString", "coordinates": line},
        {"type": "MultiLineString", "coordinates": [line, line]},
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "MultiPolygon", "coordinates": [[ring], [ring]]},
    ]
    shape = read_shape({"type": "GeometryCollection", "geometries": parts})
    assert (len(shape.points), len(shape.lines), len(shape.rings)) == (3, 3, 3)


def test_an_absent_geometry_is_an_empty_shape():
    assert list(read_shape(None).vertices()) == []


@pytest.mark.parametrize(
    "geometry",
    [
        [],
        {},
        {"type": "Circle", "coordinates": []},
        {"type": "Point", "coordinates": "here"},
        {"type": "Point", "coordinates": [60]},
        {"type": "Point", "coordinates": [True, 1]},
        {"type": "Point", "coordinates": [math.nan, 1]},
        {"type": "Point", "coordinates": [400000, 4500000]},
        {"type": "Polygon", "coordinates": [[["60", "40"]]]},
        {"type": "GeometryCollection"},
    ],
)
def test_a_wrong_geometry_is_refused(geometry):
    with pytest.raises(BadGeometry):
        read_shape(geometry)


def test_a_box_around_nothing_is_refused():
    with pytest.raises(BadGeometry):
        Box.around([])


def test_path_data_is_closed_for_areas_and_open_for_lines():
    line = [(0.0, 0.0), (10.04, 5.06)]
    assert path_data([line], closed=True) == "M0.0,0.0L10.0,5.1Z"
    assert path_data([line], closed=False) == "M0.0,0.0L10.0,5.1"


def test_a_drawn_area_knows_where_its_label_goes_and_how_much_room_it_has():
    shape = read_shape(polygon(SQUARE))
    projection = Projection(Box.around(SQUARE), 100)
    drawn = draw(shape, projection)
    assert drawn.label_at == pytest.approx((50, projection.height / 2))
    assert drawn.label_room == pytest.approx(100)


def test_a_drawn_point_is_its_own_label_place():
    shape = join([read_shape({"type": "Point", "coordinates": [61, 41]})])
    drawn = draw(shape, Projection(Box.around(SQUARE), 100))
    assert drawn.label_at == drawn.points[0]
    assert drawn.extent == 0
