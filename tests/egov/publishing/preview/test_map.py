"""Maps of GeoJSON files, drawn on the server."""

import io

import pytest
from ckan.tests.helpers import call_action
from werkzeug.datastructures import FileStorage

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def upload(act, make_resource):
    def make(content, name="shapes.geojson"):
        dataset = make_resource()["dataset"]
        file = FileStorage(io.BytesIO(content), name)
        resource = act("resource_create", package_id=dataset, name=name, url="", format="GeoJSON",
                       upload=file)  # fmt: skip
        return resource | {"dataset": dataset}

    return make


def preview(resource):
    return f"/dataset/{resource['dataset']}/resource/{resource['id']}/preview"


def test_an_uploaded_file_gets_its_preview_by_itself(act, upload, geojson):
    views = act("resource_view_list", id=upload(geojson)["id"])
    assert [view["view_type"] for view in views] == ["egov_preview"]


def test_shapes_are_drawn_named_and_listed(page, upload, geojson):
    found = page(preview(upload(geojson)))
    svg = found.select_one("svg.egov-shapes")
    assert len(svg.select("path")) == 2
    assert len(svg.select("circle")) == 1
    assert [link["aria-label"] for link in svg.select("a")] == [f"<Shape> {n}" for n in (0, 1, 2)]
    for link in svg.select("a"):
        assert found.find(id=link["href"].removeprefix("#"))


def test_shapes_are_listed_through_the_api(upload, geojson):
    shown = call_action("resource_map_show", id=upload(geojson)["id"])
    assert (shown["count"], shown["drawn"], shown["properties"]) == (3, 3, ["name"])
    assert [item["vertices"] for item in shown["features"]] == [5, 2, 1]


@pytest.mark.parametrize("content", [b"<html>", b"{}", b'{"type": "FeatureCollection"}'])
def test_a_file_that_can_not_be_drawn_says_why_and_can_be_downloaded(page, upload, content):
    found = page(preview(upload(content)))
    assert "can't" in found.select_one(".egov-empty").get_text()
    assert found.select_one(".egov-empty a")["href"].endswith("shapes.geojson")


def test_a_large_file_is_not_drawn(page, upload, geojson, setting):
    setting("largest_map", 10)
    assert "too large" in page(preview(upload(geojson))).select_one(".egov-empty").get_text()


def test_a_file_on_another_site_is_not_fetched(page, make_resource):
    found = page(preview(make_resource(format="GeoJSON")))
    assert "another site" in found.select_one(".egov-empty").get_text()


@pytest.mark.parametrize("number", ["-1", "7", "x"])
def test_a_wrong_page_of_the_list_is_400_with_the_map(page, upload, geojson, number):
    found = page(preview(upload(geojson)), status=400, page=number)
    assert found.select_one(".alert-danger li").get_text(strip=True)
    assert found.select_one("svg.egov-shapes")
