"""The demo's budgets become datasets of their type, described, summed and counted for sectors."""

import csv
from pathlib import Path

import pytest
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.budgets.package import jobs, records
from ckanext.egov.publishing.demo import content, loader
from ckanext.egov.publishing.loading import jobs as loading_jobs

FOLDER = Path(__file__).parents[2] / "deployment" / "demo"


@pytest.fixture(scope="module")
def published(database):
    """All budgets of the demo; tables are made as the worker would make them."""
    patch = pytest.MonkeyPatch()
    patch.setattr(jobs, "enqueue", lambda resource_id: None)
    patch.setattr(loading_jobs, "enqueue", lambda resource_id, load_id: None)
    found = {}
    body = factories.Organization()["name"]
    for dataset in content.read(FOLDER).datasets:
        if dataset.fields.get("type") == "budget":
            dataset.fields["owner_org"] = body
            pairs = [(resource, file) for resource, file, _ in _loaded(dataset)]
            for resource, _ in pairs:
                jobs.build_resource(resource["id"])
            found[dataset.name] = pairs
    yield found
    patch.undo()


def _loaded(dataset):
    for resource, file, new in loader._ensure_dataset(dataset, str):
        with file.open() as stream:
            header = next(csv.reader([stream.readline().decode("utf-8-sig")]))
        fields = [{"id": name, "type": "text"} for name in header]
        asked = {"resource_id": resource["id"], "fields": fields, "force": True}
        site = {"user": call_action("get_site_user")["name"]}
        call_action("datastore_create", site, **asked)
        described = [
            {key: field[key] for key in ("id", "label", "info") if key in field}
            for field in file.as_fields(set(header))
        ]
        call_action("resource_dictionary_update", dict(site), id=resource["id"], fields=described)
        yield resource, file, new


def test_every_file_of_amounts_passes_the_checks(published):
    read = {file.name: records.find(it["id"]) for pairs in published.values() for it, file in pairs}
    assert {name: build.problems for name, build in read.items() if build} == {
        "philadelphia_actual.csv": [], "philadelphia_adopted.csv": [],
        "philadelphia_proposed.csv": [], "philadelphia_obligations.csv": [],
        "uk_regional_spending.csv": [],
    }  # fmt: skip
    assert "philadelphia_sectors.csv" in read


def test_phases_of_a_year_stand_beside_each_other(published):
    asked = {"id": "filadelfiya-budjet-xarajatlari", "drilldown": "phase|fiscal_year"}
    cells = call_action("budget_aggregate", **asked)["cells"]
    sums = {(cell["phase"], cell["fiscal_year"]): cell["amount"] for cell in cells}
    assert sums["executed", 2021] == "4717753548.00"
    assert sums["approved", 2021] == "4804851000.00"
    assert {year for phase, year in sums if phase == "executed"} == set(range(2004, 2022))


def test_departments_are_counted_for_sectors(published):
    asked = {"id": "filadelfiya-budjet-xarajatlari", "drilldown": "sector:1"}
    cut = "phase:executed|fiscal_year:2021|sector:1:education"
    told = call_action("budget_aggregate", cut=cut, **asked)
    with (FOLDER / "files" / "philadelphia_actual.csv").open(newline="") as file:
        education = [
            float(row["total"]) for row in csv.DictReader(file)
            if row["fiscal_year"] == "2021" and row["dept_code"] in EDUCATION
        ]  # fmt: skip
    assert float(told["total"]) == sum(education)


EDUCATION = ("35-SD", "35-CC", "35-HA", "05-S")


def test_the_descriptor_names_what_columns_are(published):
    package = call_action("budget_datapackage_show", id="buyuk-britaniya-hududiy-xarajatlar")
    types = {field.get("columnType") for field in package["resources"][0]["schema"]["fields"]}
    assert {"value", "geo:target:label", "functional-classification:cofog:group:code"} <= types


def test_what_is_in_no_sum_is_said(published):
    told = call_action("budget_check_show", id="filadelfiya-choraklik-majburiyatlar")
    [resource] = told["resources"]
    assert [item["code"] for item in resource["excluded"]] == ["left_out"]
