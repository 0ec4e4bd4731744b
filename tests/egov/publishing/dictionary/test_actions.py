"""The API of the dictionary, and CKAN's own actions with our keys."""

import io
from typing import Any

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from tests.egov.publishing.dictionary.tables import FIELDS, dataset, editor_of, table

pytestmark = pytest.mark.usefixtures("portal")

SAID = {
    "id": "population",
    "label": {"uz": "Aholi soni", "ru": "Население"},
    "description": {"en": "At 1 January: 50% of 'all' \\d\\:x"},
    "unit": "kishi",
    "required": True,
    "minimum": "0",
    "personal_data": False,
}


@pytest.fixture(scope="module")
def plain(portal) -> dict:
    """A table that no test changes."""
    return table()


def _refused(refused: pytest.ExceptionInfo[tk.ValidationError]) -> dict[str, Any]:
    return refused.value.error_dict


def _field(resource: dict, name: str) -> dict:
    fields = call_action("datastore_info", id=resource["id"])["fields"]
    return next(field for field in fields if field["id"] == name)


def test_what_was_said_is_shown_by_ckan_itself():
    resource = table()

    call_action("resource_dictionary_update", id=resource["id"], fields=[SAID])

    field = _field(resource, "population")
    assert {key: field[key] for key in SAID if SAID[key]} == {k: v for k, v in SAID.items() if v}
    assert field["info"] == {"label": "Aholi soni", "notes": SAID["description"]["en"]}


def test_columns_and_keys_not_named_stay():
    resource = table()
    call_action("resource_dictionary_update", id=resource["id"], fields=[SAID])

    fields = [{"id": "district", "unit": "kod"}, {"id": "population", "unit": ""}]
    call_action("resource_dictionary_update", id=resource["id"], fields=fields)

    shown = call_action("resource_dictionary_show", id=resource["id"])["fields"]
    assert [field.get("unit") for field in shown] == ["kod", None, None]
    assert shown[1]["label"] == SAID["label"]


def test_plain_client_can_describe_a_table_as_before():
    resource = table()
    info = {"label": "District", "notes": "SOATO", "type_override": "text"}
    fields = [{"id": "district", "type": "text", "info": info}, *FIELDS[1:]]

    call_action("datastore_create", resource_id=resource["id"], force=True, fields=fields)

    assert _field(resource, "district")["info"] == info
    assert _field(resource, "district")["label"] == {"uz": "District"}


def test_plain_client_rewrites_the_label_that_it_sees_and_no_other():
    resource = table()
    call_action("resource_dictionary_update", id=resource["id"], fields=[SAID])
    fields = [{"id": "population", "type": "int4", "info": {"label": "Aholi"}}]

    call_action("datastore_create", resource_id=resource["id"], force=True, fields=fields)

    assert _field(resource, "population")["label"] == {"uz": "Aholi", "ru": "Население"}
    assert _field(resource, "population")["unit"] == "kishi"


def test_table_can_be_created_with_its_dictionary():
    resource = table(fields=[{**SAID, "type": "int4", "profile": {"count": 2}}], records=[])

    assert _field(resource, "population")["profile"] == {"count": 2}


def test_profile_stays_when_an_official_types():
    resource = table(fields=[{"id": "a", "type": "int4", "profile": {"count": 2}}], records=[])

    call_action("resource_dictionary_update", id=resource["id"], fields=[{"id": "a", "unit": "t"}])

    assert _field(resource, "a")["profile"] == {"count": 2}


def test_values_of_people_are_not_repeated_beside_the_data():
    profile = {"count": 1, "examples": ["Aziz"], "top": [["Aziz", 1]]}
    field = {"id": "name", "type": "text", "personal_data": True, "profile": profile}

    resource = table(fields=[field], records=[])

    assert _field(resource, "name")["profile"] == {"count": 1}


def test_draft_is_confirmed_by_whoever_saves_it():
    drafts = {"unit": "t", "label": {"uz": "A"}, "drafted": ["unit", "label"]}
    resource = table(fields=[{"id": "a", "type": "int4", **drafts}], records=[])

    call_action("resource_dictionary_update", id=resource["id"], fields=[{"id": "a", "unit": "t"}])

    assert _field(resource, "a")["drafted"] == ["label"]


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ({"id": "population", "minimum": "10", "maximum": "9"}, "minimum"),
        ({"id": "population", "enum": ["oʻn"]}, "enum"),
        ({"id": "district", "pattern": "("}, "pattern"),
        ({"id": "district", "code_list": "vocabulary:no_such"}, "code_list"),
        ({"id": "district", "code_list": "0b1c2d3e-0000-4000-8000-0123456789ab#x"}, "code_list"),
        ({"id": "district", "label": ["x"]}, "label"),
        ({"id": "district", "label": {"xx": "x"}}, "label"),
        ({"id": "district", "enum": 7}, "enum"),
    ],
)
def test_claim_that_cannot_be_true_is_refused_naming_column_and_key(plain, field, key):
    with pytest.raises(tk.ValidationError) as refused:
        call_action("resource_dictionary_update", id=plain["id"], fields=[field])

    (messages,) = _refused(refused)["fields"]
    assert list(messages) == [key]
    assert field["id"] in messages[key][0]
    assert key not in _field(plain, field["id"])


@pytest.mark.parametrize("fields", [None, "x", ["x"], [{"id": "no such"}], [{}]])
def test_fields_that_name_no_column_are_refused(plain, fields):
    with pytest.raises(tk.ValidationError):
        call_action("resource_dictionary_update", id=plain["id"], fields=fields)


def test_code_list_of_another_table_is_accepted_when_its_column_exists():
    codes, resource = table(), table()
    field = {"id": "district", "code_list": f"{codes['id']}#district"}

    call_action("resource_dictionary_update", id=resource["id"], fields=[field])

    assert _field(resource, "district")["code_list"] == field["code_list"]
    field["code_list"] = f"{codes['id']}#no such"
    with pytest.raises(tk.ValidationError):
        call_action("resource_dictionary_update", id=resource["id"], fields=[field])


@pytest.mark.parametrize("format", ["json", "csv"])
def test_dictionary_moves_from_one_table_to_another(format: str):
    here, there = table(), table()
    call_action("resource_dictionary_update", id=here["id"], fields=[SAID])
    content = call_action("resource_dictionary_export", id=here["id"], format=format)["content"]

    told = call_action("resource_dictionary_import", id=there["id"], content=content)

    assert told["imported"]
    exported = call_action("resource_dictionary_export", id=there["id"], format=format)
    assert exported["content"] == content


def test_preview_of_an_import_changes_nothing():
    resource = table()
    upload = io.BytesIO("column;unit\npopulation;kishi\n".encode("utf-8-sig"))

    told = call_action("resource_dictionary_import", id=resource["id"], upload=upload, preview=True)

    change = {"column": "population", "key": "unit", "before": "", "after": "kishi"}
    assert (told["changes"], told["imported"]) == ([change], False)
    assert "unit" not in _field(resource, "population")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("column,unit\nno such,kg\n", "Line 2"),
        ("{", "Line 1"),
        ("", "Line 1"),
        ("column,unit\npopulation,kg\npopulation,t\n", "Line 3"),
    ],
)
def test_import_that_cannot_be_read_is_refused_with_its_line(plain, content, words):
    with pytest.raises(tk.ValidationError) as refused:
        call_action("resource_dictionary_import", id=plain["id"], content=content)

    assert words in _refused(refused)["content"][0]


def test_import_of_an_impossible_claim_is_refused_at_its_key(plain):
    content = "column,minimum,maximum\npopulation,2,1\n"

    with pytest.raises(tk.ValidationError) as refused:
        call_action("resource_dictionary_import", id=plain["id"], content=content)

    assert "population" in _refused(refused)["fields"][0]["minimum"][0]


def test_unknown_format_is_refused(plain):
    with pytest.raises(tk.ValidationError):
        call_action("resource_dictionary_export", id=plain["id"], format="xlsx")


@pytest.mark.parametrize("action", ["show", "update", "import", "export"])
def test_resource_without_a_table_has_no_dictionary(action: str):
    (resource,) = dataset()["resources"]

    with pytest.raises(tk.ObjectNotFound):
        call_action(f"resource_dictionary_{action}", id=resource["id"], content="column\na")


@pytest.mark.parametrize("action", ["resource_dictionary_show", "resource_dictionary_export"])
def test_anybody_may_read_the_dictionary_of_public_data(plain, action):
    assert call_auth(action, {"user": "", "model": None}, id=plain["id"])


@pytest.mark.parametrize("action", ["resource_dictionary_update", "resource_dictionary_import"])
def test_only_who_may_edit_the_resource_may_describe_it(action: str):
    resource = table()
    stranger: Any = factories.User()

    for user in ("", stranger["name"]):
        with pytest.raises(tk.NotAuthorized):
            call_auth(action, {"user": user, "model": None}, id=resource["id"])
    assert call_auth(
        action, {"user": editor_of(resource)["name"], "model": None}, id=resource["id"]
    )
