"""What cannot be kept is refused at the door of the API."""

import json

import pytest
from ckanext.egov.protection.bad_input import is_storable

UNFIT = ["\x00", "\ud800", ["\x00"], {"\x00": 1}, 2**70, 1e300, [[1, {"a": "\udfff"}]]]


@pytest.mark.parametrize("value", UNFIT, ids=repr)
def test_what_the_database_cannot_keep_is_not_storable(value):
    assert not is_storable(value)


@pytest.mark.parametrize(
    "value", ["", "ў😀", 0, -1, 2**62, 1.5, None, True, [], {"a": ["b"]}], ids=repr
)
def test_everything_else_is(value):
    assert is_storable(value)


@pytest.mark.parametrize("value", [*UNFIT, [], {}, 7, True], ids=repr)
def test_a_dataset_with_an_impossible_id_is_a_bad_request(portal, database, value):
    sent = json.dumps({"id": value})
    found = portal.post(
        "/api/3/action/package_show", data=sent, content_type="application/json", status=400
    )
    assert found.json["success"] is False
    assert found.json["error"]["message"]


def test_an_impossible_id_in_the_address_is_a_bad_request(portal, database):
    portal.get("/api/3/action/package_show?id=%00", status=400)
