"""What a closed process publishes, read by our own eyes and by what anybody has at hand."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import ckanapi
import pytest
import sqlalchemy as sa
from ckanext.participation.ledger import verify

from tests.participation.publishing.closing import PERSON, call, rows


def test_the_dataset_says_what_was_counted(published):
    from ckanext.participation import counters

    states = {row["state"]: int(row["acts"]) for row in rows(published.number, "acts_by_state")}
    assert states == {"valid": 35, "withdrawn": 1, "invalidated": 1}
    assert states["valid"] == counters.read(published.number).total
    regions = {row["region"]: row for row in rows(published.number, "acts_by_region")}
    assert len(regions) == 15
    assert regions["1726"]["acts"] == "23"
    assert regions["1726"]["region_ru"]
    assert regions["1706"]["acts"] == "0"
    # 3 people named no region: that number goes, and the 9 of Andijon with it.
    assert [regions[code]["suppressed"] for code in ("", "1703", "1726")] == [
        "true",
        "true",
        "false",
    ]
    assert regions[""]["acts"] == regions["1703"]["acts"] == ""
    hours = rows(published.number, "acts_by_hour")
    assert sum(int(row["acts"] or 0) for row in hours) == 35


def test_the_dataset_is_odbl_has_every_dictionary_and_links_both_ways(published):
    from ckan import model
    from ckanext.participation.publishing import model as publications

    shown = call("process_publication_show", process_no=published.number)
    dataset = call("package_show", id=shown["dataset_id"])
    assert dataset["license_id"] == "odc-odbl"
    assert str(published.number) in dataset["url"]
    stored = "SELECT dataset_id FROM participation_process WHERE process_no = :no"
    assert model.Session.scalar(sa.text(stored), {"no": published.number}) == dataset["id"]
    for name, facts in publications.find(published.number).files.items():
        if name == "record_link":
            continue
        fields = call("resource_dictionary_show", id=facts["resource"])["fields"]
        assert fields
        for field in fields:
            assert {"uz", "ru", "en"} <= set(field["label"]), (name, field["id"])
            assert {"uz", "ru", "en"} <= set(field["description"]), (name, field["id"])


def test_frictionless_finds_the_files_as_the_table_schema_says(published):
    from ckan.lib import uploader
    from ckanext.participation.publishing import model
    from frictionless import Resource, Schema

    for name, facts in model.find(published.number).files.items():
        if name == "record_link":
            continue
        resource = call("resource_show", id=facts["resource"])
        path = uploader.get_resource_uploader(resource).get_path(resource["id"])
        schema = json.loads(
            call("resource_dictionary_export", id=resource["id"], format="json")["content"]
        )
        report = Resource(
            data=Path(path).read_bytes(), format="csv", schema=Schema.from_descriptor(schema)
        ).validate()
        assert report.valid, (name, report.flatten(["fieldName", "note", "message"]))


def test_the_dataset_conforms_to_dcat_ap_3(portal, published):
    from pyshacl import validate
    from rdflib import Graph

    shapes = Path(__file__).parents[2] / "egov/publishing/dcat/shapes/dcat-ap_3_shacl_shapes.ttl"
    exported = Graph().parse(
        data=portal.get(f"/dataset/ishtirok-{published.number}.ttl").body, format="ttl"
    )
    conforms, _, text = validate(exported, shacl_graph=str(shapes))
    assert conforms, text


def test_no_identity_reaches_the_dataset(published):
    from ckanext.participation.publishing import model

    names = [name for name in model.find(published.number).files if name != "record_link"]
    everything = str({name: rows(published.number, name) for name in names})
    assert not [word for word in PERSON.values() if word in everything]


class TestStockTools:
    """A stranger has `verify.py` and the stock client of the API."""

    @pytest.fixture(scope="class")
    def anybody(self, portal):
        return ckanapi.TestAppCKAN(portal)

    @pytest.fixture(scope="class")
    def dataset(self, anybody, published) -> dict[str, Any]:
        return anybody.action.package_show(id=f"ishtirok-{published.number}")

    @pytest.fixture
    def tables(self, portal, dataset) -> dict[str, Any]:
        """The tables by title, as a stranger downloads them."""
        files = {row["name"]: row["url"] for row in dataset["resources"] if row["format"] == "CSV"}
        texts = {name: portal.get(url).get_data(as_text=True) for name, url in files.items()}
        return {name: csv.DictReader(io.StringIO(text)) for name, text in texts.items()}

    def test_the_verifier_counts_what_the_published_table_says(self, published, tables):
        columns = {"feature", "state", "acts"}
        [states] = [table for table in tables.values() if columns <= set(table.fieldnames)]
        in_dataset: dict[str, dict[str, int]] = {}
        for row in states:
            in_dataset.setdefault(row["feature"], {})[row["state"]] = int(row["acts"])
        published.seal()
        done = subprocess.run(
            [sys.executable, verify.__file__, "count", str(published.record), "--json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        in_record = json.loads(done.stdout)["acts"]
        assert in_record == in_dataset == {"sign": {"valid": 35, "withdrawn": 1, "invalidated": 1}}

    def test_the_stock_client_reads_the_dataset_and_its_columns(self, anybody, dataset, tables):
        assert dataset["license_id"] == "odc-odbl"
        assert len(tables) == 7
        for resource in dataset["resources"]:
            if resource["format"] != "CSV":
                continue
            found = anybody.action.datastore_search(resource_id=resource["id"], limit=0)
            columns = [field["id"] for field in found["fields"] if field["id"] != "_id"]
            assert tables[resource["name"]].fieldnames == columns, resource["name"]
