"""A table of some hundred rows and a GeoJSON file that the tests of this room look at."""

import json
import uuid

import pytest

from tests.egov.publishing.preview.preview_rows import FIELDS, ROWS, record


@pytest.fixture(scope="module")
def act(portal):
    """Calls an action as the site user."""
    from ckan.tests.helpers import call_action

    site_user = call_action("get_site_user", context={"ignore_auth": True})

    def call(action, /, **data):
        context = {"user": site_user["name"], "ignore_auth": True}
        return call_action(action, context=context, **data)

    return call


@pytest.fixture(scope="module")
def make_resource(act):
    """Makes a dataset with one resource."""

    def make(private=False, **resource):
        name = f"preview-{uuid.uuid4().hex[:10]}"
        body = act("organization_create", name=f"body-{name}", title=name,
                   title_translated={"en": name}, body_type="ministry")  # fmt: skip
        about = {"en": name}
        dataset = act(
            "package_create",
            name=name,
            title=name,
            title_translated=about,
            notes=name,
            notes_translated=about,
            license_id="odc-odbl",
            owner_org=body["id"],
            private=private,
            resources=[{"name": name, "url": "https://example.org/file.csv"} | resource],
        )
        return dataset["resources"][0] | {"dataset": name}

    return make


@pytest.fixture(scope="module")
def table(act, make_resource):
    """A resource with a DataStore table of ROWS rows."""
    resource = make_resource(format="CSV")
    records = [record(number) for number in range(ROWS)]
    act("datastore_create", resource_id=resource["id"], force=True, fields=FIELDS, records=records)
    return resource


@pytest.fixture(scope="module")
def address(table):
    """The address of the table's preview."""
    return f"/dataset/{table['dataset']}/resource/{table['id']}/preview"


@pytest.fixture
def page(portal):
    """Opens an address and reads the page."""
    from bs4 import BeautifulSoup

    def get(path, status=200, **query):
        reply = portal.get(path, query_string=query or None, status=status)
        return BeautifulSoup(reply.text, "html.parser")

    return get


@pytest.fixture(scope="module")
def geojson():
    """Three places: an area, a line and a point."""
    ring = [[60, 40], [62, 40], [62, 42], [60, 42], [60, 40]]
    shapes = [
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "LineString", "coordinates": [[60, 40], [63, 43]]},
        {"type": "Point", "coordinates": [61, 41]},
    ]
    features = [
        {"type": "Feature", "geometry": shape, "properties": {"name": f"<Shape> {place}"}}
        for place, shape in enumerate(shapes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def setting(monkeypatch):
    """Changes an option of this room for one test."""
    import ckan.plugins.toolkit as tk

    def change(name, value):
        monkeypatch.setitem(tk.config, f"ckanext.egov.preview.{name}", value)

    return change
