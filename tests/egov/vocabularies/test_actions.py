"""The vocabularies as API actions, beside CKAN's tag vocabularies."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action


def test_anyone_can_list_vocabularies_over_http(portal):
    answer = portal.get("/api/3/action/vocabulary_list").json
    names = {row["name"] for row in answer["result"]}
    assert {"sectors", "groups_in_need", "regions", "districts", "bodies"} <= names


def test_anyone_can_read_districts_of_a_region_on_a_day(portal):
    url = "/api/3/action/vocabulary_show?id=districts&region=1710&on=2021-04-15"
    codes = {term["code"] for term in portal.get(url).json["result"]["terms"]}
    assert "1710240" not in codes
    assert all(code.startswith("1710") for code in codes)


@pytest.mark.usefixtures("portal")
def test_wrong_day_is_refused_with_a_message():
    with pytest.raises(tk.ValidationError) as error:
        call_action("vocabulary_show", id="districts", on="tomorrow")
    assert "YYYY-MM-DD" in str(error.value.error_dict["on"])


@pytest.mark.usefixtures("portal")
def test_unknown_vocabulary_is_not_found():
    with pytest.raises(tk.ObjectNotFound):
        call_action("vocabulary_show", id="planets")


@pytest.mark.usefixtures("database")
def test_tag_vocabularies_of_ckan_still_work():
    made = call_action("vocabulary_create", name=factories.Vocabulary.stub().name)
    assert call_action("vocabulary_show", id=made["id"])["name"] == made["name"]
    assert made["id"] in {row["id"] for row in call_action("vocabulary_list")}
