"""The map of the 14 regions."""

import pytest
from ckanext.egov import vocabularies
from ckanext.egov.places.region_map import picture, region_map


@pytest.fixture
def terms():
    return [
        {"code": place.code, "label": place.title["uz"], "count": number}
        for number, place in enumerate(vocabularies.regions())
    ]


def test_all_fourteen_regions_are_on_the_map(terms):
    drawn = region_map(terms)
    assert {spot.code for spot in drawn.spots} == {place.code for place in vocabularies.regions()}
    assert all(spot.drawn.area_path.startswith("M") for spot in drawn.spots)


def test_the_shapes_are_drawn_once_in_a_process():
    assert picture() is picture()


def test_the_map_is_light_enough_for_a_phone(terms):
    size = sum(len(spot.drawn.area_path) for spot in region_map(terms).spots)
    assert size < 40_000


def test_tashkent_city_gets_a_marker_that_a_finger_can_hit_and_lies_on_top(terms):
    spots = region_map(terms).spots
    assert spots[-1].code == "1726"
    assert spots[-1].is_small
    assert not spots[0].is_small


def test_small_shapes_come_after_large_ones(terms):
    extents = [spot.drawn.extent for spot in region_map(terms).spots]
    assert extents == sorted(extents, reverse=True)


def test_a_name_is_written_only_where_it_fits(terms):
    by_code = {spot.code: spot for spot in region_map(terms).spots}
    assert by_code["1735"].has_room
    assert not by_code["1726"].has_room


def test_the_region_of_the_page_is_marked(terms):
    marked = [spot.code for spot in region_map(terms, current="1735").spots if spot.current]
    assert marked == ["1735"]


def test_no_name_lies_over_the_marker_of_a_small_region(terms):
    drawn = region_map(terms)
    assert "1735" in {spot.code for spot in drawn.labelled}
    assert "1727" not in {spot.code for spot in drawn.labelled}
