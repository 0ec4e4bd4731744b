"""A table is checked in the worker and its report shown to people and machines."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.lib import jobs
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth
from ckanext.egov.publishing.validation import jobs as validation_jobs
from ckanext.egov.publishing.validation import model

from tests.egov.publishing.dictionary.tables import dataset, editor_of, table

pytestmark = pytest.mark.usefixtures("portal")

FIELDS = [
    {"id": "district", "type": "text", "required": True, "code_list": "vocabulary:regions"},
    {"id": "population", "type": "int4", "minimum": "0", "unique": True},
]
ROWS = [
    {"district": "1726", "population": 10},
    {"district": "", "population": -1},
    {"district": "=1+1", "population": 10},
]


def _queued(resource: dict) -> Any:
    """Return the check that is queued for the worker."""
    queued = model.find(resource["id"])
    assert queued is not None
    return queued


def _work(resource: dict) -> dict:
    """Do what the worker does."""
    validation_jobs.validate(resource["id"], _queued(resource).validation_id)
    return call_action("resource_validation_show", id=resource["id"])


@pytest.fixture
def resource() -> dict:
    return table(fields=FIELDS, records=ROWS)


@pytest.fixture(scope="module")
def checked(portal) -> dict:
    resource = table(fields=FIELDS, records=ROWS)
    _work(resource)
    return resource


def _room(resource: dict) -> str:
    return f"/dataset/{resource['package_id']}/resource/{resource['id']}/validation"


def test_report_names_row_column_value_and_rule(checked):
    report = call_action("resource_validation_show", id=checked["id"])

    assert (report["state"], report["rows"], report["error_count"]) == ("invalid", 3, 4)
    assert [(e["row"], e["column"], e["rule"], e["value"]) for e in report["errors"]] == [
        (2, "district", "required", ""),
        (2, "population", "minimum", "-1"),
        (3, "district", "code_list", "=1+1"),
        (3, "population", "unique", "10"),
    ]
    assert {"column": "population", "rule": "unique", "count": 1} in report["counts"]


def test_table_is_queued_when_it_is_written(resource):
    report = call_action("resource_validation_show", id=resource["id"])

    assert report["state"] == "queued"
    assert f"validate {resource['id']}" in [job.meta["title"] for job in jobs.get_queue().jobs]


def test_new_rule_is_checked_and_the_data_stay(resource):
    _work(resource)
    field = {"id": "population", "minimum": "", "maximum": "5", "unique": ""}

    call_action("resource_dictionary_update", id=resource["id"], fields=[field])
    report = _work(resource)

    found = {(e["row"], e["rule"]) for e in report["errors"] if e["column"] == "population"}
    assert found == {(1, "maximum"), (3, "maximum")}
    records = call_action("datastore_search", resource_id=resource["id"])["records"]
    assert [row["population"] for row in records] == [10, -1, 10]


def test_data_that_keep_the_rules_are_valid():
    resource = table(fields=FIELDS, records=ROWS[:1])

    assert _work(resource)["state"] == "valid"


def test_table_without_rules_is_not_queued():
    assert call_action("resource_validation_show", id=table()["id"])["state"] == "none"


def test_older_check_gives_way_to_a_newer_one(resource):
    old = _queued(resource).validation_id
    call_action("resource_validate", context={"user": editor_of(resource)["name"]},
                id=resource["id"])  # fmt: skip

    validation_jobs.validate(resource["id"], old)

    assert call_action("resource_validation_show", id=resource["id"])["state"] == "queued"


def test_check_that_breaks_is_reported_and_the_worker_lives(resource, monkeypatch):
    monkeypatch.setattr(
        validation_jobs.source, "batches", lambda *_: (_ for _ in ()).throw(OSError("disk"))
    )

    report = _work(resource)

    assert (report["state"], report["message"]) == ("failed", "disk")


def test_memory_is_bounded_by_the_batch(resource):
    sizes = [len(rows) for rows in validation_jobs.source.batches(resource["id"], [], 2)]

    assert sizes == [2, 1]


def test_resource_without_a_table_cannot_be_checked():
    (resource,) = dataset()["resources"]

    with pytest.raises(tk.ObjectNotFound):
        call_action("resource_validate", id=resource["id"])


def test_anybody_may_read_the_report_and_editors_may_ask_for_one(checked):
    stranger: Any = factories.User()
    query = {"id": checked["id"]}

    assert call_auth("resource_validation_show", {"user": "", "model": None}, **query)
    for user in ("", stranger["name"]):
        with pytest.raises(tk.NotAuthorized):
            call_auth("resource_validate", {"user": user, "model": None}, **query)
    editor = editor_of(checked)["name"]
    assert call_auth("resource_validate", {"user": editor, "model": None}, **query)


def test_report_page_lists_each_failing_cell_in_words(portal, checked):
    page = BeautifulSoup(portal.get(_room(checked)).body, "html.parser")

    words = page.get_text(" ", strip=True)
    assert "4 errors in the data" in words
    for said in (
        "This cell must be filled.",
        "Must be 0 or more.",
        "This code is not in the list vocabulary:regions.",
        "This value is already in row 1.",
    ):
        assert said in words
    assert len(page.select("table:has(#errors) tbody tr")) == 4


def test_report_is_downloaded_as_data(portal, checked):
    sheet = portal.get(f"{_room(checked)}.csv").data.decode("utf-8-sig").splitlines()

    assert sheet[0] == "row,column,rule,value,limit,message"
    assert sheet[3].startswith("3,district,code_list,'=1+1,vocabulary:regions")
    assert portal.get(f"{_room(checked)}.json").json["error_count"] == 4


def test_badge_says_in_a_word_how_the_data_stand(portal, checked, resource):
    address = "/dataset/{package_id}/resource/{id}"
    unchecked = table()

    assert "4 errors in the data" in portal.get(address.format(**checked)).body
    assert "Being checked" in portal.get(address.format(**resource)).body
    assert "Not checked" in portal.get(address.format(**unchecked)).body
    assert "4 errors in the data" in portal.get(f"/dataset/{checked['package_id']}").body


def test_editor_has_the_table_checked_again_from_the_page(portal, checked):
    headers = {"Authorization": editor_of(checked)["token"]}

    answer = portal.post(_room(checked), headers=headers, follow_redirects=False)

    assert answer.status_code == 302
    assert _work(checked)["error_count"] == 4


def test_stranger_cannot_have_a_table_checked_from_the_page(portal, checked):
    assert portal.post(_room(checked), follow_redirects=False).status_code in {302, 403}


def test_report_of_nothing_is_not_found(portal, checked):
    room = f"/dataset/{checked['package_id']}/resource/no-such/validation"

    assert portal.get(room).status_code == 404
    assert portal.get(f"{room}.csv").status_code == 404


def test_removed_resource_leaves_no_report(resource):
    context = {"user": editor_of(resource)["name"]}

    call_action("resource_delete", context=context, id=resource["id"])

    assert model.find(resource["id"]) is None
