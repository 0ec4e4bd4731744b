"""An office's spreadsheet becomes a budget; nothing published changes before it passes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.budgets.cube.files import path_of
from ckanext.budgets.package import jobs, records
from ckanext.egov.publishing.loading import jobs as loading_jobs
from werkzeug.datastructures import FileStorage

pytestmark = pytest.mark.usefixtures("database")

OFFICE = """Samarqand viloyati xarajatlari; ming soʻm;;;
;;;;
Kod;Vazirlik;2023;2023;2024
;;reja;ijro;reja
07;Sogʻliqni saqlash;1 000,5;900;1 100
09;Taʼlim;2 000;2 100,25;2 200
Jami;Jami;3 000,5;3 000,25;3 300
"""


@pytest.fixture
def official():
    user = factories.User()
    body = factories.Organization(users=[{"name": user["name"], "capacity": "editor"}])
    return {"user": user["name"], "id": user["id"], "body": body["name"]}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    """Jobs are run by hand."""
    monkeypatch.setattr(jobs, "enqueue", lambda resource_id: None)
    monkeypatch.setattr(loading_jobs, "enqueue", lambda resource_id, load_id: None)


def act(official: dict, action: str, **given: Any) -> Any:
    context: Any = {"user": official["user"], "auth_user_obj": model.User.get(official["id"])}
    tk.check_access(action, context, given)
    return tk.get_action(action)(context, given)


def begin(official: dict, text: str = OFFICE, **given: Any) -> dict:
    upload = FileStorage(io.BytesIO(text.encode()), filename="xarajatlar.csv")
    asked = {"body": official["body"], "title": {"uz": "Xarajatlar"}} | given
    return act(official, "budget_draft_create", upload=upload, **asked)


def test_a_spreadsheet_of_an_office_is_understood(official):
    draft = begin(official)
    assert draft["problems"] == []
    assert draft["passed"]
    assert [column["type"] for column in draft["columns"]] == [
        "functional-classification:cofog:division:code",
        "administrative-classification:generic:level1:label",
        "value",
        "value",
        "value",
    ]
    table = draft["declared"]["table"]
    assert (table["budget_currency"], table["budget_unit"]) == ("UZS", "1000")
    sums = {(it["phase"], it["period"]): it["amount"] for it in draft["sums"]}
    assert sums == {
        ("approved", "2023"): "3000500.00",
        ("executed", "2023"): "3000250.00",
        ("approved", "2024"): "3300000.00",
    }
    assert [it["rows"] for it in draft["excluded"]] == [1]


def test_nothing_shows_before_it_is_published_and_then_everybody_asks_it(official):
    before = call_action("package_search", fq="dataset_type:budget")["count"]
    draft = begin(official)
    assert call_action("package_search", fq="dataset_type:budget")["count"] == before
    resource = act(official, "budget_draft_publish", id=draft["draft_id"])
    load(resource["id"])
    jobs.build_resource(resource["id"])
    assert records.find(resource["id"]).passed
    asked = {"id": resource["package_id"], "cut": "phase:approved|fiscal_year:2024"}
    told = call_action("budget_aggregate", drilldown="functional:1", **asked)
    assert {cell["functional:1"]: cell["amount"] for cell in told["cells"]} == {
        "07": "1100000.00", "09": "2200000.00"
    }  # fmt: skip
    assert told["excluded"] == {"totals": 1}
    fields = call_action("resource_dictionary_show", id=resource["id"])["fields"]
    assert fields[2]["info"]["columnType"] == "value"
    with pytest.raises(tk.NotAuthorized):
        act(official, "budget_draft_show", id=draft["draft_id"])


def load(resource_id: str) -> None:
    """What the worker does for any table, as far as the dictionary needs it."""
    columns = ("Kod", "Vazirlik", "2023 / reja", "2023 / ijro", "2024 / reja")
    fields = [{"id": name, "type": "text"} for name in columns]
    site = {"user": call_action("get_site_user")["name"]}
    call_action("datastore_create", site, resource_id=resource_id, force=True, fields=fields)


def test_a_problem_names_row_and_column_and_nothing_can_be_published(official):
    draft = begin(official, OFFICE.replace("2 100,25", "2,1,0"))
    assert "Row 6" in draft["problems"][0]
    assert "2023 / ijro" in draft["problems"][0]
    with pytest.raises(tk.ValidationError):
        act(official, "budget_draft_publish", id=draft["draft_id"])


def test_a_period_that_is_published_is_not_added_again_but_can_be_replaced(official):
    resource = act(official, "budget_draft_publish", id=begin(official)["draft_id"])
    load(resource["id"])
    jobs.build_resource(resource["id"])
    again = begin(official, dataset=resource["package_id"])
    assert not again["passed"]
    assert "2024, approved" in again["problems"][-1]
    cube = path_of(resource["id"]).read_bytes()
    begin(official, OFFICE.replace("1 100", "?"), dataset=resource["package_id"])
    assert path_of(resource["id"]).read_bytes() == cube
    better = begin(official, dataset=resource["package_id"], resource=resource["id"])
    assert better["passed"]


def test_what_is_unusual_is_published_with_an_explanation_only(official):
    draft = begin(official, OFFICE.replace("900;", "(900);").replace("3 000,25", "1 200,25"))
    assert not draft["passed"]
    assert [note["code"] for note in draft["notes"]] == ["negative"]
    said = {"negative": "Money was returned"}
    assert act(official, "budget_draft_update", id=draft["draft_id"], explanations=said)["passed"]


def test_a_draft_is_its_authors_alone(official):
    draft = begin(official)
    other = factories.User()
    stranger = official | {"user": other["name"], "id": other["id"]}
    for action in ("show", "update", "publish", "delete"):
        with pytest.raises(tk.NotAuthorized):
            act(stranger, f"budget_draft_{action}", id=draft["draft_id"])
    with pytest.raises(tk.NotAuthorized):
        begin(stranger)


@pytest.mark.parametrize("content", ["", "<html>", "\x00\x01", "a;b\n"])
def test_what_is_no_table_is_refused_with_a_reason(official, content):
    with pytest.raises(tk.ValidationError):
        begin(official, content)


def test_pages_lead_from_the_file_to_the_published_budget(official, portal):
    token = factories.APIToken(user=official["user"])["token"]
    headers = {"Authorization": token}
    started = portal.get("/budget/publish", headers=headers)
    assert official["body"] in started.body
    sent = {
        "upload": (io.BytesIO(OFFICE.encode()), "xarajatlar.csv"),
        "title": "Xarajatlar", "body": official["body"],
    }  # fmt: skip
    page = portal.post("/budget/publish", data=sent, headers=headers)
    assert "2023 / ijro" in page.body
    [draft] = act(official, "budget_draft_list")
    address = f"/budget/publish/{draft['draft_id']}"
    checked = portal.get(f"{address}/check", headers=headers).body
    assert "<svg" in checked
    assert "3000250.00" in checked
    published = portal.post(f"{address}/publish", headers=headers, follow_redirects=False)
    assert published.status_code == 302
    assert act(official, "budget_draft_list") == []


def test_a_form_that_lacks_something_comes_back_with_the_reason(official, portal):
    token = factories.APIToken(user=official["user"])["token"]
    headers = {"Authorization": token}
    sent = {"title": "Xarajatlar", "body": official["body"]}
    page = portal.post("/budget/publish", data=sent, headers=headers, status=400)
    assert "Choose a file." in page.body
    assert 'value="Xarajatlar"' in page.body
    assert portal.get("/budget/publish/no-draft", headers=headers, status=404)
