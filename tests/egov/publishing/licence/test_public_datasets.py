"""No public dataset without an open licence or a recorded reason, whatever the way in."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("database")

REASON = "The data were bought from a private company"


@pytest.fixture
def body():
    return factories.Organization()


@pytest.fixture
def editor():
    return factories.Sysadmin()["name"]


def _dataset(body, **fields):
    return factories.Dataset(owner_org=body["id"], **fields)


def _refused(action, **data):
    with pytest.raises(tk.ValidationError) as error:
        call_action(action, **data)
    return error.value.error_dict


def test_dataset_gets_odbl_when_nothing_is_said(body):
    dataset = _dataset(body)
    assert dataset["license_id"] == "odc-odbl"
    assert dataset["isopen"] is True
    assert dataset["license_url"] == "https://opendatacommons.org/licenses/odbl/1-0/"


def test_unknown_licence_is_refused(body):
    errors = _refused(
        "package_create", name="x-unknown", owner_org=body["id"], license_id="made-up"
    )
    assert "made-up" in errors["license_id"][0]


@pytest.mark.parametrize("licence", ["other-closed", "cc-nc", "notspecified"])
def test_public_dataset_without_open_licence_is_refused(body, licence):
    errors = _refused("package_create", name="x-closed", owner_org=body["id"], license_id=licence)
    assert "not open" in errors["closed_licence_reason"][0]


def test_private_dataset_may_have_any_licence(body):
    assert _dataset(body, license_id="other-closed", private=True)["private"] is True


def test_reason_is_kept_with_who_and_when(body, editor):
    dataset = call_action(
        "package_create",
        {"user": editor},
        **factories.Dataset.stub().__dict__
        | {"owner_org": body["id"], "license_id": "other-closed"}
        | {"closed_licence_reason": REASON, "closed_licence_recorded_by": "somebody-else"},
    )
    assert dataset["closed_licence_reason"] == REASON
    assert dataset["closed_licence_recorded_by"] == editor
    assert dataset["closed_licence_recorded_at"][:4].isdigit()


def test_later_edit_by_another_keeps_the_record(body, editor):
    dataset = _dataset(body, license_id="other-closed", closed_licence_reason=REASON)
    edited = call_action("package_patch", {"user": editor}, id=dataset["id"], version="2")
    for field in ("closed_licence_recorded_by", "closed_licence_recorded_at"):
        assert edited[field] == dataset[field]


def test_update_cannot_close_the_licence_of_a_public_dataset(body):
    dataset = _dataset(body)
    errors = _refused("package_update", **dataset | {"license_id": "other-closed"})
    assert errors["closed_licence_reason"]


def test_patch_cannot_make_a_closed_dataset_public(body):
    dataset = _dataset(body, license_id="other-closed", private=True)
    assert _refused("package_patch", id=dataset["id"], private=False)["closed_licence_reason"]
    assert call_action("package_show", id=dataset["id"])["private"] is True


def test_resource_can_be_added_to_a_closed_dataset_with_a_reason(body):
    dataset = _dataset(body, license_id="other-closed", closed_licence_reason=REASON)
    factories.Resource(package_id=dataset["id"])
    assert call_action("package_show", id=dataset["id"])["closed_licence_reason"] == REASON


def test_bulk_publishing_stops_as_a_whole_at_one_closed_dataset(body):
    good = _dataset(body, private=True)
    bad = _dataset(body, license_id="other-closed", private=True)
    errors = _refused("bulk_update_public", org_id=body["id"], datasets=[good["id"], bad["id"]])
    assert bad["name"] in errors["datasets"][0]
    assert call_action("package_show", id=good["id"])["private"] is True


def test_bulk_publishing_of_open_datasets_works(body, editor):
    datasets = [_dataset(body, private=True)["id"] for _ in range(2)]
    call_action("bulk_update_public", {"user": editor}, org_id=body["id"], datasets=datasets)
    assert not any(call_action("package_show", id=name)["private"] for name in datasets)


def test_bulk_page_comes_back_and_changes_nothing(portal, body):
    bad = _dataset(body, license_id="other-closed", private=True)
    token = factories.SysadminWithToken()["token"]
    answer = portal.post(
        f"/organization/bulk_process/{body['name']}",
        data={f"dataset_{bad['id']}": "on", "bulk_action.public": "public"},
        headers={"Authorization": token},
        follow_redirects=False,
    )
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/organization/bulk_process/{body['name']}")
    assert call_action("package_show", id=bad["id"])["private"] is True


def test_dataset_page_shows_the_licence_and_the_reason(portal, body):
    dataset = _dataset(body, license_id="other-closed", closed_licence_reason=REASON)
    page = portal.get(f"/dataset/{dataset['name']}").body
    assert 'id="licence-notice"' in page
    assert REASON in page
