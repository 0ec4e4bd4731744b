"""GeoJSON files are read into features, and refused with a reason."""

import json

import pytest
from ckanext.egov.publishing.preview.features import (
    MOST_FEATURES,
    BadGeoJSON,
    name_key,
    read_layer,
)
from ckanext.egov.publishing.preview.map_page import picture_of

POINT = {"type": "Point", "coordinates": [69.2, 41.3]}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(geometry=POINT, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_features_keep_their_order_and_what_is_known_of_them():
    layer = read_layer(collection(feature(name="A", n=1), feature(name="B", m=2)))
    assert [item.place for item in layer.features] == [1, 2]
    assert layer.property_names == ["name", "n", "m"]
    assert layer.count == 2


@pytest.mark.parametrize("document", [feature(name="A"), POINT])
def test_a_single_feature_or_geometry_is_a_layer_of_one(document):
    assert read_layer(json.dumps(document).encode()).count == 1


def test_a_byte_order_mark_is_no_problem():
    assert read_layer(b"\xef\xbb\xbf" + collection(feature())).count == 1


def test_properties_that_are_no_object_are_none():
    assert (
        read_layer(collection({"type": "Feature", "geometry": POINT, "properties": 5})).count == 1
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "not_json"),
        (b"<html>", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"type": "Point", "coordinates": [NaN, 1]}', "not_json"),
        (b"[]", "not_geojson"),
        (b'{"type": "Topology"}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": {}}', "not_geojson"),
        (collection(5), "feature 1: not an object"),
        (collection(feature(), feature({"type": "Point", "coordinates": [1]})), "feature 2:"),
    ],
)
def test_what_can_not_be_drawn_is_refused_with_the_reason(content, reason):
    with pytest.raises(BadGeoJSON, match=reason):
        read_layer(content)


def test_a_large_file_is_drawn_in_part_and_says_how_many_there_are():
    layer = read_layer(collection(*[feature()] * (MOST_FEATURES + 5)))
    assert (len(layer.features), layer.count) == (MOST_FEATURES, MOST_FEATURES + 5)


@pytest.mark.parametrize(
    ("names", "language", "key"),
    [
        (["id", "name_uz", "name_ru"], "ru", "name_ru"),
        (["id", "name_uz", "name_ru"], "kaa", "name_uz"),
        (["id", "Name"], "en", "Name"),
        (["id", "size"], "en", "id"),
        ([], "en", ""),
    ],
)
def test_the_name_of_a_feature_comes_in_the_readers_language(names, language, key):
    assert name_key(names, language) == key


def test_a_layer_is_drawn_once_and_features_without_shape_are_left_out():
    layer = read_layer(collection(feature(name="A"), feature(None, name="B")))
    picture = picture_of(layer)
    assert [mark.feature.place for mark in picture.marks] == [1]
    assert picture_of(layer) is picture


def test_a_layer_without_shapes_has_no_picture():
    assert picture_of(read_layer(collection(feature(None)))) is None
