"""What anybody has at hand reads a closed process and counts the same: `verify.py`, ckanapi."""

import csv
import io
import json
import subprocess
import sys

import ckanapi
import pytest
from ckanext.participation.ledger import verify

from tests.participation.publishing.closing import call


@pytest.fixture
def anybody(portal, closed):
    """A stranger with the stock client, after the process was published."""
    call("process_publish", process_no=closed)
    return ckanapi.TestAppCKAN(portal)


def published(portal, anybody, number):
    """The dataset, and its tables by title as a stranger downloads them."""
    dataset = anybody.action.package_show(id=f"ishtirok-{number}")
    files = {row["name"]: row["url"] for row in dataset["resources"] if row["format"] == "CSV"}
    texts = {name: portal.get(url).get_data(as_text=True) for name, url in files.items()}
    return dataset, {name: csv.DictReader(io.StringIO(text)) for name, text in texts.items()}


def table_with(tables, *columns):
    """The one table that has these columns; its title is in the reader's language."""
    [found] = [rows for rows in tables.values() if set(columns) <= set(rows.fieldnames)]
    return list(found)


def counted_by_the_verifier(folder, number):
    """What `verify.py` counts in the public record, run as a stranger runs it."""
    done = subprocess.run(
        [sys.executable, verify.__file__, "count", str(folder / str(number)), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)["acts"]


def test_the_verifier_counts_what_the_published_table_says(portal, anybody, closed, folder, seal):
    _, tables = published(portal, anybody, closed)
    rows = table_with(tables, "feature", "state", "acts")
    in_dataset = {}
    for row in rows:
        in_dataset.setdefault(row["feature"], {})[row["state"]] = int(row["acts"])
    seal()
    in_record = counted_by_the_verifier(folder, closed)
    assert in_record == in_dataset == {"sign": {"valid": 35, "withdrawn": 1, "invalidated": 1}}


def test_the_stock_client_reads_the_dataset_and_its_columns(portal, anybody, closed):
    dataset, tables = published(portal, anybody, closed)
    assert dataset["license_id"] == "odc-odbl"
    assert len(tables) == 7
    for resource in dataset["resources"]:
        if resource["format"] != "CSV":
            continue
        found = anybody.action.datastore_search(resource_id=resource["id"], limit=0)
        columns = [field["id"] for field in found["fields"] if field["id"] != "_id"]
        header = tables[resource["name"]].fieldnames
        assert header == columns, resource["name"]
